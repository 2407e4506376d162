from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_access_reviews")]

    operations = [
        migrations.AddField("accessreview", "reminded_at", models.DateTimeField(blank=True, null=True)),
    ]
