from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

CREATE = """
CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    outcome text NOT NULL,
    actor_kind text NOT NULL,
    account_id bigint,
    person_id bigint,
    organisation_id bigint,
    position_id bigint,
    subject text NOT NULL,
    persons bigint[] NOT NULL,
    purpose text NOT NULL,
    details jsonb NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_entry_other PARTITION OF audit_entry DEFAULT;
CREATE INDEX audit_entry_subject ON audit_entry (subject, at DESC, id DESC);
CREATE INDEX audit_entry_account ON audit_entry (account_id, at DESC, id DESC);
CREATE INDEX audit_entry_persons ON audit_entry USING gin (persons);
CREATE INDEX audit_entry_at ON audit_entry (at DESC, id DESC);

CREATE TABLE audit_unsealed (entry_id bigint PRIMARY KEY, at timestamptz NOT NULL);

CREATE TABLE audit_seal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sealed_at timestamptz NOT NULL,
    entries bigint[] NOT NULL,
    digests bytea[] NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
"""
DROP = "DROP TABLE audit_seal, audit_unsealed, audit_entry; DROP FUNCTION audit_is_append_only()"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            CREATE,
            DROP,
            state_operations=[
                migrations.CreateModel(
                    "AuditEntry",
                    [
                        ("id", models.BigAutoField(primary_key=True)),
                        ("at", models.DateTimeField()),
                        ("kind", models.TextField()),
                        ("name", models.TextField()),
                        ("outcome", models.TextField()),
                        ("actor_kind", models.TextField()),
                        ("account_id", models.BigIntegerField(null=True)),
                        ("person_id", models.BigIntegerField(null=True)),
                        ("organisation_id", models.BigIntegerField(null=True)),
                        ("position_id", models.BigIntegerField(null=True)),
                        ("subject", models.TextField()),
                        ("persons", ArrayField(models.BigIntegerField())),
                        ("purpose", models.TextField()),
                        ("details", models.JSONField()),
                    ],
                    {"db_table": "audit_entry", "managed": False},
                ),
                migrations.CreateModel(
                    "AuditSeal",
                    [
                        ("id", models.BigAutoField(primary_key=True)),
                        ("sealed_at", models.DateTimeField()),
                        ("entries", ArrayField(models.BigIntegerField())),
                        ("digests", ArrayField(models.BinaryField())),
                        ("previous", models.BinaryField()),
                        ("hash", models.BinaryField()),
                    ],
                    {"db_table": "audit_seal", "managed": False},
                ),
            ],
        )
    ]
