"""The holidays shipped with the program, so that a new installation counts rightly from its first day."""

import json
from datetime import date
from pathlib import Path

from django.db import migrations


def seed(apps, schema_editor):
    CalendarDay = apps.get_model("organisations", "CalendarDay")
    listed = json.loads((Path(__file__).resolve().parents[1] / "data" / "holidays.json").read_text(encoding="utf-8"))
    swaps = {date.fromisoformat(row["for"]): date.fromisoformat(row["date"]) for row in listed["working_saturdays_swapped"]}
    rows = [
        CalendarDay(on=on, kind="swap_off" if on in swaps else "holiday", name=row["name"], in_place_of=swaps.get(on))
        for row in listed["holidays"]
        for on in [date.fromisoformat(row["date"])]
    ]
    rows += [
        CalendarDay(on=worked, kind="swap_working", name=f"Làm bù cho ngày {off:%d/%m/%Y}", in_place_of=off)
        for off, worked in swaps.items()
    ]
    CalendarDay.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
