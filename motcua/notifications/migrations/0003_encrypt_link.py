"""The link of a message opens a dossier without signing in: it is encrypted like the rest of the message."""

from django.db import migrations

from motcua.platform.encryption import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_standard_texts")]

    operations = [
        migrations.RemoveField("notification", "link"),
        migrations.AddField(
            "notification", "link", EncryptedTextField("đường dẫn", blank=True, default="")
        ),
    ]
