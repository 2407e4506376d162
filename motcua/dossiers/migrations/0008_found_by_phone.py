from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_drafts_elsewhere")]
    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("contact_phone_index", ""), _negated=True),
                fields=["contact_phone_index"],
                name="dossier_by_phone",
            ),
        ),
    ]
