"""The database itself refuses to change what a published version says: running matters rely on it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION processes_published_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
        TG_OP = 'DELETE'
        OR NEW.state = 'draft'
        OR (NEW.process_id, NEW.number, NEW.definition, NEW.checksum, NEW.valid_from, NEW.published_at)
           IS DISTINCT FROM
           (OLD.process_id, OLD.number, OLD.definition, OLD.checksum, OLD.valid_from, OLD.published_at)
    ) THEN
        RAISE EXCEPTION 'published process version % does not change', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER processes_published_version_stays
    BEFORE UPDATE OR DELETE ON processes_processversion
    FOR EACH ROW EXECUTE FUNCTION processes_published_version_stays();
"""
BACKWARD = """
DROP TRIGGER processes_published_version_stays ON processes_processversion;
DROP FUNCTION processes_published_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
