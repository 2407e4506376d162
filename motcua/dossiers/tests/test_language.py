"""What is kept for the record is Vietnamese, in whatever language the one who acts reads the pages."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from motcua.dossiers.public import receive
from motcua.dossiers.tests import make
from motcua.papers.public import papers_of

pytestmark = pytest.mark.django_db


def test_the_slip_is_vietnamese_where_the_officer_reads_english() -> None:
    ward = make.ward()
    with override("en"):
        dossier = receive(make.dossier(ward), revision=1, by=ward.officer, at=make.AT + timedelta(hours=1))
    slip = papers_of(dossier.subject).get(template__code="receipt_slip")
    assert slip.data["time_limit"] == "5 ngày làm việc"
    assert slip.data["result_delivery"] == "Tại nơi nộp"
    assert slip.data["receiver"]["position"] == "Người tiếp nhận hồ sơ"
