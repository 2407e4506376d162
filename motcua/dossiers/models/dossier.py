import secrets
from datetime import datetime, time
from decimal import Decimal

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries import DossierQuerySet
from motcua.dossiers.rules import UNDECIDED, Channel, Status
from motcua.organisations.public import FirstDay, TimeLimit, Unit
from motcua.platform.action import FIELD, DataClass, Scope
from motcua.platform.encryption import BlindIndexField, EncryptedJSONField, EncryptedTextField, FoundByIndex
from motcua.procedures.public import LinkedPart

STATUS_NAMES = [
    (Status.SUBMITTED.value, _("Chờ tiếp nhận")),
    (Status.RECEIVED.value, _("Đã tiếp nhận")),
    (Status.REFUSED.value, _("Không được tiếp nhận")),
    (Status.IN_PROGRESS.value, _("Đang xử lý")),
    (Status.AWAITING_SUPPLEMENT.value, _("Chờ bổ sung giấy tờ")),
    (Status.AWAITING_PAYMENT.value, _("Chờ nộp phí, lệ phí")),
    (Status.WITHDRAWN.value, _("Đã rút hồ sơ")),
    (Status.STOPPED.value, _("Dừng xử lý")),
    (Status.RESOLVED.value, _("Đã có kết quả")),
    (Status.DELIVERED.value, _("Đã trả kết quả")),
]
CHANNEL_NAMES = [
    (Channel.IN_PERSON.value, _("tại quầy")),
    (Channel.ONLINE.value, _("trực tuyến")),
    (Channel.POSTAL.value, _("qua bưu chính")),
]


def new_tracking_key() -> str:
    """What the QR of a receipt carries: who holds the paper may follow the dossier, and nobody can guess it."""
    return secrets.token_urlsafe(12)


# Open, and filed at a counter that is not the unit of record.
_FILED_ELSEWHERE = ~models.Q(place_of_receipt=models.F("unit_of_record"))
_ELSEWHERE = models.Q(ended_at=None) & _FILED_ELSEWHERE
_UNDECIDED = models.Q(status__in=sorted(status.value for status in UNDECIDED))


class Dossier(FoundByIndex):
    """Hồ sơ thủ tục hành chính.

    Three organisations (Nghị định 118/2025/NĐ-CP): `place_of_receipt` helped the applicant file, `unit_of_record`
    receives and returns, `competent_authority` decides. The limit is copied from the procedure at receipt, so that the
    due date can be recomputed from the dossier alone. The contact is that of this filing, whatever the person's record
    says. `provenance` is how many answers a source could give and where those filled in came from, `data_class` that of
    the procedure at filing. `filing_key` is drawn with the form at a counter: one form makes one dossier. `revision`
    grows with every act: a page that is behind is stale.

    A linked matter (hồ sơ liên thông) is one `whole` with parts: what one agency does of it is a dossier of its own,
    `part` of it by the procedure's plan. The citizen knows the whole alone, and it alone is counted.

    `due_at` counts `extended_days`, given in time on form 04; `promised_at` is what an apology promised instead.
    `used_percent` is the last mark that the clock passed, `watch_at` when it is to be looked at again.

    A matter that had ended and is decided anew is a dossier of its own that `reopens` the first; it keeps its number
    with a suffix, and has a clock of its own.

    Where the submitter files for another, the `guardianship` or `mandate` says by what; `entity` is the organisation
    whose matter it is, and the owner then who represents it.
    """

    code = models.TextField(unique=True)
    tracking_key = models.TextField(unique=True, default=new_tracking_key)
    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    case = models.ForeignKey("procedures.ProcedureCase", models.PROTECT, related_name="+")
    instance = models.OneToOneField(
        "processes.ProcessInstance", models.PROTECT, null=True, blank=True, related_name="+"
    )
    whole = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", db_index=False)
    part = models.ForeignKey(
        "procedures.LinkedPart", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reopens = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reopenings", db_index=False
    )
    status = models.PositiveSmallIntegerField(choices=STATUS_NAMES, default=Status.SUBMITTED.value)
    channel = models.PositiveSmallIntegerField(choices=CHANNEL_NAMES)
    revision = models.PositiveIntegerField(default=1)
    data_class = models.PositiveSmallIntegerField(
        _("mức bảo mật"), default=DataClass.NORMAL.value, db_default=DataClass.NORMAL.value
    )

    owner = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", db_index=False)
    submitter = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", db_index=False)
    submitter_account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    entity = models.ForeignKey("persons.LegalEntity", models.PROTECT, null=True, blank=True, related_name="+")
    guardianship = models.ForeignKey(
        "persons.Guardianship", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    mandate = models.ForeignKey(
        "persons.Mandate", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    contact_phone = EncryptedTextField(default="")
    contact_phone_index = BlindIndexField(of="contact_phone")
    contact_email = EncryptedTextField(default="", blank=True)
    contact_address = EncryptedTextField(default="", blank=True)
    answers = EncryptedJSONField(default=dict)
    provenance = models.JSONField(default=dict, db_default={})

    place_of_receipt = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit_of_record = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    competent_authority = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", db_index=False
    )

    filing_key = models.UUIDField(null=True, blank=True, unique=True)
    submitted_at = models.DateTimeField()
    accept_by = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    limit_amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.TextField(blank=True)
    first_day = models.TextField(blank=True)
    cutoff = models.TimeField(null=True, blank=True)
    original_due_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    extended_days = models.PositiveSmallIntegerField(default=0, db_default=0)
    promised_at = models.DateTimeField(null=True, blank=True)
    used_percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    watch_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["whole", "part"], condition=models.Q(whole__isnull=False), name="dossier_part_once"
            ),
            models.CheckConstraint(
                condition=models.Q(whole__isnull=True, part__isnull=True)
                | models.Q(whole__isnull=False, part__isnull=False),
                name="dossier_part_of_whole",
            ),
        ]
        indexes = [
            # What is open at a desk, by each of `queries.WAYS`, in each of the two orders of the inbox.
            models.Index(
                fields=["unit_of_record", "status", "submitted_at", "id"],
                condition=models.Q(ended_at=None),
                name="dossier_open_by_unit",
            ),
            models.Index(
                fields=["unit_of_record", "due_at", "id"], condition=_UNDECIDED, name="dossier_undecided_by_unit"
            ),
            models.Index(
                fields=["competent_authority", "status", "submitted_at", "id"],
                condition=models.Q(ended_at=None),
                name="dossier_open_authority",
            ),
            models.Index(
                fields=["competent_authority", "due_at", "id"], condition=_UNDECIDED, name="dossier_undecided_authority"
            ),
            models.Index(
                fields=["place_of_receipt", "status", "submitted_at", "id"],
                condition=_ELSEWHERE,
                name="dossier_open_place",
            ),
            models.Index(
                fields=["place_of_receipt", "due_at", "id"],
                condition=_UNDECIDED & _FILED_ELSEWHERE,
                name="dossier_undecided_by_place",
            ),
            # The same over all desks, for those who see very many of them.
            models.Index(
                fields=["status", "submitted_at", "id"], condition=models.Q(ended_at=None), name="dossier_open"
            ),
            models.Index(fields=["due_at", "id"], condition=_UNDECIDED, name="dossier_undecided"),
            # All that ever lay there, the newest first.
            models.Index(fields=["-submitted_at", "-id"], name="dossier_history"),
            models.Index(fields=["unit_of_record", "-submitted_at", "-id"], name="dossier_history_by_unit"),
            models.Index(fields=["competent_authority", "-submitted_at", "-id"], name="dossier_history_by_authority"),
            models.Index(
                fields=["place_of_receipt", "-submitted_at", "-id"],
                condition=_FILED_ELSEWHERE,
                name="dossier_history_by_place",
            ),
            models.Index(fields=["reopens"], condition=models.Q(reopens__isnull=False), name="dossier_reopening_of"),
            models.Index(fields=["owner", "-submitted_at", "-id"], name="dossier_by_owner"),
            models.Index(fields=["submitter", "-submitted_at", "-id"], name="dossier_by_submitter"),
            # The register of what a unit received (form 07).
            models.Index(
                fields=["place_of_receipt", "received_at", "id"],
                condition=models.Q(received_at__isnull=False, whole=None),
                name="dossier_register",
            ),
            models.Index(fields=["watch_at", "id"], name="dossier_watched", condition=models.Q(watch_at__isnull=False)),
            models.Index(
                fields=["contact_phone_index"], name="dossier_by_phone", condition=~models.Q(contact_phone_index="")
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def scope(self) -> Scope:
        """The three organisations and the people it belongs to."""
        return Scope(
            frozenset({self.place_of_receipt_id, self.unit_of_record_id, self.competent_authority_id}),
            frozenset({self.owner_id, self.submitter_id}),
            DataClass(self.data_class),
            self._about,
            frozenset({self.entity_id} if self.entity_id is not None else ()),
        )

    def _about(self) -> frozenset[str]:
        procedure = self.version.procedure
        return frozenset({procedure.code, FIELD + procedure.field.code})

    @property
    def subject(self) -> str:
        """How lower modules name this dossier."""
        return f"dossiers.dossier:{self.pk}"

    @property
    def is_for_another(self) -> bool:
        """Whether somebody filed it who is not whose matter it is."""
        return self.entity_id is not None or self.owner_id != self.submitter_id

    @property
    def settled_at(self) -> datetime | None:
        """When the matter was settled, which is what counts as in time or late: the result was there, or it ended."""
        return self.resolved_at or self.ended_at

    @cached_property
    def is_linked(self) -> bool:
        """Whether it is the whole of a linked matter; a statement may tell it along, as `has_parts`."""
        told: bool | None = getattr(self, "has_parts", None)
        return told if told is not None else LinkedPart.objects.filter(version=self.version_id).exists()

    @property
    def supplement_days(self) -> int | None:
        """The working days to hand in a supplement: those of the part of a linked matter, or of the case."""
        return self.case.supplement_days if self.part is None else self.part.supplement_days

    @property
    def limit(self) -> TimeLimit | None:
        """The time limit under which it was received; None before, or where the law sets none."""
        if self.limit_amount is None:
            return None
        cutoff: time | None = self.cutoff
        return TimeLimit(Decimal(self.limit_amount), Unit(self.limit_unit), FirstDay(self.first_day), cutoff)
