from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from motcua.areas.rules.names import search_form


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What is known gets the form that search compares."""
    model = apps.get_model("areas", "Area")
    areas = list(model.objects.filter(search_form=""))
    for area in areas:
        area.search_form = search_form(area.name)
    model.objects.bulk_update(areas, ["search_form"], batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_lineage_and_boundaries")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        # A code as a range of one number (the 1 before it keeps 01 and 001 apart): ranges need no extension in GiST.
        migrations.RunSQL(
            """
            ALTER TABLE areas_area ADD CONSTRAINT areas_area_one_at_a_time EXCLUDE USING gist (
                int4range(('1' || code)::int, ('1' || code)::int, '[]') WITH &&,
                daterange(valid_from, valid_to) WITH &&
            )
            """,
            "ALTER TABLE areas_area DROP CONSTRAINT areas_area_one_at_a_time",
        ),
    ]
