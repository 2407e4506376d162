"""Find people by the last four digits of their number; those recorded before are indexed as they are read."""

from typing import Any

from django.db import migrations, models

import motcua.platform.encryption
from motcua.persons.tails import personal_id_tail

BATCH = 2000


def index_tails(apps: Any, schema_editor: Any) -> None:
    """Fill the index of everybody who has a number."""
    persons = apps.get_model("persons", "Person").objects
    numbered = persons.exclude(personal_id_index="").only("personal_id").iterator(chunk_size=BATCH)
    batch = []
    for person in numbered:
        person.personal_id_tail = personal_id_tail(person.personal_id)
        batch.append(person)
        if len(batch) == BATCH:
            persons.bulk_update(batch, ["personal_id_tail"])
            batch = []
    persons.bulk_update(batch, ["personal_id_tail"])


class Migration(migrations.Migration):
    dependencies = [("persons", "0002_encrypt_addresses")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="personal_id_tail",
            field=motcua.platform.encryption.BlindIndexField(
                blank=True, db_default="", default="", editable=False, max_length=64, of=""
            ),
        ),
        migrations.RunPython(index_tails, migrations.RunPython.noop, elidable=True),
    ]
