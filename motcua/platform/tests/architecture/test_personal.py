"""Every field that holds personal data is declared, once, with its purpose and ground; and so is every purpose."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils.text import camel_case_to_spaces

from motcua.platform.encryption import BlindIndexField, EncryptedJSONField, EncryptedTextField
from motcua.platform.own_data import contributions
from motcua.platform.personal import (
    PersonalClass,
    PersonalField,
    declare,
    declared_fields,
    declared_purposes,
)
from motcua.platform.tests.architecture.house import Source, calls, house, in_order, tree_of

# What a field that is not encrypted calls a name, a birth date, an address, a phone, an e-mail or answers.
TELLING = re.compile(
    r"(^|_)(full_name|name_key|search_name|birth_date|sex|personal_id|phone|email|address_line|answers|tax_code"
    r"|display_name|username|receiver)(_|$)"
)


def holds_personal(model: type[models.Model], field: "models.Field[object, object]") -> bool:
    """Whether the field may hold personal values. A blind index holds none: it only finds."""
    if isinstance(field, EncryptedTextField | EncryptedJSONField):
        return True
    if isinstance(field, BlindIndexField) or field.is_relation or isinstance(field, models.BooleanField):
        return False
    return bool(TELLING.search(field.name)) or (model.__name__ == "LegalEntity" and field.name == "name")


def undeclared(fields: Iterable[str], declared: Iterable[str]) -> Iterator[str]:
    for path in sorted(set(fields) - set(declared)):
        yield f"{path}: declare it with a PersonalField in the connectors.py of its module"


def our_fields() -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("motcua.")
        for field in model._meta.concrete_fields
        if holds_personal(model, field)
    ]


def purposes_in(sources: Iterable[Source]) -> Iterator[str]:
    """The purposes that the code writes down: what is said as `purpose=`, and the first words of each Question."""
    for source in sources:
        for call, name in calls(source) if not source.is_aside else ():
            said = [keyword.value for keyword in call.keywords if keyword.arg == "purpose"]
            said += call.args[:1] if name == "Question" else []
            for value in said:
                is_marked = isinstance(value, ast.Call) and getattr(value.func, "id", "") == "gettext_noop"
                words = value.args[0] if isinstance(value, ast.Call) and is_marked else value
                if isinstance(words, ast.Constant) and isinstance(words.value, str) and words.value:
                    yield words.value


def test_every_personal_field_is_declared() -> None:
    in_order(undeclared(our_fields(), (field.path for field in declared_fields())))


def test_what_is_declared_is_there_and_says_why() -> None:
    for field in declared_fields():
        label, _dot, name = field.path.rpartition(".")
        about = apps.get_model(label)._meta
        assert about.get_field(name)
        assert about.verbose_name != camel_case_to_spaces(about.object_name), f"{label} has no name for officials"
        assert all(str(words).strip() for words in (field.purpose, field.basis, field.retention)), field.path


def test_a_field_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        declare(PersonalField("persons.Person.phone", PersonalClass.BASIC, "a", "b", "c"))


def test_an_undeclared_field_is_found() -> None:
    assert [line.split(":")[0] for line in undeclared(["a.B.phone", "a.B.email"], ["a.B.email"])] == ["a.B.phone"]
    assert {"persons.Person.birth_date", "dossiers.Dossier.answers", "papers.Paper.data"} <= set(our_fields())


def test_every_purpose_is_explained() -> None:
    # The demo makes people, whom nobody looked at.
    here = [source for source in house() if source.module != "demo"]
    explained = {purpose.code for purpose in declared_purposes()}
    assert sorted(set(purposes_in(here)) - explained) == []
    assert "Giải quyết hồ sơ" in set(purposes_in(here))
    assert all(str(purpose.explained) and str(purpose.basis) for purpose in declared_purposes())


def test_an_unexplained_purpose_is_found() -> None:
    tree = tree_of({"motcua/probe/views.py": "record_read(by=actor, purpose=gettext_noop('Tò mò'), persons=[1])"})
    assert list(purposes_in(tree)) == ["Tò mò"]


def uncontributed(fields: Iterable[PersonalField], given: Iterable[str]) -> Iterator[str]:
    """Models with declared fields that neither stand in the copy people get of their data nor say why not."""
    models = {field.path.rpartition(".")[0] for field in fields if not field.withheld}
    for label in sorted(models - set(given)):
        yield f"{label}: contribute_export it in the connectors of its module, or say `withheld=` in its PersonalFields"


def test_what_is_declared_is_in_the_copy_or_says_why_not() -> None:
    in_order(uncontributed(declared_fields(), (model for each in contributions() for model in each.models)))


def test_a_model_that_is_not_in_the_copy_is_found() -> None:
    secret = PersonalField("a.B.secret", PersonalClass.BASIC, "a", "b", "c", withheld="d")
    told = PersonalField("a.C.phone", PersonalClass.BASIC, "a", "b", "c")
    assert [line.split(":")[0] for line in uncontributed([secret, told], ["a.D"])] == ["a.C"]
