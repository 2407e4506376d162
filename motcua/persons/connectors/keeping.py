"""What keeps a person's data here as far as persons know: whom they act for."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.persons.models import LegalEntity, Mandate
from motcua.platform.clock import today
from motcua.platform.retention import bind


def binding(ids: Collection[int]) -> Mapping[int, str]:
    """Who represents a legal entity, or gave or holds a mandate that is in force."""
    reasons: dict[int, str] = {}
    for person in LegalEntity.objects.filter(legal_representative__in=ids).values_list(
        "legal_representative", flat=True
    ):
        if person is not None:
            reasons[person] = _("Đang đại diện cho một tổ chức")
    for grantor, holder in (
        Mandate.objects.in_force(today())
        .filter(Q(grantor__in=ids) | Q(holder__in=ids))
        .values_list("grantor", "holder")
    ):
        for person in {grantor, holder} & set(ids):
            reasons.setdefault(person, _("Còn ủy quyền đang có hiệu lực"))
    return reasons


bind("persons", binding)
