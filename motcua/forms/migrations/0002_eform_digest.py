import hashlib
import json

from django.db import migrations, models


def fill(apps, schema_editor):
    for eform in apps.get_model("forms", "EForm").objects.all():
        canonical = json.dumps(eform.schema, sort_keys=True, ensure_ascii=False)
        eform.digest = hashlib.sha256(canonical.encode()).hexdigest()
        eform.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]

    operations = [
        migrations.AddField("eform", "digest", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
