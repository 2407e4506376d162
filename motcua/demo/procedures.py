"""Loads the demo's procedures from their folders: what is not there yet is published, the rest stays as it is.

A procedure that can be filed is a folder of `data/procedures` with three files: `procedure.json` (what its version and
its cases say, the codes of its form and its process), `form.json` and `process.json`. The `answers` of a case are those
that everybody in that case gives. Forms share the definitions of `definitions.json`. Those of which the city only gives
information stand in `data/information.json`, those whose dossiers not every official may see in `data/guarded`, linked
ones in `data/linked` with those that are done for them alone.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from motcua.forms.public import Answer, EForm, define_form, except_field, publish_form
from motcua.organisations.public import Organisation, Unit
from motcua.platform.action import SYSTEM
from motcua.procedures.public import (
    CaseSpec,
    ComponentSpec,
    OnlineLevel,
    PartSpec,
    Procedure,
    VersionSpec,
    define_version,
    publish_version,
)
from motcua.processes.public import Process, define_process
from motcua.processes.public import publish_version as publish_process

DATA = Path(__file__).parent / "data"
FOLDERS = DATA / "procedures"
GUARDED = DATA / "guarded"
LINKED = DATA / "linked"
# The day the two-tier local government began.
SINCE = date(2025, 7, 1)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def folders() -> list[Path]:
    """The folders of the procedures that can be filed, by code."""
    return sorted(path for path in FOLDERS.iterdir() if path.is_dir())


def form_schema(folder: Path) -> dict[str, Any]:
    """The form of a folder with those of the shared definitions that it uses."""
    schema = dict(_read(folder / "form.json"))
    shared = _read(FOLDERS / "definitions.json")
    wanted = {prop["$ref"].removeprefix("#/$defs/") for prop in schema["properties"].values() if "$ref" in prop}
    return {**schema, "$defs": {name: shared[name] for name in shared if name in wanted}} if wanted else schema


@cache
def case_answers() -> Mapping[tuple[str, str], Mapping[str, Answer]]:
    """What everybody in a case answers, by code of the procedure and key of the case."""
    told = [_read(folder / "procedure.json") for folder in (*folders(), *sorted(LINKED.iterdir()))]
    return {(each["version"]["code"], case["key"]): case.get("answers", {}) for each in told for case in each["cases"]}


def load_procedures(owner: Organisation, at: datetime) -> None:
    """Publish every procedure of the demo that is not there yet; `owner` is whose processes they are."""
    known = set(Procedure.objects.values_list("code", flat=True))
    for folder in folders():
        if folder.name.split("-")[0] not in known:
            _load_folder(folder, owner, at)
    for folder in sorted(LINKED.iterdir()):
        if folder.name.split("-")[0] not in known:
            _load_folder(folder, owner, at)
    for told in _read(DATA / "information.json"):
        if told["version"]["code"] not in known:
            _publish(_spec(told["version"], [_case(each) for each in told["cases"]]), at)


def load_guarded(owner: Organisation, at: datetime) -> None:
    """Publish the procedures of guarded dossiers that are not there yet."""
    known = set(Procedure.objects.values_list("code", flat=True))
    for folder in sorted(GUARDED.iterdir()):
        if folder.name.split("-")[0] not in known:
            _load_folder(folder, owner, at)


def _load_folder(folder: Path, owner: Organisation, at: datetime) -> None:
    told = _read(folder / "procedure.json")
    drawn = define_process(owner, **told["process"], definition=_read(folder / "process.json"), by=SYSTEM, at=at)
    publish_process(drawn, valid_from=SINCE, by=SYSTEM, at=at)
    process = Process.objects.get(code=told["process"]["code"])
    form = told["form"]
    eform = define_form(form["code"], title=form["title"], schema=form_schema(folder), by=SYSTEM, at=at)
    for field, reason in form.get("exceptions", {}).items():
        except_field(eform, field, reason, by=SYSTEM, at=at)
    cases = [_case(each, process) for each in told["cases"]]
    _publish(_spec(told["version"], cases, publish_form(eform, by=SYSTEM, at=at)), at)


def _publish(spec: VersionSpec, at: datetime) -> None:
    publish_version(define_version(spec, by=SYSTEM, at=at), by=SYSTEM, at=at)


def _spec(told: Mapping[str, Any], cases: list[CaseSpec], eform: EForm | None = None) -> VersionSpec:
    words: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    parts = tuple(_part(each) for each in words.pop("parts", ()))
    level = OnlineLevel(words.pop("online_level", OnlineLevel.INFO))
    # Whoever files online is known by national e-identity, unless the data say less.
    words.setdefault("required_assurance", 2 if eform is not None else 1)
    return VersionSpec(**words, online_level=level, valid_from=SINCE, cases=tuple(cases), eform=eform, parts=parts)


def _part(told: Mapping[str, Any]) -> PartSpec:
    rest = dict(told)
    limit, cutoff, after = rest.pop("limit", None), rest.pop("cutoff", None), rest.pop("after", [])
    return PartSpec(
        **rest,
        after=tuple(after),
        limit=(Decimal(limit["amount"]), Unit(limit["unit"])) if limit else None,
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
    )


def _case(told: Mapping[str, Any], process: Process | None = None) -> CaseSpec:
    rest = {name: value for name, value in told.items() if name != "answers"}
    limit, cutoff, components = rest.pop("limit", None), rest.pop("cutoff", None), rest.pop("components", [])
    return CaseSpec(
        **rest,
        limit=(Decimal(limit["amount"]), Unit(limit["unit"])) if limit else None,
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        process=process,
        components=tuple(ComponentSpec(**each) for each in components),
    )
