"""Đơn vị hành chính (QĐ 19/2025/QĐ-TTg): a row is an area under one name and one parent, from a date to a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.areas.queries import AreaQuerySet


class AreaKind(models.TextChoices):
    """Kinds of administrative unit (Luật Tổ chức chính quyền địa phương 2025, điều 1); districts ended in mid-2025."""

    PROVINCE = "province", _("tỉnh")
    CITY = "city", _("thành phố")
    DISTRICT = "district", _("huyện, quận, thị xã")
    COMMUNE = "commune", _("xã")
    WARD = "ward", _("phường")
    SPECIAL_ZONE = "special_zone", _("đặc khu")
    TOWNSHIP = "township", _("thị trấn")


PROVINCES = (AreaKind.PROVINCE, AreaKind.CITY)
COMMUNES = (AreaKind.COMMUNE, AreaKind.WARD, AreaKind.SPECIAL_ZONE, AreaKind.TOWNSHIP)


if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class BoxField(_Field):
    """A rectangle (PostgreSQL `box`): west, south, east, north in degrees."""

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "box"

    def get_prep_value(self, value: tuple[float, float, float, float]) -> str:
        """The rectangle as PostgreSQL reads it."""
        west, south, east, north = value
        return f"({west!r},{south!r}),({east!r},{north!r})"


class Area(models.Model):
    """One administrative unit for as long as its name and place stood; a reform closes the row and opens another."""

    code = models.TextField()
    name = models.TextField()
    kind = models.TextField(choices=AreaKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    sort_key = models.TextField(editable=False, db_collation="C")
    search_form = models.TextField(editable=False, db_collation="C")

    objects = AreaQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"], name="areas_area_in_order"),
            models.Index(fields=["search_form"], name="areas_area_search"),
        ]
        # That periods of one code never overlap is kept by an exclusion constraint (migration 0004).
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="areas_area_code_from"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to__isnull=True), name="areas_area_code_open"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="areas_area_period"
            ),
            models.CheckConstraint(condition=Q(kind__in=AreaKind.values), name="areas_area_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """Land that passed from an area to another on a day: all of it (`whole`) or a part, under a decision.

    Of an area that was split, `likely` marks the part to which most of it went.
    """

    predecessor = models.ForeignKey(Area, models.PROTECT, related_name="passed_to")
    successor = models.ForeignKey(Area, models.PROTECT, related_name="came_from")
    on = models.DateField()
    whole = models.BooleanField()
    likely = models.BooleanField()
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="areas_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="areas_succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Boundary(models.Model):
    """Where an area lies: longitudes and latitudes (EPSG:4326). `extent` finds it, `shape` (WKB) decides.

    A row is never changed: another boundary is another row, so that a process may keep what it has read.
    """

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    extent = BoxField()
    shape = models.BinaryField()
    imported_at = models.DateTimeField()

    class Meta:
        indexes = [GistIndex(fields=["extent"], name="areas_boundary_extent")]

    def __str__(self) -> str:
        return str(self.area)
