"""“Tôi cần gì?”: the next question, the checklist, and what may not be published."""

import copy
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from motcua.platform.action import SYSTEM, Refused
from motcua.procedures.public import (
    ComponentSpec,
    ProcedureVersion,
    checklist_of,
    preparation_of,
    publish_version,
)
from motcua.procedures.rules.preparing import faults, prepare, questions_of
from motcua.procedures.tests import make

QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "ai",
        "text": "Ai nộp?",
        "options": [
            {"value": "toi", "label": "Tôi"},
            {"value": "thay", "label": "Người khác", "needs": ["uy-quyen"], "note": "Xin mang căn cước."},
        ],
    },
    {
        "key": "quan-he",
        "text": "Là ai?",
        "when": {"ai": ["thay"]},
        "options": [{"value": "me", "label": "Mẹ"}, {"value": "khac", "label": "Khác", "elsewhere": "1.000001"}],
    },
    {
        "key": "gap",
        "text": "Có gấp không?",
        "options": [
            {"value": "co", "label": "Có", "case": "nhanh", "drops": ["anh"]},
            {"value": "khong", "label": "Không", "case": "thuong"},
        ],
    },
]
PAPERS = (
    ComponentSpec(key="don", name="Đơn", originals=1),
    ComponentSpec(key="anh", name="Ảnh", copies=2),
    ComponentSpec(key="uy-quyen", name="Văn bản ủy quyền", is_required=False),
)


def asking(**options: Any) -> ProcedureVersion:
    cases = [make.case(key=key, components=PAPERS) for key in ("thuong", "nhanh")]
    spec = make.spec(cases=cases, questions=options.pop("questions", QUESTIONS), **options)
    return ProcedureVersion.objects.prefetch_related("cases__components").get(pk=make.procedure(spec).pk)


def test_questions_come_one_by_one_and_only_where_they_apply() -> None:
    assert prepare(QUESTIONS, {}).ask == QUESTIONS[0]
    assert prepare(QUESTIONS, {"ai": "toi"}).ask == QUESTIONS[2]
    assert prepare(QUESTIONS, {"ai": "thay"}).ask == QUESTIONS[1]
    assert prepare(QUESTIONS, {"ai": "thay", "quan-he": "khac"}).elsewhere == "1.000001"
    assert prepare(QUESTIONS, {"ai": "nobody", "gap": "co"}).ask == QUESTIONS[0]


@pytest.mark.django_db
def test_the_checklist_holds_what_this_person_needs() -> None:
    version = asking()

    def papers(**answers: str) -> tuple[str, list[str]]:
        checklist = checklist_of(version, preparation_of(version, answers))
        assert checklist is not None
        return checklist.case.key, [paper.key for paper in checklist.papers]

    assert papers(ai="toi", gap="khong") == ("thuong", ["don", "anh"])
    assert papers(ai="toi", gap="co") == ("nhanh", ["don"])
    assert papers(ai="thay", **{"quan-he": "me", "gap": "khong"}) == ("thuong", ["don", "anh", "uy-quyen"])
    assert checklist_of(version, preparation_of(version, {"ai": "toi"})) is None


@pytest.mark.django_db
def test_without_questions_the_case_is_asked() -> None:
    version = asking(questions=())
    ask = preparation_of(version, {}).ask
    assert ask is not None and [each["value"] for each in ask["options"]] == ["thuong", "nhanh"]
    checklist = checklist_of(version, preparation_of(version, {"viec": "nhanh"}))
    assert checklist is not None and checklist.case.key == "nhanh"
    assert questions_of([], [("one", "One")], "?") == []


BROKEN = [
    ("shape", lambda q: q[0].pop("text")),
    ("shape", lambda q: q[0].update(options=[{"value": "a", "label": "A"}])),
    ("too_many", lambda q: q.extend({**copy.deepcopy(q[0]), "key": f"k{n}"} for n in range(3))),
    ("twice", lambda q: q[2].update(key="ai")),
    ("twice", lambda q: q[0]["options"][1].update(value="toi")),
    ("when", lambda q: q[0].update(when={"gap": ["co"]})),
    ("when", lambda q: q[1].update(when={"ai": ["ong"]})),
    ("case", lambda q: q[2]["options"][0].update(case="chậm")),
    ("paper", lambda q: q[0]["options"][1].update(needs=["khong-co"])),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "breaking"), BROKEN, ids=range(len(BROKEN)))
def test_wrong_questions_are_not_published(code: str, breaking: Any) -> None:
    questions = copy.deepcopy(QUESTIONS)
    breaking(questions)
    cases = [make.case(key=key, components=PAPERS) for key in ("thuong", "nhanh")]
    assert code in {found for found, _about in faults(questions, ["thuong", "nhanh"], ["don", "anh", "uy-quyen"])}
    with pytest.raises(Refused) as refused:
        publish_version(make.draft(make.spec(cases=cases, questions=questions)), by=SYSTEM, at=make.AT)
    assert refused.value.field == "questions"


@given(st.dictionaries(st.sampled_from(["ai", "quan-he", "gap", "x"]), st.text(max_size=5)))
def test_no_answers_break_it(answers: dict[str, str]) -> None:
    prepared = prepare(QUESTIONS, answers)
    assert prepared.ask or prepared.elsewhere or prepared.case


@pytest.mark.django_db
def test_the_pages_ask_list_and_send_elsewhere() -> None:
    version = asking()
    page = f"/thu-tuc/{version.procedure.code}/toi-can-gi"
    visitor = Client()
    assert "Ai nộp?" in visitor.get(page).content.decode()
    assert "Xin chọn một câu trả lời." in visitor.get(page, {"hoi": "1"}).content.decode()
    listed = visitor.get(page, {"ai": "thay", "quan-he": "me", "gap": "khong"}).content.decode()
    assert "Văn bản ủy quyền" in listed and "2 bản sao" in listed and "Xin mang căn cước." in listed
    assert f"{page}?ai=thay&amp;quan-he=me&amp;gap=khong" in listed
    assert "1.000001" in visitor.get(page, {"ai": "thay", "quan-he": "khac"}).content.decode()
    assert visitor.get("/thu-tuc/9.999999/toi-can-gi").status_code == 404
    for hostile in ("'", "<script>", "a" * 5000):
        assert visitor.get(page, {"ai": hostile, hostile: "x"}).status_code == 200
