"""Where an answer comes from that nobody had to type: a register, or what the person told us before.

Kept beside the answers, by field: `{"source", "as_of", "of", "salt", "digest"}`; the digest proves that the answer is
still the one that was filled in, without telling it. `disputed` marks one of which the person says the source is wrong.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.platform.encryption import keyed_digest
from motcua.platform.formats import dmy, dmyhm

REGISTER, ACCOUNT, HELPER = "population", "account", "helper"
# From these an answer is taken as it is; who thinks it wrong says so.
AUTHORITATIVE = frozenset({REGISTER})
Entry = Mapping[str, Any]


def entry(field: str, value: object, *, source: str, as_of: date, of: str) -> dict[str, Any]:
    """What is kept of an answer just filled in."""
    salt = secrets.token_hex(8)
    digest = _digest(salt, field, value)
    return {"source": source, "as_of": as_of.isoformat(), "of": of, "salt": salt, "digest": digest}


def helped(field: str, value: object, *, account_id: int, helper: str, at: datetime) -> dict[str, Any]:
    """What is kept of an answer that a helper typed: who and when."""
    salt = secrets.token_hex(8)
    told = {"source": HELPER, "account": account_id, "helper": helper, "at": at.isoformat(), "salt": salt}
    return {**told, "digest": _digest(salt, field, value)}


def shown_digest(draft_id: object, field: str, value: object) -> str:
    """Tells which value a page showed, without telling it."""
    return _digest(str(draft_id), field, value)[:16]


def _digest(salt: str, field: str, value: object) -> str:
    return keyed_digest(f"{salt} {field} {json.dumps(value, ensure_ascii=False, sort_keys=True)}")


def stands(told: Entry | None, field: str, value: object) -> bool:
    """Whether the answer is still the one that the source gave."""
    return bool(told) and told is not None and _digest(told["salt"], field, value) == told["digest"]


def is_locked(provenance: Mapping[str, Entry], field: str, value: object) -> bool:
    """Whether the answer is a register's and not in dispute: it is shown, not asked."""
    told = provenance.get(field)
    if told is None or told["source"] not in AUTHORITATIVE or told.get("disputed"):
        return False
    return stands(told, field, value)


def locked_in(provenance: Mapping[str, Entry], answers: Mapping[str, Any]) -> frozenset[str]:
    """All answers that are shown and not asked."""
    return frozenset(field for field in provenance if is_locked(provenance, field, answers.get(field)))


def register_words(as_of: date) -> str:
    """That a value comes from the population register."""
    return _("từ Cơ sở dữ liệu quốc gia về dân cư, %(day)s") % {"day": dmy(as_of)}


def words_of(told: Entry, *, of_oneself: bool) -> str:
    """Where a value comes from, for people: «từ Cơ sở dữ liệu quốc gia về dân cư, 22/11/2026»."""
    if told["source"] == REGISTER:
        return register_words(date.fromisoformat(told["as_of"]))
    if told["source"] == HELPER:
        about = {"helper": told["helper"], "at": dmyhm(datetime.fromisoformat(told["at"]))}
        return _("%(helper)s điền giúp, %(at)s") % about
    if of_oneself:
        return _("từ tài khoản của ông/bà tại cổng này, do ông/bà tự khai")
    return _("từ tài khoản của người nộp, tự khai")


def to_file(provenance: Mapping[str, Entry], answers: Mapping[str, Any], *, asked: Iterable[str]) -> dict[str, Any]:
    """What goes with the dossier: how many of these questions a source could answer, and what of it still stands."""
    kept = {
        field: dict(told)
        for field, told in provenance.items()
        if field in answers and (told.get("disputed") or stands(told, field, answers[field]))
    }
    return {"asked": len(tuple(asked)), "filled": kept} if asked or kept else {}
