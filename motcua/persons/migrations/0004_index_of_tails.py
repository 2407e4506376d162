"""The index itself comes after the rows: a table that was just written to takes no index in the same transaction."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("persons", "0003_found_by_tail")]
    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("personal_id_tail", ""), _negated=True),
                fields=["personal_id_tail"],
                name="person_personal_id_tail",
            ),
        ),
    ]
