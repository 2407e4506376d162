from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    """Each index left out here began with the same column as a longer one that stays."""

    dependencies = [
        ("dossiers", "0010_compared_and_corrected"),
        ("organisations", "0002_holidays"),
        ("persons", "0004_index_of_tails"),
    ]
    operations = [
        migrations.AlterField(
            "dossier", "owner",
            models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="persons.person"),
        ),
        migrations.AlterField(
            "dossier", "submitter",
            models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="persons.person"),
        ),
        migrations.AlterField(
            "dossier", "unit_of_record",
            models.ForeignKey(db_index=False, on_delete=PROTECT, related_name="+", to="organisations.organisation"),
        ),
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=models.Q(ended_at=None), fields=["place_of_receipt", "id"], name="dossier_open_by_place"
            ),
        ),
    ]  # fmt: skip
