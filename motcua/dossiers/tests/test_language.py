"""What is kept for the record is Vietnamese, in whatever language the one who acts reads the pages."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from motcua.dossiers.public import receive
from motcua.dossiers.reads.pages import open_tasks_of
from motcua.dossiers.tests import make
from motcua.papers.public import papers_of
from motcua.processes.public import next_actions

pytestmark = pytest.mark.django_db


def test_the_slip_is_vietnamese_where_the_officer_reads_english() -> None:
    ward = make.ward()
    with override("en"):
        dossier = receive(make.dossier(ward), revision=1, by=ward.officer, at=make.AT + timedelta(hours=1))
    slip = papers_of(dossier.subject).get(template__code="receipt_slip")
    assert slip.data["time_limit"] == "5 ngày làm việc"
    assert slip.data["result_delivery"] == "Tại nơi nộp"
    assert slip.data["receiver"]["position"] == "Người tiếp nhận hồ sơ"


def test_an_english_page_shows_the_data_as_they_stand_and_says_their_language(client: Client) -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = make.dossier(ward, by=citizen, received=True)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(ward.specialist_account)
    page = client.get(reverse("dossiers:dossier", args=[dossier.code])).content.decode()
    step = open_tasks_of(dossier)[0]
    for words in (dossier.version.name, step.name, *(outcome.label for outcome in next_actions(step))):
        assert f'<span lang="vi">{words}</span>' in page
    client.force_login(citizen)
    page += client.get(reverse("portal:follow", args=[dossier.code])).content.decode()
    for path in (reverse("portal:home"), reverse("portal:procedure", args=[dossier.version.procedure.code])):
        page += client.get(path).content.decode()
    assert f'<span lang="vi">{dossier.unit_of_record.name}</span>' in page
    assert '<html lang="en"' in page
    assert re.findall(r"=\"[^\"<>]*<span lang=", page) == []


def test_a_vietnamese_page_marks_nothing(client: Client) -> None:
    dossier = make.dossier(make.ward(), received=True)
    page = client.get(reverse("portal:procedure", args=[dossier.version.procedure.code])).content.decode()
    assert dossier.version.name in page
    assert '<span lang="vi">' not in page
