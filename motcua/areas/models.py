"""Đơn vị hành chính (QĐ 19/2025/QĐ-TTg): a row is an area under one name and one parent, from a date to a date."""

from __future__ import annotations

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


class Area(models.Model):
    """One administrative unit for as long as its name and place stood; a reform closes the row and opens another."""

    code = models.TextField()
    name = models.TextField()
    kind = models.TextField(choices=AreaKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    sort_key = models.TextField(editable=False, db_collation="C")

    objects = AreaQuerySet.as_manager()

    class Meta:
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
