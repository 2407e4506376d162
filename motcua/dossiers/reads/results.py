"""The results of a dossier as papers, filled from the answers as the procedure's data says.

A version of a procedure names its outputs, the one that settles the matter first: `{"code", "name", "template",
"fill"}`. `fill` maps each field of the paper to the name of an answer, to `=words` taken as they are, or for a part of
the paper to such a map of its own. A result without a template of its own is laid out as Nghị định 30/2020/NĐ-CP asks:
`{"code", "name", "symbol", "facts"}`, where `symbol` is the second half of its number ("GPXD") and `facts` the answers
it states, in their order (all without it).
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.public import Account
from motcua.dossiers.models import Dossier
from motcua.dossiers.reads.linked import part_facts
from motcua.dossiers.reads.outputs import settling
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE, common_of
from motcua.forms.public import display
from motcua.organisations.public import Position
from motcua.papers.public import SHEETS, Fact, PaperData, ResultData, SignatureBlock
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.settings import installation


@override(OFFICIAL_LANGUAGE)
def result_paper(dossier: Dossier, *, by: Actor, at: datetime) -> PaperData:
    """The result that settles the matter; a generic one listing the answers where the procedure names no paper."""
    return _paper(dossier, settling(dossier), by=by, at=at)


@override(OFFICIAL_LANGUAGE)
def partial_paper(dossier: Dossier, *, named: Mapping[str, Any], words: str, by: Actor, at: datetime) -> PaperData:
    """A result in parts: `named` as the procedure lists it, or by a name of its own; `words` what it grants besides."""
    paper = _paper(dossier, named, by=by, at=at)
    return replace(paper, paragraphs=tuple(words.splitlines())) if words and isinstance(paper, ResultData) else paper


def _paper(dossier: Dossier, named: Mapping[str, Any], *, by: Actor, at: datetime) -> PaperData:
    eform = dossier.version.eform
    sections = display(eform, dossier.answers, blanks=False) if eform else []
    texts = {row.field: row.value for section in sections for row in section.rows}
    base = {**from_authority(dossier, at), "mark": _("BẢN MẪU") if installation().demo else ""}
    signer = signer_of(by)
    template = SHEETS.get(named.get("template", ""))
    if template is None:
        rows = {row.field: Fact(label=row.label, value=row.value) for section in sections for row in section.rows}
        return ResultData(
            **{name: base[name] for name in ("letterhead", "issued_at", "qr", "dossier_code", "mark")},
            kind=named.get("name") or _("Kết quả giải quyết"),
            subject=dossier.version.name,
            grounds=_grounds(dossier),
            facts=(
                *(rows[name] for name in named.get("facts", rows) if name in rows),
                *(part_facts(dossier) if dossier.is_linked else ()),
            ),
            signer=signer,
        )
    wanted = {field.name for field in fields(template)}
    given = {
        "registered_by": dossier.competent_authority.name,
        "registered_on": at.astimezone(VIETNAM).date(),
        "signer": signer,
        **base,
        **_fill(template, named.get("fill", {}), dossier.answers, texts),
    }
    return template(**{name: value for name, value in given.items() if name in wanted})


def symbol_of(named: Mapping[str, Any]) -> str:
    """The second half of the number of an output, "" where it takes none of the authority's series."""
    return str(named.get("symbol", ""))


def _grounds(dossier: Dossier) -> tuple[str, ...]:
    named = [(law.get("title"), law.get("code")) for law in dossier.version.legal_basis]
    laws = [f"{title} ({code})" if title and code else title or code for title, code in named if title or code]
    lines = [_("Căn cứ %(law)s") % {"law": law} for law in laws]
    return tuple(line + ("." if at == len(lines) else ";") for at, line in enumerate(lines, 1))


def from_authority(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What a paper of the authority that decides says at its head."""
    base = common_of(dossier, at)
    head = replace(base["letterhead"], unit=dossier.competent_authority.name, parent=installation().place)
    return {**base, "letterhead": head}


def _fill(kind: type, plan: Mapping[str, Any], answers: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    filled: dict[str, Any] = {}
    for name, source in plan.items():
        hint = hints[name]
        if isinstance(source, Mapping):
            part = next(each for each in (hint, *get_args(hint)) if is_dataclass(each) and isinstance(each, type))
            inner = _fill(part, source, answers, texts)
            filled[name] = part(**inner) if any(inner.values()) else None
        elif source.startswith("="):
            filled[name] = source[1:]
        elif hint is date:
            filled[name] = date.fromisoformat(answers[source])
        else:
            filled[name] = ", ".join(texts[each] for each in source.split("+") if texts.get(each))
    return filled


def signer_of(by: Actor) -> SignatureBlock:
    """Who decides signs in the position held."""
    account = Account.objects.filter(pk=by.account_id or 0).first()
    position = Position.objects.filter(pk=by.position_id or 0).first()
    return SignatureBlock(
        position=position.name if position else "", name=account.display_name if account else "", hint=""
    )
