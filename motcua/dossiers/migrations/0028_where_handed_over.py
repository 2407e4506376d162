"""Deliveries of before stand in the register of where the dossier was filed."""

from django.db import migrations

FILL = """
UPDATE dossiers_resultdelivery SET organisation_id = dossier.place_of_receipt_id
FROM dossiers_dossier dossier WHERE dossier.id = dossier_id AND organisation_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0027_results_handed_over")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
