from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.accounts.public import PositionHolding
from motcua.certifications.actions._books import book_to_write_in
from motcua.certifications.models import Certification, CertificationRequest
from motcua.certifications.queries import authority_of, signers
from motcua.certifications.reads import due_of, rate_at
from motcua.certifications.rules import MOST_COPIES, MOST_PAGES, MOST_PAPERS, FeeRate, Medium, fee_of
from motcua.organisations.public import Organisation
from motcua.persons.public import IdentityCard, find_by_personal_id
from motcua.platform.action import Actor, Refused, action, concern
from motcua.platform.clock import VIETNAM
from motcua.platform.codes import next_serial
from motcua.platform.text import clean, fold

LONGEST = 300


@dataclass(frozen=True)
class AskedPaper:
    """A paper to be certified: what it is, how many pages the original has, how many copies."""

    document: str
    pages: int
    copies: int


@dataclass(frozen=True)
class CopiesAsked:
    """What somebody at the counter asks for.

    `signer` is the holding of who signs. `card` links the turn to the person where they have a record; no record is
    made of it. `key` is drawn with the form: sent again with the same key, it is the same turn.
    """

    requester: str
    papers: tuple[AskedPaper, ...]
    signer: int
    medium: Medium = Medium.PAPER
    card: IdentityCard | None = None
    key: UUID | None = None


@action("certifications.certify")
def certify(unit: Organisation, asked: CopiesAsked, *, by: Actor, at: datetime) -> CertificationRequest:
    """Enter papers in the book, each under the next number, with its fee (Nghị định 23/2015/NĐ-CP, điều 13, 20).

    Numbers go by paper, not by person (điều 13); the copies of one paper share one. Raises Refused, naming the field,
    for a medium that cannot be signed yet, no name, no paper, counts out of bounds, a signer who is not entitled, a
    year whose book is closed, and where no fee is known.
    """
    if asked.key is not None and (taken := _taken_with(asked.key, unit)):
        concern(taken)
        return taken
    requester, papers = _checked(asked)
    authority = authority_of(unit)
    signer = signers(authority, at).filter(pk=asked.signer).first()
    if signer is None:
        raise Refused(_("Xin chọn người ký chứng thực có thẩm quyền tại đơn vị."), "signer")
    rate = rate_at(at)
    if rate is None:
        raise Refused(_("Chưa có mức phí chứng thực cho ngày này. Xin báo người quản trị."))
    turn = CertificationRequest.objects.create(
        organisation_id=authority,
        unit=unit,
        requester=requester,
        requester_key=fold(requester),
        person_id=_person(asked, requester, by=by),
        received_at=at,
        due_at=due_of(authority, at),
        taken_by_id=by.account_id,
        filing_key=asked.key,
    )
    concern(turn)
    Certification.objects.bulk_create(_lines(turn, papers, signer, rate, asked.medium, by=by, at=at))
    return turn


def _taken_with(key: UUID, unit: Organisation) -> CertificationRequest | None:
    """The turn already made of this form; whoever holds the same form waits here until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"certifications.key:{key}"])
    taken = CertificationRequest.objects.filter(filing_key=key).first()
    if taken is not None and taken.unit_id != unit.pk:
        raise Refused(_("Lượt này đã được ghi ở nơi khác. Xin mở lại trang chứng thực."))
    return taken


def _checked(asked: CopiesAsked) -> tuple[str, list[AskedPaper]]:
    if asked.medium is not Medium.PAPER:
        raise Refused(
            _("Bản sao chứng thực điện tử phải có chữ ký số của người ký và của cơ quan; phần ký số chưa có ở đây."),
            "medium",
        )
    requester = clean(asked.requester)
    if not any(each.isalpha() for each in requester) or len(requester) > LONGEST:
        raise Refused(_("Xin ghi họ tên người yêu cầu chứng thực."), "requester")
    if not 1 <= len(asked.papers) <= MOST_PAPERS:
        raise Refused(_("Mỗi lượt ghi từ 1 đến %(most)s giấy tờ.") % {"most": MOST_PAPERS}, "p0-document")
    papers = [AskedPaper(clean(each.document), each.pages, each.copies) for each in asked.papers]
    for position, each in enumerate(papers):
        if not each.document or len(each.document) > LONGEST:
            raise Refused(_("Xin ghi tên giấy tờ được sao."), f"p{position}-document")
        if not 1 <= each.pages <= MOST_PAGES:
            raise Refused(_("Số trang từ 1 đến %(most)s.") % {"most": MOST_PAGES}, f"p{position}-pages")
        if not 1 <= each.copies <= MOST_COPIES:
            raise Refused(_("Số bản sao từ 1 đến %(most)s.") % {"most": MOST_COPIES}, f"p{position}-copies")
    return requester, papers


def _person(asked: CopiesAsked, requester: str, *, by: Actor) -> int | None:
    """Whose card was read, where they have a record and the name was left as the card says it."""
    if asked.card is None or fold(asked.card.full_name) != fold(requester):
        return None
    purpose = gettext_noop("Chứng thực bản sao tại quầy")
    known = find_by_personal_id(asked.card.personal_id, by=by, purpose=purpose)
    return known.pk if known is not None and fold(known.full_name) == fold(requester) else None


def _lines(
    turn: CertificationRequest,
    papers: list[AskedPaper],
    signer: PositionHolding,
    rate: FeeRate,
    medium: Medium,
    *,
    by: Actor,
    at: datetime,
) -> list[Certification]:
    year = at.astimezone(VIETNAM).year
    book = book_to_write_in(turn.organisation_id, year, medium, by=by, at=at)
    series = f"certification:{turn.organisation_id}:{year}:{medium}"
    return [
        Certification(
            organisation_id=turn.organisation_id,
            year=year,
            medium=medium,
            number=next_serial(series),
            book=book,
            request=turn,
            document=each.document,
            document_key=fold(each.document),
            pages=each.pages,
            copies=each.copies,
            fee=fee_of(each.pages, each.copies, rate),
            fee_basis=rate.basis,
            signer=signer,
            signer_name=signer.person.full_name,
            signer_position=signer.position.name,
            certified_at=at,
        )
        for each in papers
    ]
