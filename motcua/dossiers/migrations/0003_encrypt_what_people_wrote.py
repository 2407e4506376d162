"""Encrypt what people wrote; text cannot become ciphertext in place, so the columns are made anew."""

from django.db import migrations

import motcua.platform.encryption


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_initial")]
    operations = [
        migrations.RemoveField("resultdelivery", "receiver"),
        migrations.AddField(
            "resultdelivery",
            "receiver",
            motcua.platform.encryption.EncryptedTextField(default=""),
            preserve_default=False,
        ),
        migrations.RemoveField("resultdelivery", "identity_seen"),
        migrations.AddField(
            "resultdelivery",
            "identity_seen",
            motcua.platform.encryption.EncryptedTextField(blank=True, default=""),
            preserve_default=True,
        ),
        migrations.RemoveField("dossierevent", "public_text"),
        migrations.AddField(
            "dossierevent",
            "public_text",
            motcua.platform.encryption.EncryptedTextField(blank=True, default=""),
            preserve_default=True,
        ),
        migrations.RemoveField("dossierevent", "note"),
        migrations.AddField(
            "dossierevent",
            "note",
            motcua.platform.encryption.EncryptedTextField(blank=True, default=""),
            preserve_default=True,
        ),
        migrations.RemoveField("supplementrequest", "reason"),
        migrations.AddField(
            "supplementrequest",
            "reason",
            motcua.platform.encryption.EncryptedTextField(default=""),
            preserve_default=False,
        ),
        migrations.RemoveField("supplementitem", "wanted"),
        migrations.AddField(
            "supplementitem",
            "wanted",
            motcua.platform.encryption.EncryptedTextField(default=""),
            preserve_default=False,
        ),
    ]
