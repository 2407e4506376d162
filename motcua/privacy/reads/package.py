"""The copy of somebody's data as one ZIP: data.json by a published schema, an index to read, their files and papers."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.audit.public import Look, looks_at
from motcua.persons.public import Person, same_person
from motcua.platform.action import Actor, ActorKind
from motcua.platform.own_data import Kept, KeptFile, contributions
from motcua.platform.personal import declared_fields
from motcua.privacy.models import DataExport
from motcua.privacy.reads.looks import told, withheld
from motcua.privacy.rules import MOST_BYTES, mask_others

FORMAT, VERSION = "motcua-my-data", 1
SCHEMA = "my-data-1.schema.json"
_UNSAFE = re.compile(r"[^\w.() -]+")


@dataclass(frozen=True)
class Package:
    """The ZIP, and how many records and files are in it."""

    content: bytes
    records: int
    files: int


def schema() -> bytes:
    """The JSON Schema (2020-12) of data.json."""
    return files("motcua.privacy").joinpath(f"data/{SCHEMA}").read_bytes()


def pack(export: DataExport, *, at: datetime) -> Package:
    """Everything that the modules keep of this person, the numbers of others masked, in the language they asked in."""
    with translation.override(export.language):
        kept = [each for given in contributions() for each in given.gather(export.person_id)]
        own = frozenset().union(*(each.own for each in kept))
        places, left_out = _places(kept)
        records = [mask_others(_record(each, places), own) for each in kept]
        shown = [mask_others(_shown(each, places), own) for each in kept]
        looks = list(_looks(export, at))
        content = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": at.isoformat(),
            "person": {"id": export.person_id, "full_name": Person.objects.get(pk=export.person_id).full_name},
            "records": records,
            "looks": looks,
            "register": _register(),
            "files_left_out": mask_others(left_out, own),
        }
        index = render_to_string(
            "privacy/package.html",
            {**content, "at": at, "groups": _groups(shown), "language": export.language},
            using="jinja2",
        )
    return Package(_zip(content, index, places), len(records), len(places))


def _zip(content: Mapping[str, Any], index: str, places: Mapping[KeptFile, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", index)
        archive.writestr("data.json", json.dumps(content, ensure_ascii=False, indent=1, default=str))
        archive.writestr(SCHEMA, schema())
        for file, place in places.items():
            archive.writestr(place, file.read())
    return out.getvalue()


def _places(kept: list[Kept]) -> tuple[dict[KeptFile, str], list[str]]:
    """Where each file stands in the archive, and the names of those that would make it too big."""
    places: dict[KeptFile, str] = {}
    left_out: list[str] = []
    size = 0
    for each in kept:
        for number, file in enumerate(each.files, start=1):
            if size + file.size > MOST_BYTES:
                left_out.append(file.name)
                continue
            size += file.size
            name = _UNSAFE.sub(" ", file.name).strip(". ")[:100] or "file"
            places[file] = f"files/{each.model}-{each.key}/{number:02d} {name}"
    return places, left_out


def _record(kept: Kept, places: Mapping[KeptFile, str]) -> dict[str, Any]:
    return {
        "model": kept.model,
        "key": kept.key,
        "title": kept.title,
        "values": dict(kept.values),
        "files": [places[file] for file in kept.files if file in places],
    }


def _shown(kept: Kept, places: Mapping[KeptFile, str]) -> dict[str, Any]:
    named = [(places[file], file.name) for file in kept.files if file in places]
    return {"model": kept.model, "title": kept.title, "rows": [list(row) for row in kept.shown], "files": named}


def _groups(shown: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in shown:
        name = str(apps.get_model(each["model"])._meta.verbose_name)
        groups.setdefault(name[:1].upper() + name[1:], []).append(each)
    return list(groups.items())


def _looks(export: DataExport, at: datetime) -> Iterator[dict[str, str]]:
    """Every look that the person is told of by now, as their page tells it."""
    actor, after = Actor(ActorKind.CITIZEN, account_id=export.account_id, person_id=export.person_id), None
    hidden = withheld(at)
    while True:
        page = looks_at(same_person(export.person_id), withheld=hidden, after=after, size=500)
        rows: list[Look] = list(page.rows)
        for each in told(rows, actor):
            yield {
                "at": each.look.at.isoformat(),
                "unit": each.unit,
                "position": each.position,
                "purpose": each.purpose,
                "basis": str(each.basis),
                "about": each.matter.name if each.matter else "",
            }
        if not page.next_token:
            return
        after = page.next_token


def _register() -> list[dict[str, str]]:
    """What is kept at all, why and for how long, and what of it is not in the copy."""
    return [
        {
            "field": field.path,
            "class": field.data_class.value,
            "purpose": str(field.purpose),
            "basis": str(field.basis),
            "retention": str(field.retention),
            "withheld": str(field.withheld),
        }
        for field in declared_fields()
    ]


def withheld_kinds() -> list[str]:
    """Why some fields are not in the copy, each reason once."""
    return sorted({str(field.withheld) for field in declared_fields() if field.withheld} | {_("Số của người khác")})
