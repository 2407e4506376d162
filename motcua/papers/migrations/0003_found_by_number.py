from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_typeset_after_issuing")]
    operations = [
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("number", ""), _negated=True), fields=["number"], name="papers_paper_by_number"
            ),
        ),
    ]
