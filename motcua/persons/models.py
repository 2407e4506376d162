"""Persons and legal entities, with personal values encrypted."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from motcua.persons import rules
from motcua.persons.queries import (
    GuardianshipQuerySet,
    LegalEntityQuerySet,
    MandateQuerySet,
    MergeQuerySet,
    PersonQuerySet,
)
from motcua.platform.action import Scope
from motcua.platform.clock import today
from motcua.platform.encryption import BlindIndexField, EncryptedTextField, FoundByIndex


class Person(FoundByIndex):
    """A natural person. `personal_id_tail` finds the last four digits of the number, where no more is known.

    `merged_into` is the record under which the person goes on, never itself merged. Nothing else is moved by a merge.
    """

    SEXES = [(rules.Sex.MALE.value, _("Nam")), (rules.Sex.FEMALE.value, _("Nữ"))]
    IDENTITY_LEVELS = [
        (rules.IdentityLevel.DECLARED.value, _("Tự khai, chưa xác thực")),
        (rules.IdentityLevel.CHECKED.value, _("Đã xác thực")),
    ]

    full_name = models.TextField(_("họ và tên"))
    name_key = models.TextField(editable=False, db_collation="C")
    search_name = models.TextField(editable=False, db_collation="C")
    birth_date = models.DateField(_("ngày sinh"), null=True, blank=True)
    sex = models.TextField(_("giới tính"), choices=SEXES, blank=True, default="")
    identity_level = models.TextField(_("mức xác thực"), choices=IDENTITY_LEVELS)
    personal_id = EncryptedTextField(_("số định danh cá nhân"), default="", blank=True)
    personal_id_index = BlindIndexField(of="personal_id", editable=False)
    personal_id_tail = BlindIndexField(editable=False, db_default="")
    phone = EncryptedTextField(_("số điện thoại"), default="", blank=True)
    phone_index = BlindIndexField(of="phone", editable=False)
    email = EncryptedTextField(_("thư điện tử"), default="", blank=True)
    address_area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("xã, phường, đặc khu")
    )
    address_line = EncryptedTextField(_("số nhà, đường, thôn, tổ"), default="", blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name=_("đã gộp vào")
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("cá nhân")
        indexes = [
            models.Index(fields=["search_name"], name="person_search_name"),
            models.Index(fields=["name_key"], name="person_name_key"),
            models.Index(fields=["phone_index"], name="person_phone", condition=~models.Q(phone_index="")),
            models.Index(
                fields=["personal_id_tail"], name="person_personal_id_tail", condition=~models.Q(personal_id_tail="")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["personal_id_index", "identity_level"],
                condition=~models.Q(personal_id_index=""),
                name="person_one_per_number_and_level",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def scope(self) -> Scope:
        """A person concerns that person."""
        return Scope(persons=frozenset({self.pk}))

    @property
    def is_checked(self) -> bool:
        """Whether papers or e-identity were seen."""
        return self.identity_level == rules.IdentityLevel.CHECKED

    @property
    def masked_personal_id(self) -> str:
        """The number as shown where the whole of it is not needed: «031098***112»."""
        return rules.mask_personal_id(self.personal_id)

    @property
    def masked_phone(self) -> str:
        """«0912***456»."""
        return rules.mask_phone(self.phone)

    @property
    def masked_email(self) -> str:
        """«t***@example.vn»."""
        return rules.mask_email(self.email)


class LegalEntity(FoundByIndex):
    """A business, cooperative, household business or association: the applicant that is no natural person."""

    name = models.TextField(_("tên tổ chức"))
    search_name = models.TextField(editable=False, db_collation="C")
    # Encrypted because the tax code of a household business is the owner's personal id.
    tax_code = EncryptedTextField(_("mã số thuế"), blank=True, default="")
    tax_code_index = BlindIndexField(of="tax_code", editable=False)
    legal_representative = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("người đại diện theo pháp luật")
    )
    address_area = models.ForeignKey(
        "areas.Area", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("xã, phường, đặc khu")
    )
    address_line = EncryptedTextField(_("số nhà, đường, thôn, tổ"), blank=True, default="")
    created_at = models.DateTimeField()

    objects = LegalEntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ chức")
        indexes = [models.Index(fields=["search_name"], name="legal_entity_search_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["tax_code_index"], condition=~models.Q(tax_code_index=""), name="legal_entity_one_per_tax_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def scope(self) -> Scope:
        """A legal entity concerns whoever represents it."""
        representative = self.legal_representative_id
        return Scope(persons=frozenset({representative} if representative else ()))


class Guardianship(models.Model):
    """Giám hộ, cha mẹ đại diện cho con: who acts for somebody by law, from day to day, both included.

    `is_checked`: an official saw the papers; else the guardian alone says so, of a person who was declared with it.
    `decision`, `decided_on` and `issuer` say on which paper it stands, `end_decision` and `end_decided_on` on which one
    it was ended before its time.
    """

    GROUNDS = [
        (rules.Ground.PARENT.value, _("Cha, mẹ của người chưa thành niên")),
        (rules.Ground.COURT.value, _("Người giám hộ theo quyết định của Tòa án")),
        (rules.Ground.OTHER.value, _("Người giám hộ đương nhiên hoặc được cử")),
    ]

    guardian = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ward = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ground = models.TextField(choices=GROUNDS)
    is_checked = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = EncryptedTextField(_("quyết định, giấy tờ số"), default="", blank=True)
    decided_on = models.DateField(_("ngày của giấy tờ"), null=True, blank=True)
    issuer = models.TextField(_("nơi cấp"), default="", blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    end_decision = EncryptedTextField(_("chấm dứt theo"), default="", blank=True)
    end_decided_on = models.DateField(_("ngày của giấy tờ chấm dứt"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("giám hộ")
        constraints = [
            models.CheckConstraint(condition=~models.Q(guardian=models.F("ward")), name="guardian_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} {self.ward_id}"

    def scope(self) -> Scope:
        """Both."""
        return Scope(persons=frozenset({self.guardian_id, self.ward_id}))


class Mandate(models.Model):
    """Ủy quyền: somebody, or a legal entity by its representative, lets another file in their name.

    `grantor` is the person who gives it; `entity` the legal entity for which they give it, and `role` then what the
    holder, a member of the organisation's account, does for it: a viewer files nothing. No `procedures` means all.
    `document` says which paper it stands on, if any. Both days are included.
    """

    STATES = [
        (rules.MandateState.GIVEN.value, _("Chờ nhận")),
        (rules.MandateState.ACCEPTED.value, _("Đang có hiệu lực")),
        (rules.MandateState.WITHDRAWN.value, _("Đã chấm dứt")),
    ]
    ROLES = [
        (rules.MemberRole.FILER.value, _("Nộp hồ sơ")),
        (rules.MemberRole.VIEWER.value, _("Chỉ xem hồ sơ")),
    ]

    grantor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", null=True, blank=True)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.TextField(choices=ROLES, default=rules.MemberRole.FILER.value)
    procedures = ArrayField(models.TextField(), default=list, blank=True)
    document = EncryptedTextField(default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    state = models.TextField(choices=STATES, default=rules.MandateState.GIVEN.value)
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền")
        constraints = [
            models.CheckConstraint(condition=~models.Q(grantor=models.F("holder")), name="mandate_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.grantor_id} {self.holder_id}"

    def scope(self) -> Scope:
        """Both."""
        return Scope(persons=frozenset({self.grantor_id, self.holder_id}))

    @property
    def grantor_name(self) -> str:
        """In whose name the holder acts."""
        return self.entity.name if self.entity is not None else self.grantor.full_name

    def state_on(self, on: date) -> rules.MandateState:
        """The state on a day."""
        return rules.mandate_state(rules.MandateState(self.state), self.valid_to, on=on)

    @property
    def state_now(self) -> rules.MandateState:
        """The state today."""
        return self.state_on(today())


class Merge(models.Model):
    """Gộp bản ghi: two records that seem to be one person, and what was decided about them.

    `kept` is the record under which the person goes on, `duplicate` the other. `evidence` says by what they are alike
    (`rules.Evidence`), `score` how much. Nobody confirms what they proposed themselves.
    """

    STATES = [
        (rules.MergeState.FOUND.value, _("Hệ thống phát hiện")),
        (rules.MergeState.PROPOSED.value, _("Chờ người thứ hai xác nhận")),
        (rules.MergeState.CONFIRMED.value, _("Đã gộp")),
        (rules.MergeState.REJECTED.value, _("Là hai người khác nhau")),
        (rules.MergeState.UNDONE.value, _("Đã tách lại")),
    ]

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    duplicate = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.TextField(choices=STATES)
    score = models.SmallIntegerField()
    evidence = ArrayField(models.TextField(), default=list)
    reason = EncryptedTextField(default="", blank=True)
    undo_reason = EncryptedTextField(default="", blank=True)
    found_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("gộp bản ghi")
        constraints = [
            models.CheckConstraint(condition=~models.Q(kept=models.F("duplicate")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["duplicate"], condition=models.Q(state="confirmed"), name="merge_one_in_force"
            ),
            models.UniqueConstraint(
                Least("kept", "duplicate"),
                Greatest("kept", "duplicate"),
                condition=~models.Q(state="undone"),
                name="merge_one_of_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept_id} {self.duplicate_id}"

    def scope(self) -> Scope:
        """Both."""
        return Scope(persons=frozenset({self.kept_id, self.duplicate_id}))
