"""Encrypt what people wrote; text cannot become ciphertext in place, so the columns are made anew."""

from django.db import migrations

import motcua.platform.encryption


class Migration(migrations.Migration):
    dependencies = [("persons", "0001_initial")]
    operations = [
        migrations.RemoveField("legalentity", "address_line"),
        migrations.AddField(
            "legalentity",
            "address_line",
            motcua.platform.encryption.EncryptedTextField(blank=True, default="", verbose_name="số nhà, đường, thôn, tổ"),
            preserve_default=True,
        ),
    ]
