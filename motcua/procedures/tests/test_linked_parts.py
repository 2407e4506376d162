"""The plan of a linked procedure is said by no catalogue: what follows a version keeps it."""

from dataclasses import replace

import pytest

from motcua.platform.action import SYSTEM
from motcua.procedures.models import LinkedPart, ProcedureVersion
from motcua.procedures.public import PartSpec, define_version, publish_version
from motcua.procedures.tests import make
from motcua.procedures.tests.catalogue_rows import row, taken_over

pytestmark = pytest.mark.django_db


def test_a_version_taken_over_from_a_catalogue_keeps_the_parts_of_the_one_before() -> None:
    said = row()
    parts = (
        PartSpec("a", "Khai sinh", "1.001193", "same", passes={"hoTen": "=An"}),
        PartSpec("b", "Thường trú", "1.004222", "kind:police", after=("a",), supplement_days=7),
    )
    spec = replace(make.spec(code=said["code"]), parts=parts)
    publish_version(define_version(spec, by=SYSTEM, at=make.AT), by=SYSTEM, at=make.AT)
    taken_over(said)
    newest = ProcedureVersion.objects.filter(procedure__code=said["code"]).order_by("-number").first()
    assert newest is not None
    assert newest.number == 2
    kept = LinkedPart.objects.filter(version=newest).values_list("key", "after", "passes", "supplement_days")
    assert list(kept) == [("a", [], {"hoTen": "=An"}, None), ("b", ["a"], {}, 7)]
    assert LinkedPart.objects.count() == 4
