"""Encrypt what people wrote; text cannot become ciphertext in place, so the columns are made anew."""

from django.db import migrations

import motcua.platform.encryption


class Migration(migrations.Migration):
    dependencies = [("processes", "0002_published_versions_stay")]
    operations = [
        migrations.RemoveField("task", "note"),
        migrations.AddField(
            "task",
            "note",
            motcua.platform.encryption.EncryptedTextField(null=True, blank=True),
            preserve_default=True,
        ),
    ]
