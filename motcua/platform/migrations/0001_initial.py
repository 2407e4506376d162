from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("last", models.BigIntegerField()),
            ],
        ),
    ]
