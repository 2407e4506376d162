"""Papers are numbered without gaps, kept, printed again and proved; templates keep their history."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.files.public import StoredFile, read_content
from motcua.organisations.tests import make as organisations
from motcua.papers import printing, reads, specimens
from motcua.papers.models import Paper, PaperTemplate, TemplateOrigin
from motcua.papers.public import (
    TypesettingFailed,
    is_intact,
    issue_paper,
    papers_of,
    print_of,
    publish_shipped_templates,
    publish_template,
    render,
    reprint,
    says,
)
from motcua.papers.reads import digest_of
from motcua.papers.tests import make
from motcua.papers.tests.read_pdf import faults_of, words_of
from motcua.papers.typesetting import shipped_source
from motcua.platform.action import SYSTEM, VISITOR, NotAllowed, Refused
from motcua.platform.testing import run_jobs

pytestmark = pytest.mark.django_db
NEXT_YEAR = specimens.AT + timedelta(days=120)


def office() -> int:
    """The id of an organisation that issues papers."""
    return int(organisations.organisation().pk)


def written(old: str, new: str, *, domain: str = "", valid_from: date = date(2026, 1, 1)) -> PaperTemplate:
    """A supplement slip as an office rewrote it."""
    source = shipped_source("supplement_slip")
    assert old in source
    return publish_template(
        code="supplement_slip",
        source=source.replace(old, new),
        domain=domain,
        symbol="HDHS",
        valid_from=valid_from,
        by=SYSTEM,
        at=specimens.AT,
    )


def test_a_paper_is_numbered_kept_and_found_again() -> None:
    paper = make.paper(organisation_id=office())
    assert (paper.number, paper.year, str(paper)) == (
        "01/HDHS",
        2026,
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ 01/HDHS",
    )
    file = print_of(paper, at=specimens.AT)
    assert file.name == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ 01-HDHS.pdf"
    content = read_content(file)
    assert "Số: 01/HDHS" in words_of(content)
    assert faults_of(content) == []
    assert list(papers_of("dossier:12")) == [paper]
    assert list(papers_of("dossier:1")) == []


def test_each_organisation_year_and_symbol_counts_for_itself() -> None:
    here, there = office(), office()
    numbers = [
        make.paper(organisation_id=here).number,
        make.paper(organisation_id=here).number,
        make.paper(specimens.receipt_slip(), organisation_id=here).number,
        make.paper(organisation_id=there).number,
        make.paper(organisation_id=here, at=NEXT_YEAR).number,
        make.paper(specimens.control_slip(), organisation_id=here).number,
        make.paper(specimens.result(number="31/QĐ-UBND"), organisation_id=here).number,
    ]
    assert numbers == ["01/HDHS", "02/HDHS", "01/TNHS", "01/HDHS", "01/HDHS", "01/PKS", "31/QĐ-UBND"]


def test_the_year_of_a_number_is_the_year_in_vietnam() -> None:
    new_year = specimens.AT.replace(month=12, day=31, hour=23, minute=59) + timedelta(minutes=2)
    assert make.paper(organisation_id=office(), at=new_year).year == 2027


def test_no_number_is_given_twice_and_a_failure_uses_none_up() -> None:
    here = office()
    with pytest.raises(IntegrityError), transaction.atomic():
        for _ in range(2):
            make.paper(specimens.result(number="31/QĐ-UBND"), organisation_id=here)
    broken = written("#head()", '#if data.reason == "gãy" { panic("gãy") }\n#head()')
    assert broken.version == 2
    with pytest.raises(TypesettingFailed):
        make.paper(specimens.supplement_slip(reason="gãy"), organisation_id=here)
    assert make.paper(organisation_id=here).number == "01/HDHS"


def test_a_reprint_is_the_same_file_to_the_byte() -> None:
    paper = Paper.objects.get(pk=make.paper(organisation_id=office()).pk)
    assert reprint(paper) == read_content(print_of(paper, at=specimens.AT))


def test_a_paper_is_typeset_after_it_was_issued_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = make.paper(organisation_id=office())
    assert paper.file is None
    other = Paper.objects.get(pk=paper.pk)
    run_jobs()
    kept = Paper.objects.get(pk=paper.pk).file
    assert kept is not None
    assert print_of(other, at=specimens.AT) == kept, "whoever was late gets the file that is there"
    assert StoredFile.objects.count() == 1
    monkeypatch.setattr(printing, "reprint", None)
    assert print_of(Paper.objects.get(pk=paper.pk), at=NEXT_YEAR) == kept


def test_no_pages_of_ours_are_made_while_others_wait_for_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    here = office()
    monkeypatch.setattr(reads, "typeset_pdf", None)
    assert [make.paper(organisation_id=here).number for _ in range(2)] == ["01/HDHS", "02/HDHS"]


def test_a_paper_proves_what_it_said() -> None:
    data = specimens.supplement_slip()
    paper = Paper.objects.get(pk=make.paper(data, organisation_id=office()).pk)
    assert says(paper, data)
    assert not says(paper, specimens.supplement_slip(reason="Lý do khác."))
    assert is_intact(paper)
    paper.data["reason"] = "Lý do khác."
    assert not is_intact(paper)


@example("a b", "a  b")
@given(st.text(st.sampled_from("a \t\n\u00a0\u200be\u0301é")), st.text(st.sampled_from("a \t\n\u00a0\u200be\u0301é")))
def test_the_digest_of_a_paper_is_of_every_character_and_no_space_is_like_another(one: str, other: str) -> None:
    assert (digest_of({"reason": one}) == digest_of({"reason": other})) == (one == other)


def test_a_space_more_in_the_kept_values_is_found() -> None:
    paper = Paper.objects.get(
        pk=make.paper(specimens.supplement_slip(reason="Thiếu chữ ký."), organisation_id=office()).pk
    )
    paper.data["reason"] = "Thiếu  chữ ký."
    assert not is_intact(paper)


def test_the_values_are_not_readable_in_the_database() -> None:
    paper = make.paper(organisation_id=office())
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM papers_paper WHERE id = %s", [paper.pk])
        stored = bytes(cursor.fetchone()[0])
    assert paper.data["dossier_code"] == "H24.31.15-260916-0012"
    assert b"H24.31.15-260916-0012" not in stored


def test_issued_papers_keep_the_version_they_came_from() -> None:
    here = office()
    old = make.paper(organisation_id=here)
    new_version = written("PHIẾU YÊU CẦU", "GIẤY YÊU CẦU")
    new = make.paper(organisation_id=here)
    assert (old.template.version, new.template) == (1, new_version)
    assert "PHIẾU YÊU CẦU" in words_of(reprint(old))
    assert "GIẤY YÊU CẦU" in words_of(read_content(print_of(new, at=specimens.AT)))
    assert reprint(new) == read_content(print_of(new, at=specimens.AT))


def test_a_domain_has_a_set_of_its_own_and_falls_back_on_the_default_set() -> None:
    here = office()
    make.paper(organisation_id=here)
    own = written("PHIẾU YÊU CẦU", "PHIẾU ĐẤT ĐAI", domain="land")
    assert make.paper(organisation_id=here, domain="land").template == own
    assert make.paper(organisation_id=here, domain="building").template.domain == ""
    assert make.paper(specimens.receipt_slip(), organisation_id=here, domain="land").template.domain == ""
    assert "PHIẾU ĐẤT ĐAI" in words_of(render(specimens.supplement_slip(), domain="land"))


def test_residence_has_forms_of_the_police_and_the_rest_of_the_default_set() -> None:
    here = office()
    for data, title in (
        (specimens.receipt_slip(), "Phiếu tiếp nhận hồ sơ và hẹn trả kết quả (CT04)"),
        (specimens.supplement_slip(), "Phiếu hướng dẫn bổ sung, hoàn thiện hồ sơ (CT05)"),
        (specimens.refusal_slip(), "Phiếu từ chối tiếp nhận, giải quyết hồ sơ (CT06)"),
        (specimens.apology_letter(), "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    ):
        paper = make.paper(data, organisation_id=here, domain="residence")
        assert paper.title == title
        assert paper.template.domain == ("residence" if "CT0" in title else "")
        words = words_of(reprint(paper))
        assert ("Mẫu CT0" in words) == ("CT0" in title)
        assert faults_of(reprint(paper)) == []
    assert "Mẫu CT04" in words_of(render(specimens.receipt_slip(), domain="residence"))
    long_ago = specimens.receipt_slip(issued_at=specimens.AT.replace(year=2020))
    assert "Mẫu CT04" not in words_of(render(long_ago, domain="residence"))


def test_a_version_waits_for_its_day() -> None:
    here = office()
    make.paper(organisation_id=here)
    later = written("PHIẾU YÊU CẦU", "GIẤY YÊU CẦU", valid_from=date(2027, 1, 1))
    assert make.paper(organisation_id=here).template.version == 1
    assert make.paper(organisation_id=here, at=NEXT_YEAR).template == later


@pytest.mark.parametrize(("code", "source", "field"), [("no_such", "", "code"), ("receipt_slip", "#panic()", "source")])
def test_a_template_that_makes_no_paper_is_refused(code: str, source: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        publish_template(code=code, source=source, valid_from=date(2026, 1, 1), by=SYSTEM, at=specimens.AT)
    assert refusal.value.field == field
    assert not PaperTemplate.objects.exists()


def test_a_release_adds_versions_only_where_its_templates_changed() -> None:
    assert len(publish_shipped_templates(by=SYSTEM, at=specimens.AT)) == len(specimens.every_paper()) + 3
    assert publish_shipped_templates(by=SYSTEM, at=specimens.AT) == []
    PaperTemplate.objects.filter(code="result").update(source="= Bản cũ")
    written("PHIẾU YÊU CẦU", "GIẤY YÊU CẦU")
    added = publish_shipped_templates(by=SYSTEM, at=specimens.AT)
    assert [(one.code, one.version, one.origin) for one in added] == [("result", 2, TemplateOrigin.SHIPPED)]


def test_a_paper_that_is_not_kept_needs_no_template_row() -> None:
    assert "Đây không phải là Giấy tiếp nhận" in words_of(render(specimens.acknowledgement()))
    assert not PaperTemplate.objects.exists()


def test_a_visitor_issues_nothing() -> None:
    with pytest.raises(NotAllowed):
        issue_paper(
            specimens.supplement_slip(), subject="dossier:12", organisation_id=office(), by=VISITOR, at=specimens.AT
        )
    assert not Paper.objects.exists()
