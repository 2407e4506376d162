"""The declaration as officials work on it: each value with its tick, and how it changed since it was filed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.dossiers.models import AnswersVersion, Dossier, ValueDispute
from motcua.dossiers.reads.provenance import AUTHORITATIVE, stands, words_of
from motcua.forms.public import Change, Section, Widget, changes, display
from motcua.persons.public import mask_email, mask_personal_id, mask_phone
from motcua.platform.encryption import keyed_digest

_IN_GROUP = re.compile(r"(.+)-(\d+)-(.+)")


@dataclass(frozen=True)
class Value:
    """One value of the declaration. `state`: "" not compared, "same", "differs", or "changed" since it was compared.

    `is_hidden`: `value` is a number of which a part is hidden, to be shown whole for a reason. `source` says where it
    was filled in from; `dispute` what the source said of which the applicant says that it is wrong.
    """

    field: str
    label: str
    value: str
    state: str = ""
    by: str = ""
    at: datetime | None = None
    is_hidden: bool = False
    source: str = ""
    by_person: bool = False
    dispute: ValueDispute | None = None


@dataclass(frozen=True)
class Part:
    """One step of the form with its values."""

    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Correction:
    """What one correction changed, when, by whom and why."""

    at: datetime
    by: str
    reason: str
    changes: Sequence[Change]


def shown_sections(dossier: Dossier, *, for_page: bool = True) -> list[Section]:
    """The declaration's answered questions; none where the dossier came without a form."""
    eform = dossier.version.eform
    return display(eform, dossier.answers, blanks=False, for_page=for_page) if eform else []


def digest_of(dossier: Dossier, field: str) -> str:
    """Proves which value stood there; the same value of another dossier or question gives another."""
    value = json.dumps(_answer(dossier.answers, field), ensure_ascii=False, sort_keys=True)
    return keyed_digest(f"{dossier.pk} {field} {value}")


def _answer(answers: Mapping[str, Any], path: str) -> Any:
    """The answer at a path: a question's name, or `group-row-question`."""
    inside = None if path in answers else _IN_GROUP.fullmatch(path)
    if inside is None:
        return answers.get(path)
    rows, place = answers.get(inside[1]), int(inside[2])
    return rows[place].get(inside[3]) if isinstance(rows, list) and place < len(rows) else None


def parts_of(dossier: Dossier, *, hides: bool = False) -> list[Part]:
    """The declaration with who compared what; the dossier comes from `for_page`.

    `hides`: identity and phone numbers and e-mail addresses are masked, for those whose work does not need them.
    """
    checks = {check["field"]: check for check in getattr(dossier, "checks_told", ())}
    disputes = disputes_of(dossier)
    return [
        Part(
            section.title,
            tuple(
                _masked(value, row.widget) if hides else value
                for row in section.rows
                for checked in (_value(dossier, row.field, row.label, row.value, checks.get(row.field)),)
                for value in (_sourced(dossier, checked, disputes.get(row.field)),)
            ),
        )
        for section in shown_sections(dossier)
    ]


def disputes_of(dossier: Dossier) -> dict[str, ValueDispute]:
    """What the applicant reported as wrong, by question; nothing is read where nothing was."""
    filled = dossier.provenance.get("filled", {})
    if not any(told.get("disputed") for told in filled.values()):
        return {}
    return {each.field: each for each in ValueDispute.objects.filter(draft__dossier=dossier)}


def _sourced(dossier: Dossier, value: Value, dispute: ValueDispute | None) -> Value:
    told = dossier.provenance.get("filled", {}).get(value.field)
    if dispute is not None:
        return replace(value, dispute=dispute, source=words_of(told, of_oneself=False), by_person=True)
    if told is None or not stands(told, value.field, dossier.answers.get(value.field)):
        return value
    return replace(value, source=words_of(told, of_oneself=False), by_person=told["source"] not in AUTHORITATIVE)


MASKS = {Widget.PERSONAL_ID: mask_personal_id, Widget.PHONE: mask_phone, Widget.EMAIL: mask_email}


def _masked(value: Value, widget: Widget) -> Value:
    mask = MASKS.get(widget)
    if mask is None or not value.value:
        return value
    # What stands in a dispute is the same kind of number: whoever may not see the one does not see the other.
    return replace(value, value=mask(str(value.value)), is_hidden=True, dispute=None)


def _value(dossier: Dossier, field: str, label: str, value: str, check: Mapping[str, Any] | None) -> Value:
    if check is None:
        return Value(field, label, value)
    stands = check["digest"] == digest_of(dossier, field)
    state = ("same" if check["matches"] else "differs") if stands else "changed"
    return Value(field, label, value, state, check["by"] or "", datetime.fromisoformat(check["at"]))


def corrections_of(dossier: Dossier) -> list[Correction]:
    """What was corrected since filing, the latest first."""
    eform = dossier.version.eform
    if eform is None:
        return []
    earlier: list[AnswersVersion] = list(dossier.earlier_answers.select_related("replaced_by"))
    after = [*(version.answers for version in earlier), dossier.answers][1:]
    told = [
        Correction(
            version.replaced_at,
            version.replaced_by.display_name if version.replaced_by else "",
            version.reason,
            changes(eform, version.answers, following),
        )
        for version, following in zip(earlier, after, strict=True)
    ]
    return told[::-1]
