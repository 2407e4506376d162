"""State bodies, their positions, and the dated rows that the legal clock reads."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.organisations.queries import OrganisationPeriodQuerySet, OrganisationQuerySet, PositionQuerySet
from motcua.platform.action import Scope


class OrganisationKind(models.TextChoices):
    """What sort of body an organisation is."""

    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    PC_OFFICE = "pc_office", _("Văn phòng Ủy ban nhân dân")
    DEPARTMENT = "department", _("Sở, ngành")
    DIVISION = "division", _("Phòng, ban chuyên môn")
    MANAGEMENT_BOARD = "management_board", _("Ban quản lý")
    SERVICE_CENTRE = "service_centre", _("Trung tâm Phục vụ hành chính công")
    ONE_STOP_UNIT = "one_stop_unit", _("Bộ phận Tiếp nhận và Trả kết quả")
    PUBLIC_UNIT = "public_unit", _("Đơn vị sự nghiệp công lập")
    POLICE = "police", _("Công an")
    SOCIAL_INSURANCE = "social_insurance", _("Bảo hiểm xã hội")
    OTHER = "other", _("Cơ quan khác")


class GovLevel(models.TextChoices):
    """Cấp chính quyền, also the level at which a procedure is carried out."""

    MINISTRY = "ministry", _("cấp bộ")
    PROVINCE = "province", _("cấp tỉnh")
    COMMUNE = "commune", _("cấp xã")


def _period(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name)


class Organisation(models.Model):
    """A state body (mã định danh: QĐ 20/2020/QĐ-TTg) with its name and place as they stand now.

    What it was called and under whom it stood earlier is in its periods; the open period equals this row. `successor`
    is who carries on the matters of one that ended, where somebody does.
    """

    identifier = models.TextField(unique=True)
    name = models.TextField()
    short_name = models.TextField(blank=True)
    kind = models.TextField(choices=OrganisationKind.choices)
    level = models.TextField(choices=GovLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    sort_key = models.TextField(editable=False)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            _period("organisations_organisation_period"),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisations_organisation_kind"
            ),
            models.CheckConstraint(condition=Q(level__in=GovLevel.values), name="organisations_organisation_level"),
        ]

    def __str__(self) -> str:
        return self.name

    def scope(self) -> Scope:
        """An organisation concerns itself."""
        return Scope(organisations=frozenset({self.pk}))


class OrganisationPeriod(models.Model):
    """What an organisation was called and under whom it stood, from a date to a date."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="periods")
    name = models.TextField()
    short_name = models.TextField(blank=True)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey("areas.Area", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    sort_key = models.TextField(editable=False)

    objects = OrganisationPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            _period("organisations_period_period"),
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisations_period_from"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_to__isnull=True), name="organisations_period_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """Chức vụ: a post in an organisation; who holds it, and when, is known to accounts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="positions")
    type_code = models.TextField()
    name = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [_period("organisations_position_period")]
        indexes = [models.Index(fields=["organisation", "type_code"], name="organisations_position_type")]

    def __str__(self) -> str:
        return self.name

    def scope(self) -> Scope:
        """A position concerns its organisation."""
        return Scope(organisations=frozenset({self.organisation_id}))


class WorkingHours(models.Model):
    """The working week of an organisation and all below it, from a date on until the next row of the same organisation.

    `week` is seven lists, Monday first, of spans such as "07:30-11:30"; none means: as the organisation above works.
    Without an organisation: everybody's.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="working_hours")
    valid_from = models.DateField()
    week = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], nulls_distinct=False, name="organisations_hours_from"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or '*'} {self.valid_from}"


class DayKind(models.TextChoices):
    """Why a date is not what its weekday says."""

    HOLIDAY = "holiday", _("ngày nghỉ lễ, tết")
    SWAP_OFF = "swap_off", _("ngày nghỉ hoán đổi")
    SWAP_WORKING = "swap_working", _("ngày làm bù")
    CLOSURE = "closure", _("cơ quan tạm ngừng làm việc")


class CalendarDay(models.Model):
    """A date that is not what its weekday says, for an organisation and all below it, or for everybody.

    `hours` are the spans worked on that date: none on a day off, the remaining ones on a half day; on a swapped working
    day without hours of its own, those of the weekday it stands in for (`in_place_of`).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="calendar_days")
    on = models.DateField()
    kind = models.TextField(choices=DayKind.choices)
    name = models.TextField()
    in_place_of = models.DateField(null=True, blank=True)
    hours = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "on"], nulls_distinct=False, name="organisations_day_on"),
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="organisations_day_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class CalendarRevision(models.Model):
    """One row whose token changes with every change that a calendar could see: how processes know theirs is old."""

    token = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="organisations_revision_single")]

    def __str__(self) -> str:
        return self.token
