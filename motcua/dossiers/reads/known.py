"""What need not be asked: what the account and the registers already say of the people in the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.areas.public import Area
from motcua.dossiers.models import Draft
from motcua.dossiers.reads.provenance import ACCOUNT, HELPER, REGISTER, entry, is_locked, locked_in, stands
from motcua.forms.public import (
    NAMED_BY,
    OTHER,
    PERSON,
    REGISTERED,
    SPOUSE,
    Attribute,
    Bound,
    EForm,
    bound_of,
    fitted,
    means_the_same,
    whom,
)
from motcua.persons.public import Person, RegisterAnswer, normalise_personal_id
from motcua.platform import clock
from motcua.platform.encryption import keyed_digest
from motcua.platform.text import fold

# After a register was silent, how long it is not asked again by itself.
REST = timedelta(minutes=5)


def own_record(person: Person) -> Mapping[Attribute, str]:
    """What the person's own record says."""
    return {
        Attribute.FULL_NAME: person.full_name,
        Attribute.BIRTH_DATE: person.birth_date.isoformat() if person.birth_date else "",
        Attribute.SEX: person.sex,
        Attribute.PERSONAL_ID: person.personal_id,
        Attribute.PHONE: person.phone,
        Attribute.EMAIL: person.email,
        Attribute.ADDRESS: person.address_line,
    }


def known_answers(
    eform: EForm, person: Person, at: datetime, other: Person | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a form begins with, from the person's own record: answers, and where they come from.

    Filling it in for `other`, who they are is what is asked; reached is who fills it in.
    """
    whose = other or person
    reached = {Attribute.PHONE: person.phone, Attribute.EMAIL: person.email}
    known, answers, provenance = {**own_record(whose), **reached}, dict[str, Any](), dict[str, Any]()
    day = at.astimezone(clock.VIETNAM).date()
    for bound in bound_of(eform):
        of = whom(eform, bound, answers, whose.sex)
        value = fitted(eform, bound, known.get(bound.attribute, "")) if of == PERSON else None
        if value is not None:
            answers[bound.name] = value
            provenance[bound.name] = entry(bound.name, value, source=ACCOUNT, as_of=day, of=PERSON)
    return answers, provenance


def told_by_register(eform: EForm, answer: RegisterAnswer, of: str) -> dict[str, Any]:
    """Of a register's answer what this form may ask for, and no more."""
    asked = {bound.attribute for bound in bound_of(eform)}
    asks_others = len(eform.definition.subjects) > 1
    values = {
        Attribute.FULL_NAME: answer.full_name,
        Attribute.BIRTH_DATE: answer.birth_date.isoformat(),
        Attribute.SEX: answer.sex,
        Attribute.PERSONAL_ID: answer.personal_id,
        Attribute.ETHNICITY: answer.ethnicity,
        Attribute.NATIONALITY: answer.nationality,
        **(_residence(answer) if of == PERSON else {}),
    }
    if of == OTHER:
        # The number is what the form names them by: it stays to be typed, and to be typed otherwise.
        del values[Attribute.PERSONAL_ID]
    kept = {attribute.value: value for attribute, value in values.items() if attribute in asked and value}
    told: dict[str, Any] = {"as_of": answer.as_of.isoformat(), "values": kept}
    if of == PERSON and asks_others:
        told |= {"spouse": answer.spouse, "sex": answer.sex}
    return told


def _residence(answer: RegisterAnswer) -> dict[Attribute, str]:
    names = [answer.address_line, *_names_of(answer.commune)]
    place = ", ".join(name for name in names if name)
    return {Attribute.ADDRESS: place, Attribute.RESIDENCE_KIND: "permanent"} if answer.address_line else {}


def _names_of(commune: str) -> list[str]:
    area = Area.objects.filter(code=commune).select_related("parent").order_by("-valid_from").first()
    return [area.name, *([area.parent.name] if area.parent else [])] if area else []


def to_look_up(draft: Draft, eform: EForm, bound: list[Bound], at: datetime) -> str:
    """Who is to be looked up next for these questions, `person` or `spouse`; empty where nobody is."""
    gathered = draft.gathered
    silent = gathered.get("silent")
    if silent and at - datetime.fromisoformat(silent) < REST:
        return ""
    wanted = {whom(eform, each, draft.answers, sex_of(draft)) for each in bound if _is_open(draft, each)}
    if PERSON not in gathered and wanted:
        return PERSON
    spouse = gathered.get(PERSON, {}).get("spouse")
    return SPOUSE if SPOUSE in wanted and spouse and SPOUSE not in gathered else ""


@dataclass(frozen=True)
class Named:
    """Somebody else as the form names them; `asked` are the questions that do it, by what they ask."""

    personal_id: str
    full_name: str
    birth_date: str
    asked: Mapping[Attribute, str]

    def is_told_of(self, answer: RegisterAnswer) -> bool:
        """Whether a register's answer is about them: their name, however it is written, and their day of birth."""
        is_named = fold(answer.full_name) == fold(self.full_name)
        return is_named and answer.birth_date.isoformat() == self.birth_date


def other_named(draft: Draft, eform: EForm, bound: Iterable[Bound]) -> Named | None:
    """Somebody else about whom these questions ask, named as far as the answers go; None where they ask of nobody."""
    asked = {
        each.attribute: each.name
        for each in bound
        if each.attribute in NAMED_BY and whom(eform, each, draft.answers, sex_of(draft)) == OTHER
    }
    if set(asked) != set(NAMED_BY):
        return None
    number, name, born = (str(draft.answers.get(asked[each]) or "") for each in NAMED_BY)
    return Named(normalise_personal_id(number), name, born, asked)


def other_key(number: object) -> str:
    """Tells of which number a register was asked, without telling it."""
    return keyed_digest(f"other {normalise_personal_id(str(number or ''))}")


def told_of_other(draft: Draft, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a register said of somebody else whom these answers still name; empty where they name another."""
    kept: Mapping[str, Any] = draft.gathered.get(OTHER, {})
    return kept if kept and other_key(answers.get(kept["named_in"])) == kept["key"] else {}


def asks_of_other(draft: Draft, eform: EForm, bound: Iterable[Bound]) -> bool:
    """Whether these questions name somebody else of whom no register was asked yet."""
    return other_named(draft, eform, bound) is not None and not told_of_other(draft, draft.answers)


def no_longer_meant(draft: Draft, answers: Mapping[str, Any]) -> frozenset[str]:
    """The answers that a register gave of somebody else, where these answers name another than they did."""
    if OTHER not in draft.gathered or told_of_other(draft, answers):
        return frozenset()
    locked = locked_in(draft.provenance, draft.answers)
    return frozenset(name for name in locked if draft.provenance[name]["of"] == OTHER)


def _is_open(draft: Draft, bound: Bound) -> bool:
    """Whether a register could still answer that question."""
    told = draft.provenance.get(bound.name)
    if bound.attribute not in REGISTERED or (told and told.get("disputed")):
        return False
    return not is_locked(draft.provenance, bound.name, draft.answers.get(bound.name))


def sex_of(draft: Draft) -> str:
    """The sex of whom the form is filed for, as far as it is known."""
    return str(draft.gathered.get(PERSON, {}).get("sex") or draft.asked_of.sex)


@dataclass(frozen=True)
class Filling:
    """What changes in a draft: answers set, with where they come from, and answers taken away."""

    answers: Mapping[str, Any]
    provenance: Mapping[str, Any]
    cleared: frozenset[str]


def filling(draft: Draft, eform: EForm, bound: list[Bound]) -> Filling:
    """What the registers' values change in the answers to these questions.

    What somebody typed stays, unless it says the same; what a register said of another than who is meant now goes.
    """
    answers, provenance, cleared = dict[str, Any](), dict[str, Any](), set[str]()
    for each in bound:
        told, answer = draft.provenance.get(each.name), draft.answers.get(each.name)
        if told and told.get("disputed"):
            continue
        of = whom(eform, each, draft.answers, sex_of(draft))
        known = told_of_other(draft, draft.answers) if of == OTHER else draft.gathered.get(of, {})
        value = fitted(eform, each, known.get("values", {}).get(each.attribute.value, ""))
        is_ours = bool(told) and told is not None and told["source"] != HELPER and stands(told, each.name, answer)
        if value is not None and (answer is None or is_ours or means_the_same(answer, value)):
            as_of = datetime.fromisoformat(known["as_of"]).date()
            if not (is_ours and told and told["source"] == REGISTER and (told["of"], answer) == (of, value)):
                answers[each.name] = value
                provenance[each.name] = entry(each.name, value, source=REGISTER, as_of=as_of, of=of)
        elif is_ours and told and told["source"] == REGISTER and (told["of"] != of or (of == OTHER and not known)):
            cleared.add(each.name)
    return Filling(answers, provenance, frozenset(cleared))
