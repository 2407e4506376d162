"""The papers of a dossier's life, filled from what is known: forms 01, 02, 03 and the acknowledgement."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.public import Account
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.reads.behalf import behalf_of, whose_name
from motcua.dossiers.reads.clock import explain_if_received
from motcua.dossiers.reads.practice import practice_of
from motcua.dossiers.rules import GIVEN, PaperState
from motcua.forms.public import display, field_of, shown_value
from motcua.organisations.public import Organisation, describe_limit
from motcua.papers.public import (
    AcknowledgementData,
    ApplicantData,
    Fact,
    FactSection,
    Letterhead,
    ListedPaper,
    ProcedureLine,
    QrLink,
    ReceiptSlipData,
    RefusalSlipData,
    RequestedPaper,
    SignatureBlock,
    SupplementSlipData,
)
from motcua.platform.action import Actor
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import money
from motcua.platform.settings import installation

# Papers of the State are in Vietnamese, whatever language the official or the citizen reads the pages in.
OFFICIAL_LANGUAGE = "vi"


def tracking_url(dossier: Dossier) -> str:
    """Where the QR of every paper leads: the dossier's progress, without signing in."""
    return f"{installation().base_url}/theo-doi/{quote(known_as(dossier).tracking_key)}"


def known_as(dossier: Dossier) -> Dossier:
    """The dossier as the applicant knows it: of a part of a linked matter the whole."""
    return dossier if dossier.whole is None else dossier.whole


def common_of(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What every paper of a dossier says at its head: who issues it, whose matter it is, which procedure, the QR."""
    return {
        "letterhead": _letterhead(dossier.unit_of_record, dossier.competent_authority),
        "issued_at": at,
        "qr": QrLink(url=tracking_url(dossier)),
        "dossier_code": known_as(dossier).code,
        "applicant": ApplicantData(
            name=whose_name(dossier),
            address=dossier.contact_address or dossier.owner.address_line,
            phone=dossier.contact_phone,
            email=dossier.contact_email,
            represented_by=_represented(dossier),
        ),
        "procedure": ProcedureLine(code=dossier.version.procedure.code, name=dossier.version.name),
    }


def _represented(dossier: Dossier) -> str:
    behalf = behalf_of(dossier)
    return ", ".join(part for part in (behalf.submitter, behalf.ground) if part) if behalf else ""


def _letterhead(unit: Organisation, above: Organisation | None) -> Letterhead:
    place = above or unit
    parent = above.name if above and above.pk != unit.pk else ""
    return Letterhead(unit=unit.name, parent=parent, place=place.area.name if place.area else "")


def _signer(by: Actor, position: str) -> SignatureBlock:
    account = Account.objects.filter(pk=by.account_id or 0).first()
    return SignatureBlock(position=position, name=account.display_name if account else "")


SAID = frozenset(state.value for state in GIVEN)


def paper_words(state: str) -> str:
    """In what state a paper came, as form 01 says it."""
    return {
        PaperState.ORIGINAL: _("Bản chính"),
        PaperState.CERTIFIED: _("Bản sao chứng thực"),
        PaperState.COPY: _("Bản chụp"),
        PaperState.ELECTRONIC: _("Bản điện tử"),
        PaperState.RETURN: _("Bản chính (đã trả lại)"),
    }[PaperState(state)]


def listed_papers(dossier: Dossier) -> tuple[ListedPaper, ...]:
    """The papers that came with the dossier."""
    rows = []
    for component in dossier.components.prefetch_related("files").all():
        files = len(component.files.all())
        if component.state in SAID:
            rows.append(
                ListedPaper(name=component.name, kind=paper_words(component.state), quantity=component.quantity)
            )
        elif component.is_on_paper:
            rows.append(ListedPaper(name=component.name, kind=_("Bản giấy"), quantity=max(1, component.originals)))
        elif files:
            rows.append(ListedPaper(name=component.name, kind=_("Bản điện tử"), quantity=files))
    return tuple(rows)


def fee_words(dossier: Dossier) -> str:
    """What filing costs, as far as it is known: only a fee of nought is called none."""
    fee, note = dossier.case.fee, dossier.case.fee_note
    if fee is None:
        return note or _("Theo quy định")
    said = money(fee) if fee else _("Không thu")
    return f"{said} ({note})" if note else said


def delivery_words(dossier: Dossier) -> str:
    """How and where the applicant wants the result, as chosen in the form; else where the dossier was filed."""
    name, eform = dossier.version.delivery_answer, dossier.version.eform
    if eform is None or field_of(eform, name) is None:
        return _("Tại nơi nộp")
    chosen = shown_value(eform, name, dossier.answers.get(name))
    # The form lets the applicant say "tôi"; a paper of the office speaks of them.
    return re.sub(r"\btôi\b", "người nộp", chosen) or _("Tại nơi nộp")


@override(OFFICIAL_LANGUAGE)
def acknowledgement(dossier: Dossier, *, at: datetime) -> AcknowledgementData:
    """What the citizen gets for filing online; it is not form 01 and says so."""
    promise = explain_if_received(dossier, at)
    eform = dossier.version.eform
    sections = display(eform, dossier.answers) if eform else []
    return AcknowledgementData(
        **common_of(dossier, at),
        submitted_at=dossier.submitted_at,
        receiving_unit=dossier.unit_of_record.name,
        accepted_before=dossier.accept_by or dossier.submitted_at,
        due_if_received_today=promise.due_at if promise else None,
        fee=fee_words(dossier),
        result_delivery=delivery_words(dossier),
        answers=tuple(
            FactSection(
                title=section.title, facts=tuple(Fact(label=row.label, value=row.value) for row in section.rows)
            )
            for section in sections
        ),
        papers=listed_papers(dossier),
    )


@override(OFFICIAL_LANGUAGE)
def receipt_slip(dossier: Dossier, *, by: Actor, at: datetime) -> ReceiptSlipData:
    """Form 01: accepted, and when to come back; issued by the place of receipt, wherever the matter belongs."""
    limit, place = dossier.limit, dossier.place_of_receipt
    book = str(at.astimezone(VIETNAM).year)
    return ReceiptSlipData(
        **{**common_of(dossier, at), "letterhead": _letterhead(place, place.parent)},
        one_stop_unit=place.name,
        papers=listed_papers(dossier),
        time_limit=describe_limit(limit) if limit else _("Pháp luật không quy định"),
        received_at=at,
        due_at=dossier.due_at,
        result_delivery=delivery_words(dossier),
        fee=fee_words(dossier),
        register_book=book,
        submitter=dossier.submitter.full_name,
        receiver=_signer(by, _("Người tiếp nhận hồ sơ")),
        hotline=practice_of(place.pk, at).hotline,
    )


@override(OFFICIAL_LANGUAGE)
def supplement_slip(dossier: Dossier, request: SupplementRequest, *, by: Actor, at: datetime) -> SupplementSlipData:
    """Form 02: what is missing, item by item, and whom to ask about it."""
    guide = _signer(by, _("Người hướng dẫn"))
    return SupplementSlipData(
        **common_of(dossier, at),
        one_stop_unit=dossier.unit_of_record.name,
        requested=tuple(
            RequestedPaper(
                name=item.name if item.component else _("Tờ khai, mục “%(label)s”") % {"label": item.label},
                reason=item.wanted,
                originals=item.component.originals if item.component else 0,
                photocopies=item.component.copies if item.component else 0,
                electronic=item.component is not None,
            )
            for item in request.items.select_related("component").all()
        ),
        reason=request.reason,
        legal_basis=request.ground,
        supply_before=request.answer_by,
        contact_name=guide.name,
        contact_phone=practice_of(dossier.unit_of_record_id, at).hotline,
        guide=guide,
    )


@override(OFFICIAL_LANGUAGE)
def refusal_slip(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> RefusalSlipData:
    """Form 03: not accepted, or not granted, and why."""
    receiver = _signer(by, _("Người từ chối"))
    return RefusalSlipData(
        **common_of(dossier, at),
        one_stop_unit=dossier.unit_of_record.name,
        reasons=(reason,),
        what_next=_(
            "Ông (bà) có thể nộp lại khi đủ điều kiện; nếu không đồng ý, có quyền khiếu nại theo Luật Khiếu nại."
        ),
        contact_name=receiver.name,
        contact_phone=practice_of(dossier.unit_of_record_id, at).hotline,
        submitter=dossier.submitter.full_name,
        receiver=receiver,
    )
