"""Drafts, and filing them: once, complete, where somebody receives."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.dossiers.public import (
    Dossier,
    Draft,
    Expired,
    Incomplete,
    attach_file,
    delete_draft,
    remove_file,
    save_draft,
    start_draft,
    submit,
)
from motcua.dossiers.rules import Channel, Status
from motcua.dossiers.tests import make
from motcua.files.public import BadFile
from motcua.files.tests import make as files
from motcua.platform import clock
from motcua.platform.action import NotAllowed, Refused
from motcua.platform.clock import VIETNAM
from motcua.procedures.public import Procedure, Routing
from motcua.procedures.tests import make as procedures

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(minutes=5)


def test_a_draft_keeps_what_is_wrong_and_forgets_what_is_taken_away() -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen)
    saved = save_draft(draft, answers={"hoTen": "A" * 100_000, "lyDo": None}, by=make.actor(citizen), at=LATER)
    assert saved.answers["hoTen"] == "A" * 100_000
    assert "lyDo" not in saved.answers
    assert (saved.revision, saved.saved_at) == (draft.revision + 1, LATER)


def test_a_draft_does_not_grow_without_end() -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen, complete=False)
    with pytest.raises(Refused, match="quá nhiều mục"):
        save_draft(draft, answers={f"x{n}": n for n in range(501)}, by=make.actor(citizen), at=LATER)
    assert Draft.objects.get(pk=draft.pk).answers == {}


def test_nobody_touches_the_draft_of_another() -> None:
    draft = make.draft()
    other = make.actor(make.citizen())
    for attempt in (
        lambda: save_draft(draft, answers={}, by=other, at=LATER),
        lambda: submit(draft, by=other, at=LATER),
        lambda: delete_draft(draft, by=other, at=LATER),
        lambda: remove_file(draft, draft.files.get(), by=other, at=LATER),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.state, kept.revision, kept.files.count()) == ("open", draft.revision, 1)
    assert not Draft.objects.visible_to(other).exists()


def test_filing_gives_a_code_and_runs_no_clock() -> None:
    ward, citizen = make.ward(), make.citizen()
    dossier = submit(make.draft(ward, by=citizen), by=make.actor(citizen), at=make.AT)
    assert dossier.code == f"{ward.unit.identifier}-261123-0001"
    assert (dossier.status, dossier.channel) == (Status.SUBMITTED, Channel.ONLINE)
    assert (dossier.received_at, dossier.due_at, dossier.instance_id) == (None, None, None)
    # Eight working hours from 9:00, over lunch and the Day of Vietnamese Culture (24/11).
    assert dossier.accept_by == datetime(2026, 11, 25, 9, 0, tzinfo=VIETNAM)
    assert (dossier.place_of_receipt, dossier.unit_of_record) == (ward.unit, ward.unit)
    assert dossier.competent_authority_id == ward.committee.pk
    assert (dossier.owner_id, dossier.submitter_account_id) == (citizen.person_id, citizen.pk)
    assert [component.type.key for component in dossier.components.all()] == ["don"]


def test_filing_again_gives_the_same_dossier() -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen)
    first = submit(draft, by=make.actor(citizen), at=make.AT)
    assert submit(draft, by=make.actor(citizen), at=LATER) == first
    assert Dossier.objects.count() == 1
    assert first.events.count() == 1


def test_serials_count_by_unit_and_day() -> None:
    here, citizen = make.ward(), make.citizen()
    there = make.ward(procedure=here.procedure)
    codes = [
        make.dossier(ward, by=citizen, at=at).code.rpartition("-")[0::2]
        for ward, at in [(here, make.AT), (here, LATER), (there, LATER), (here, make.AT + timedelta(days=1))]
    ]
    assert [serial for _head, serial in codes] == ["0001", "0002", "0001", "0001"]
    assert [head.rpartition("-")[2] for head, _serial in codes] == ["261123"] * 3 + ["261124"]


def test_what_is_missing_or_wrong_is_named_and_nothing_is_filed() -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen, ngaySinh="2030-01-01", soDinhDanh=None, loai="khac")
    remove_file(draft, draft.files.get(), by=make.actor(citizen), at=LATER)
    with pytest.raises(Incomplete) as refused:
        submit(draft, by=make.actor(citizen), at=LATER)
    assert {error.field for error in refused.value.errors} == {"ngaySinh", "lyDo"}
    assert refused.value.components == ["don"]
    assert not Dossier.objects.exists()
    assert Draft.objects.get(pk=draft.pk).state == "open"


@pytest.mark.parametrize("place", ["99999", "", "x" * 20])
def test_a_place_where_nobody_receives_is_refused_at_its_question(place: str) -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen, noiNop=place)
    with pytest.raises(Refused) as refused:
        submit(draft, by=make.actor(citizen), at=LATER)
    assert refused.value.field == "noiNop"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("change", ["expired", "elsewhere"])
def test_a_draft_of_a_version_no_longer_filed_here_is_kept_and_not_filed(change: str) -> None:
    ward, citizen = make.ward(), make.citizen()
    draft = make.draft(ward, by=citizen)
    code = ward.procedure.procedure.code
    if change == "expired":
        procedures.procedure(procedures.spec(code=code, valid_from=make.AT.date()))
    else:
        Procedure.objects.filter(code=code).update(routing=Routing.MINISTRY_SYSTEM)
    with pytest.raises(Expired):
        submit(draft, by=make.actor(citizen), at=make.AT)
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.state, kept.answers, kept.files.count()) == ("open", draft.answers, 1)
    assert not Dossier.objects.exists()
    client = Client()
    client.force_login(citizen)
    with clock.frozen(make.AT):
        said = client.post(f"/ban-nhap/{draft.pk}/kiem-tra").content.decode()
    assert "Quy định của thủ tục này đã thay đổi" in said
    assert f'href="/thu-tuc/{code}/nop"' in said


def test_the_last_day_of_a_version_still_counts() -> None:
    ward, citizen = make.ward(), make.citizen()
    draft = make.draft(ward, by=citizen)
    following = make.AT.date() + timedelta(days=1)
    procedures.procedure(procedures.spec(code=ward.procedure.procedure.code, valid_from=following))
    assert submit(draft, by=make.actor(citizen), at=make.AT).status == Status.SUBMITTED


def test_a_draft_thrown_away_is_gone() -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen)
    delete_draft(draft, by=make.actor(citizen), at=LATER)
    for attempt in (
        lambda: submit(draft, by=make.actor(citizen), at=LATER),
        lambda: save_draft(draft, answers={}, by=make.actor(citizen), at=LATER),
    ):
        with pytest.raises(Refused, match=r"đã xóa|đã bị xóa"):
            attempt()
    assert not Draft.objects.visible_to(make.actor(citizen)).exists()


def test_a_filed_draft_does_not_change_any_more() -> None:
    ward, citizen = make.ward(), make.citizen()
    draft = make.draft(ward, by=citizen)
    dossier = submit(draft, by=make.actor(citizen), at=make.AT)
    by = make.actor(citizen)
    with pytest.raises(Refused, match="đã được nộp"):
        save_draft(draft, answers={"hoTen": "Khác"}, by=by, at=LATER)
    with pytest.raises(Refused, match="không còn nhận tệp"):
        attach_file(draft, ward.case.components.get(key="anh"), files.taken(files.pdf()), by=by, at=LATER)
    remove_file(draft, draft.files.get(), by=by, at=LATER)
    with pytest.raises(Refused, match="không xóa được"):
        delete_draft(draft, by=by, at=LATER)
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.state, kept.dossier, kept.files.count()) == ("submitted", dossier, 1)


def test_files_are_taken_only_for_papers_of_the_case_and_only_so_many() -> None:
    citizen = make.citizen()
    draft = make.draft(by=citizen, complete=False)
    by = make.actor(citizen)
    foreign = make.ward().case.components.get(key="don")
    with pytest.raises(Refused, match="không còn nhận tệp"):
        attach_file(draft, foreign, files.taken(files.pdf()), by=by, at=LATER)
    own = draft.case.components.get(key="anh")
    with pytest.raises(BadFile):
        attach_file(draft, own, files.taken(b"MZ\x90\x00" + b"\0" * 100, "anh.png"), by=by, at=LATER)
    for _ in range(20):
        attach_file(draft, own, files.taken(files.pdf()), by=by, at=LATER)
    with pytest.raises(Refused, match="tối đa 20 tệp"):
        attach_file(draft, own, files.taken(files.pdf()), by=by, at=LATER)
    assert draft.files.count() == 20


def test_only_what_can_be_filed_here_may_be_begun() -> None:
    here, citizen = make.ward(), make.citizen()
    information = procedures.procedure()
    other = make.ward()
    for version, case in ((information, information.cases.get()), (here.procedure, other.case)):
        with pytest.raises(Refused, match="chưa nhận hồ sơ"):
            start_draft(version, case, by=make.actor(citizen), at=LATER)
    assert not Draft.objects.exists()
