"""What a form holds already when somebody begins to fill it in."""

import pytest

from motcua.dossiers.reads.known import known_answers
from motcua.dossiers.tests import make
from motcua.forms.tests import make as forms
from motcua.persons.tests import make as persons

pytestmark = pytest.mark.django_db


def test_what_is_known_of_whose_matter_it_is_is_filled_in_and_who_writes_is_reached() -> None:
    schema = make.form_schema()
    schema["properties"]["hoTen"]["x-source"] = "person.full_name"
    schema["properties"]["dienThoai"]["x-source"] = "person.phone"
    parent, child = persons.person(), persons.person(full_name="Phạm Gia Bảo", phone="0987654321")
    known, told = known_answers(forms.eform(schema), parent, make.AT, child)
    assert known == {"hoTen": "Phạm Gia Bảo", "dienThoai": parent.phone}
    assert {each["source"] for each in told.values()} == {"account"} and told.keys() == known.keys()
