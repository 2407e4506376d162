from django.db import migrations

GUARDED = ("audit_entry", "audit_entry_other", "audit_seal")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
            f"DROP TRIGGER {table}_not_emptied ON {table}",
        )
        for table in GUARDED
    ]
