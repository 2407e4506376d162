"""Procedures as the law publishes them: versions with dates, and cases that carry papers, time, fee and process."""

from datetime import time
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.organisations.public import FirstDay, GovLevel, TimeLimit, Unit
from motcua.platform.action import DataClass
from motcua.procedures.models.linked import LinkedPart
from motcua.procedures.queries import CompetenceQuerySet, ProcedureVersionQuerySet
from motcua.procedures.rules import Terms

__all__ = [
    "CatalogueImport",
    "CompetenceLine",
    "ComponentType",
    "DataSubstitution",
    "ImportKind",
    "LinkedPart",
    "OnlineLevel",
    "Procedure",
    "ProcedureCase",
    "ProcedureField",
    "ProcedureVersion",
    "Routing",
    "SearchedWords",
    "Synonym",
    "VersionState",
]


class OnlineLevel(models.TextChoices):
    """How far a procedure can be done online (Nghị định 224/2026/NĐ-CP, điều 14)."""

    FULL = "full", _("Trực tuyến toàn trình")
    PARTIAL = "partial", _("Trực tuyến một phần")
    INFO = "info", _("Cung cấp thông tin")


class Routing(models.TextChoices):
    """Which system handles the procedure's dossiers (Nghị định 224/2026/NĐ-CP, điều 15)."""

    PROVINCE_SYSTEM = "province_system", _("Hệ thống của tỉnh, thành phố")
    MINISTRY_SYSTEM = "ministry_system", _("Hệ thống của bộ")
    NATIONAL_PORTAL = "national_portal", _("Cổng Dịch vụ công quốc gia")


class VersionState(models.TextChoices):
    """The life of a version."""

    DRAFT = "draft", _("Bản nháp")
    PUBLISHED = "published", _("Đã công bố")
    RETIRED = "retired", _("Hết hiệu lực")
    SUPERSEDED = "superseded", _("Đã thay bằng bản nháp sau")


class ImportKind(models.TextChoices):
    """What a file brings."""

    CATALOGUE = "catalogue", _("Danh mục thủ tục")
    OUTLINE = "outline", _("Danh mục chỉ có mã và tên")
    SUBSTITUTION = "substitution", _("Giấy tờ thay bằng dữ liệu")


class CatalogueImport(models.Model):
    """Một lần nhập danh mục: what a file held, what became of it, and what it no longer names.

    `rejected` is `[{row, code, reason}]`, `warnings` `[{code, field, reason}]`; `removed` are codes of earlier imports
    of this kind that the file does not hold: nothing happens to them by themselves.
    """

    kind = models.TextField(choices=ImportKind.choices, default=ImportKind.CATALOGUE)
    file_name = models.TextField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    read = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    removed = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = [models.Index(fields=["-started_at", "-id"], name="catalogue_import_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.started_at:%Y-%m-%d}"


class ProcedureField(models.Model):
    """Lĩnh vực: the field of government a procedure belongs to."""

    code = models.TextField(unique=True)
    name = models.TextField()

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """Thủ tục hành chính: the code that stays while versions come and go (`d.dddddd`)."""

    code = models.TextField(unique=True)
    field = models.ForeignKey(ProcedureField, models.PROTECT, related_name="procedures")
    routing = models.TextField(choices=Routing.choices, default=Routing.PROVINCE_SYSTEM)

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """Phiên bản thủ tục: what was true between two dates; a dossier keeps the version it was filed under.

    `legal_basis` is `[{code, title}]`, `steps` and `requirements` are paragraphs, `results` is `[{code, name}]`,
    the first with what its paper says (`dossiers.reads.results`). `keywords` are the plain words by which people look
    for it; `area_answer` names the answer of the form that says in which area the matter is filed, or the one unit that
    takes it (`unit:<identifier>`), `delivery_answer` the answer that says how the result is wanted. `questions` lead to
    what somebody needs (`rules.preparing`). `sort_key` is the place of the name in the Vietnamese order, without the
    word "thủ tục" that many begin with. Published versions never change.

    `required_assurance` is how surely whoever files online must be known (`Actor.assurance`), `data_class` how
    confidential its dossiers are.

    What came from a catalogue keeps the row's `checksum` and, in `extra`, what the row says under names of its own;
    `is_outline` marks those of which only code and name are known.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.TextField(choices=VersionState.choices, default=VersionState.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    name = models.TextField()
    summary = models.TextField(blank=True)
    life_event = models.TextField(blank=True)
    keywords = ArrayField(models.TextField(), default=list, blank=True)
    levels = ArrayField(models.TextField(choices=GovLevel.choices), default=list)
    applicants = ArrayField(models.TextField(), default=list)
    channels = ArrayField(models.TextField(), default=list)
    online_level = models.TextField(choices=OnlineLevel.choices, default=OnlineLevel.INFO)
    partial_reason = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    domain = models.TextField(blank=True)
    owner = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    competent_authority = models.TextField(blank=True)
    delegated_authority = models.TextField(blank=True)
    coordinating = models.TextField(blank=True)
    receiving_address = models.TextField(blank=True)
    portal_url = models.TextField(blank=True)
    source = models.JSONField(default=str, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    is_outline = models.BooleanField(default=False)
    checksum = models.TextField(blank=True)
    catalogue_import = models.ForeignKey(
        CatalogueImport, models.PROTECT, null=True, blank=True, related_name="versions"
    )
    requirements = models.TextField(blank=True)
    steps = ArrayField(models.TextField(), default=list, blank=True)
    results = models.JSONField(default=list)
    legal_basis = models.JSONField(default=list)
    eform = models.ForeignKey("forms.EForm", models.PROTECT, null=True, blank=True, related_name="+")
    area_answer = models.TextField(blank=True)
    delivery_answer = models.TextField(blank=True)
    required_assurance = models.PositiveSmallIntegerField(default=1)
    data_class = models.PositiveSmallIntegerField(default=DataClass.NORMAL.value, db_default=DataClass.NORMAL.value)
    questions = models.JSONField(default=list, blank=True)
    search = SearchVectorField(null=True)
    sort_key = models.TextField(default="", editable=False, db_collation="C")

    objects: ClassVar[ProcedureVersionQuerySet] = ProcedureVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_number"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(state="published", valid_to=None),
                name="procedure_one_open_published_version",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="procedure_version_search"),
            models.Index(fields=["sort_key", "id"], name="procedure_version_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"

    @property
    def terms(self) -> Terms:
        """When and where dossiers are filed under this version."""
        return Terms(self.state, self.valid_from, self.valid_to, self.procedure.routing)

    @property
    def is_fileable(self) -> bool:
        """Whether a dossier can be filed here: online, with a form, handled by the province's own system."""
        return (
            self.eform_id is not None
            and self.online_level != OnlineLevel.INFO
            and self.procedure.routing == Routing.PROVINCE_SYSTEM
        )


class ProcedureCase(models.Model):
    """Trường hợp: carries its own papers, time limit, fee and process.

    `limit_amount` counts `limit_unit`s (may be decimal); None where the law sets none. `fee` is in đồng, None unknown;
    `methods` is what the source says of each way of filing, `[{channel, duration, duration_unit, fees, description}]`;
    `accept_within_hours` are the working hours within which an online filing is to be accepted; `supplement_days` the
    working days within which a supplement asked for is to be handed in, None where the law states none.
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="cases")
    key = models.TextField()
    name = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    limit_amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.TextField(choices=[(unit.value, unit.value) for unit in Unit], blank=True)
    first_day = models.TextField(default=FirstDay.AFTER_RECEIPT.value)
    cutoff = models.TimeField(null=True, blank=True)
    accept_within_hours = models.PositiveSmallIntegerField(default=8)
    supplement_days = models.PositiveSmallIntegerField(null=True, blank=True)
    fee = models.PositiveBigIntegerField(null=True, blank=True)
    fee_note = models.TextField(blank=True)
    methods = models.JSONField(default=list, blank=True)
    process = models.ForeignKey("processes.Process", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="procedure_case_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def limit(self) -> TimeLimit | None:
        """The time limit by law, None where there is none."""
        if self.limit_amount is None or not self.limit_unit:
            return None
        cutoff: time | None = self.cutoff
        return TimeLimit(Decimal(self.limit_amount), Unit(self.limit_unit), FirstDay(self.first_day), cutoff)


class ComponentType(models.Model):
    """Thành phần hồ sơ: a paper that a case asks for; `replaced_by` names the database that stands for it.

    `group` is the source's heading over several papers; a note (`is_note`) is no paper but a remark among them; where
    the source states no count, `is_counted` is false.
    """

    case = models.ForeignKey(ProcedureCase, models.CASCADE, related_name="components")
    key = models.TextField()
    name = models.TextField()
    hint = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    is_required = models.BooleanField(default=True)
    replaced_by = models.TextField(blank=True)
    group = models.TextField(blank=True)
    template_file = models.TextField(blank=True)
    quantity_text = models.TextField(blank=True)
    is_note = models.BooleanField(default=False)
    is_counted = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="component_type_key")]

    def __str__(self) -> str:
        return self.name


class DataSubstitution(models.Model):
    """Giấy tờ được thay bằng dữ liệu: papers of one procedure that a database replaces, by which document of law.

    `replaced` names the papers of the procedure that the row surely means; where none is, the row stays a note on the
    procedure's page.
    """

    number = models.PositiveIntegerField()
    procedure_code = models.TextField()
    procedure_name = models.TextField(blank=True)
    papers = models.TextField()
    databases = models.TextField()
    database_owner = models.TextField(blank=True)
    legal_document = models.TextField(blank=True)
    article = models.TextField(blank=True)
    source = models.TextField(blank=True)
    replaced = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["procedure_code", "number"], name="data_substitution_row"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.papers}"


class Synonym(models.Model):
    """Từ đồng nghĩa: what people's words mean in the words of the law, as an official set it; `folded` compares them.

    It goes before what is shipped for the same words; without meanings it turns that off.
    """

    phrase = models.TextField()
    folded = models.TextField(unique=True)
    meanings = ArrayField(models.TextField(), default=list, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.phrase


class SearchedWords(models.Model):
    """Từ khóa đã tìm: how often a question was asked on a day, found nothing, or led to a procedure.

    The words alone, folded and with digits masked: nothing says who asked.
    """

    day = models.DateField()
    words = models.TextField()
    asked = models.PositiveIntegerField(default=0)
    found_nothing = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "searched words"
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="searched_words_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.words}"


class CompetenceLine(models.Model):
    """Dòng của bảng thẩm quyền: from a day on, `organisation` resolves a procedure, or a whole field, in an area.

    Without `area_code` it holds in the whole province. `basis` is the decision that says so. One person proposes a
    line, or its end (`ending_on`), another approves: only then does it hold (`valid_to`, the first day it no longer
    does). Lines that held are never changed.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="+")
    field = models.ForeignKey(ProcedureField, models.PROTECT, null=True, blank=True, related_name="+")
    area_code = models.TextField(blank=True, default="")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    basis = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    ending_on = models.DateField(null=True, blank=True)
    ending_reason = models.TextField(blank=True, default="")
    ending_proposed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    ending_approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[CompetenceQuerySet] = CompetenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(procedure=None, field__isnull=False) | models.Q(procedure__isnull=False, field=None),
                name="competence_procedure_or_field",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="competence_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id or self.field_id} {self.area_code} → {self.organisation_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether somebody else is still to approve it, or its end."""
        return self.approved_at is None or (self.ending_on is not None and self.valid_to is None)
