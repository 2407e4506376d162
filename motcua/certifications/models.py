"""Books, turns at the counter, lines and fees of certification."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.certifications.queries import (
    BookQuerySet,
    CertificationQuerySet,
    FeeQuerySet,
    RequestQuerySet,
    desks_of,
)
from motcua.certifications.rules import FeeRate, Medium, volume_name
from motcua.platform.action import Scope


class CertificationBook(models.Model):
    """Sổ chứng thực: one volume of a year; numbers run on from volume to volume and begin anew each year."""

    MEDIA = [(Medium.PAPER.value, _("Bản giấy")), (Medium.ELECTRONIC.value, _("Bản điện tử"))]

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    medium = models.TextField(_("hình thức"), choices=MEDIA)
    volume = models.PositiveSmallIntegerField(_("quyển số"))
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("khóa lúc"), null=True)
    closed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    # Closed with the whole year, so that no volume follows.
    is_last = models.BooleanField(default=False)

    objects = BookQuerySet.as_manager()

    class Meta:
        verbose_name = _("sổ chứng thực")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "medium", "volume"], name="certification_book_one_volume"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """«01/2026-SCT/BS»."""
        return volume_name(self.volume, self.year, Medium(self.medium))

    def scope(self) -> Scope:
        """A book concerns its authority and the counters that write in it."""
        return Scope(organisations=desks_of(self.organisation_id))


class CertificationRequest(models.Model):
    """Lượt yêu cầu: one person's turn at the counter; each paper is a line of the book.

    The law asks for the requester's name alone. `person` is known only where a card was read and they have a record.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    requester = models.TextField(_("người yêu cầu chứng thực"))
    requester_key = models.TextField(editable=False, db_collation="C")
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("nhận lúc"))
    due_at = models.DateTimeField(_("hẹn trả"))
    taken_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    handed_back_at = models.DateTimeField(_("trả lúc"), null=True)
    handed_back_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    filing_key = models.UUIDField(null=True, unique=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt yêu cầu chứng thực")
        indexes = [
            models.Index(fields=["organisation", "received_at"], name="certification_received"),
            models.Index(
                fields=["organisation", "due_at"],
                name="certification_waiting",
                condition=models.Q(handed_back_at__isnull=True),
            ),
            models.Index(fields=["person"], name="certification_person", condition=models.Q(person__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.pk}"

    def scope(self) -> Scope:
        """A turn concerns the authority, its counters, and the requester where they are known."""
        persons = frozenset({self.person_id} if self.person_id is not None else ())
        return Scope(organisations=desks_of(self.organisation_id), persons=persons)


class Certification(models.Model):
    """Việc chứng thực: one line of the book, for one paper. A line is never changed or taken out, only struck."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    medium = models.TextField(_("hình thức"), choices=CertificationBook.MEDIA)
    number = models.PositiveIntegerField(_("số chứng thực"))
    book = models.ForeignKey(CertificationBook, models.PROTECT, related_name="lines")
    request = models.ForeignKey(CertificationRequest, models.PROTECT, related_name="lines")
    document = models.TextField(_("tên của bản chính giấy tờ, văn bản"))
    document_key = models.TextField(editable=False, db_collation="C")
    pages = models.PositiveIntegerField(_("số trang của bản chính"))
    copies = models.PositiveIntegerField(_("số bản sao"))
    fee = models.PositiveIntegerField(_("phí (đồng)"))
    fee_basis = models.TextField()
    # As they were called when they signed; the holding says who that was.
    signer = models.ForeignKey("accounts.PositionHolding", models.PROTECT, related_name="+")
    signer_name = models.TextField(_("người ký"))
    signer_position = models.TextField(_("chức danh"))
    certified_at = models.DateTimeField(_("ngày chứng thực"))
    voided_at = models.DateTimeField(_("hủy lúc"), null=True)
    voided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(_("lý do hủy"), blank=True, default="")

    objects = CertificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc chứng thực")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "medium", "number"], name="certification_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(pages__gte=1, copies__gte=1), name="certification_counts_something"
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True) | ~models.Q(void_reason=""),
                name="certification_struck_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"

    def scope(self) -> Scope:
        """A line concerns what its turn concerns."""
        return self.request.scope()


class CertificationFee(models.Model):
    """Mức phí chứng thực bản sao: what officials set, from a day on; before it, what the data that we ship say."""

    since = models.DateField(_("áp dụng từ"))
    first_pages = models.PositiveIntegerField(_("số trang đầu"))
    first_amount = models.PositiveIntegerField(_("mỗi trang đầu (đồng)"))
    later_amount = models.PositiveIntegerField(_("mỗi trang sau (đồng)"))
    most_per_copy = models.PositiveIntegerField(_("tối đa mỗi bản (đồng)"))
    basis = models.TextField(_("căn cứ"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    objects = FeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mức phí chứng thực bản sao")

    def __str__(self) -> str:
        return f"{self.since}"

    @property
    def rate(self) -> FeeRate:
        """As the rules read it."""
        return FeeRate(
            self.since, self.first_pages, self.first_amount, self.later_amount, self.most_per_copy, self.basis
        )
