"""What persons contribute to the copy of somebody's data: who they are, what they represent, who acts for whom."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from motcua.persons.models import Guardianship, LegalEntity, Mandate, Person
from motcua.persons.reads import same_person
from motcua.platform.own_data import Kept, contribute_export, kept_of

_LABELS = {
    "guardian": _("Người giám hộ"),
    "ward": _("Người được giám hộ"),
    "grantor": _("Người ủy quyền"),
    "holder": _("Người nhận ủy quyền"),
    "document": _("Giấy ủy quyền"),
    "decision": _("Quyết định, giấy tờ"),
    "end_decision": _("Chấm dứt theo"),
    "ground": _("Căn cứ"),
    "state": _("Tình trạng"),
    "valid_from": _("Từ ngày"),
    "valid_to": _("Đến hết ngày"),
}


def own_data(person_id: int) -> Iterator[Kept]:
    """The person, their legal entities, guardianships and mandates on either side."""
    person = Person.objects.select_related("address_area").get(pk=person_id)
    own = (person.personal_id, person.phone, person.email)
    yield kept_of(person, _("Thông tin của ông/bà"), more=("identity_level", "address_area", "created_at"), own=own)
    records = same_person(person_id)
    for entity in LegalEntity.objects.filter(legal_representative__in=records).order_by("pk"):
        yield kept_of(entity, _("Tổ chức ông/bà đại diện"), more=("created_at",), own=(entity.tax_code,))
    for guardianship in Guardianship.objects.concerning(records).select_related("guardian", "ward").order_by("pk"):
        more = ("ground", "valid_from", "valid_to")
        yield kept_of(guardianship, _("Giám hộ"), more=more, labels=_LABELS)
    for mandate in Mandate.objects.of(records).select_related("grantor", "holder").order_by("pk"):
        yield kept_of(mandate, _("Ủy quyền"), more=("valid_from", "valid_to", "state"), labels=_LABELS)


contribute_export(
    "persons",
    ("persons.Person", "persons.LegalEntity", "persons.Guardianship", "persons.Mandate"),
    own_data,
)
