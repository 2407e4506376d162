"""Persons and legal entities, with personal values encrypted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.persons import rules
from motcua.persons.queries import LegalEntityQuerySet, PersonQuerySet
from motcua.platform.action import Scope
from motcua.platform.encryption import BlindIndexField, EncryptedTextField, FoundByIndex


class Person(FoundByIndex):
    """A natural person. `personal_id_tail` finds the last four digits of the number, where no more is known."""

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
