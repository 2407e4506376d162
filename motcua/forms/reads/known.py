"""What forms ask although a source already gives it, and what officials call the sources."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.forms.models import EForm, SourceException
from motcua.forms.rules.definition import Schema, flattened
from motcua.forms.rules.sanity import Fault, SchemaProblem
from motcua.forms.rules.sources import OF_SPOUSE, PERSON, Attribute, read_source, read_subjects, unbound

ATTRIBUTES: Mapping[Attribute, str | Promise] = {
    Attribute.FULL_NAME: gettext_lazy("Họ và tên"),
    Attribute.BIRTH_DATE: gettext_lazy("Ngày sinh"),
    Attribute.SEX: gettext_lazy("Giới tính"),
    Attribute.PERSONAL_ID: gettext_lazy("Số định danh cá nhân"),
    Attribute.ETHNICITY: gettext_lazy("Dân tộc"),
    Attribute.NATIONALITY: gettext_lazy("Quốc tịch"),
    Attribute.ADDRESS: gettext_lazy("Nơi thường trú"),
    Attribute.RESIDENCE_KIND: gettext_lazy("Loại nơi cư trú"),
    Attribute.PHONE: gettext_lazy("Số điện thoại"),
    Attribute.EMAIL: gettext_lazy("Thư điện tử"),
}
_PEOPLE: Mapping[str, str | Promise] = {
    PERSON: gettext_lazy("Người làm thủ tục"),
    "mother": gettext_lazy("Mẹ"),
    "father": gettext_lazy("Cha"),
    "bride": gettext_lazy("Bên nữ"),
    "groom": gettext_lazy("Bên nam"),
    "deceased": gettext_lazy("Người đã chết"),
    "certified": gettext_lazy("Người được xác nhận"),
    "registered": gettext_lazy("Người đã đăng ký"),
    "beneficiary": gettext_lazy("Người hưởng"),
}


def sources_offered(schema: Schema) -> list[tuple[str, str]]:
    """The sources that a question of this form may be bound to, with words for them; the first is none."""
    try:
        subjects = read_subjects(schema.get("x-subjects", {}))
    except ValueError:
        subjects = read_subjects({})
    offered = [("", _("Không điền sẵn, người dân tự khai"))]
    for name, subject in subjects.items():
        told = Attribute if not subject.decider or PERSON in subject.who.values() else OF_SPOUSE
        whose = str(_PEOPLE.get(name, name))
        offered += [(f"{name}.{each}", f"{whose} – {ATTRIBUTES[each]}") for each in Attribute if each in told]
    return offered


def exceptions_of(code: str) -> list[SourceException]:
    """The reasoned exceptions of a form, in the order in which they were made."""
    return list(SourceException.objects.filter(code=code).select_related("account"))


def asks_the_known(schema: Schema, excepted: Iterable[str]) -> list[SchemaProblem]:
    """The questions for what a source gives that are neither bound to it nor excepted. Of a sound schema only."""
    properties, without = flattened(schema)["properties"], frozenset(excepted)
    return [
        SchemaProblem(
            Fault.ASKS_THE_KNOWN,
            {"name": name, "label": properties[name].get("x-label", name), "source": str(ATTRIBUTES[attribute])},
        )
        for name, attribute in unbound(properties)
        if name not in without
    ]


def asked_though_known(eform: EForm) -> list[SchemaProblem]:
    """What stands between a form and the promise to ask nothing twice."""
    return asks_the_known(eform.schema, (each.field for each in exceptions_of(eform.code)))


def source_words(text: str) -> str:
    """A source in words: «Mẹ – Ngày sinh»; empty for none."""
    source = read_source(text)
    return f"{_PEOPLE.get(source[0], source[0])} – {ATTRIBUTES[source[1]]}" if source else text
