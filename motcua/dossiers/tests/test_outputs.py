"""Several results of one dossier: parts given out while the rest goes on, each handed over and registered by itself."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.tests import make as accounts
from motcua.dossiers.actions.issue_output import issue_output
from motcua.dossiers.actions.remind_collection import remind_uncollected
from motcua.dossiers.models import Dossier, DossierOutput, ResultDelivery, ResultReminder
from motcua.dossiers.public import Status, deliver, stop
from motcua.dossiers.reads.control_slips import control_slip
from motcua.dossiers.reads.outputs import LAST, outputs_of, still_to_issue
from motcua.dossiers.reads.posting import returned_by_post
from motcua.dossiers.reads.register import register_lines, registered
from motcua.dossiers.tests import make
from motcua.notifications.public import Notification
from motcua.papers.public import print_of
from motcua.platform import clock
from motcua.platform.action import SYSTEM, NotAllowed, Refused, Stale
from motcua.platform.testing import all_at_once, run_jobs

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=3)
PART, REST = "Bản sao trích lục", "Giấy chứng nhận"


def ward() -> make.Ward:
    """A ward whose procedure lists two outputs; the first settles the matter."""
    here = make.ward()
    here.procedure.results = [{"code": "1", "name": REST, "symbol": "GCN"}, {"code": "2", "name": PART, "symbol": "TL"}]
    here.procedure.save()
    return here


def part(dossier: Dossier, here: make.Ward, name: str = PART, words: str = "", at: datetime = LATER) -> DossierOutput:
    return issue_output(dossier, name=name, words=words, by=here.leader, at=at)


def hand(dossier: Dossier, here: make.Ward, *outputs: str, at: datetime = LATER) -> ResultDelivery:
    return deliver(
        dossier, way="counter", receiver="Nguyễn Văn An", identity_seen="Hộ chiếu", outputs=outputs or None,
        by=here.officer, at=at,
    )  # fmt: skip


def test_a_part_is_given_out_while_the_rest_goes_on() -> None:
    here = ward()
    dossier = make.dossier(here, received=True)
    due = dossier.due_at
    assert still_to_issue(dossier) == [PART]
    output = part(dossier, here)
    run_jobs()
    fresh = make.fresh(dossier)
    assert (fresh.due_at, fresh.resolved_at, fresh.ended_at) == (due, None, None)
    assert output.number.endswith("/TL")
    assert print_of(output.paper, at=LATER).content_type == "application/pdf"
    told = Notification.objects.filter(subject=dossier.subject, kind__code="dossier_output", channel="in_app").get()
    assert PART in told.text
    # What was given out is not given out again, and the one that settles it is issued by deciding it.
    for name, words in ((PART, ""), (REST, ""), ("Giấy phép phần móng", "")):
        with pytest.raises(Refused):
            part(fresh, here, name, words)
    part(fresh, here, "Giấy phép phần móng", "Được thi công phần móng.")
    make.decide(fresh, here, at=LATER)
    assert [(each.name, each.is_last) for each in outputs_of(make.fresh(dossier))] == [
        (PART, False), ("Giấy phép phần móng", False), (REST, True),
    ]  # fmt: skip


def test_who_does_not_sign_for_the_authority_gives_nothing_out() -> None:
    here, other = ward(), make.ward()
    dossier = make.dossier(here, received=True)
    for actor in (here.specialist, here.officer, other.leader):
        with pytest.raises(NotAllowed):
            issue_output(dossier, name=PART, by=actor, at=LATER)
    with pytest.raises(Stale):
        part(make.dossier(here), here)
    assert not DossierOutput.objects.exists()


def test_each_hand_over_says_what_it_covered_and_the_last_ends_it() -> None:
    here = ward()
    dossier = make.dossier(here, received=True)
    key = str(part(dossier, here).pk)
    first = hand(dossier, here)
    run_jobs()
    assert (first.has_last, [each.name for each in first.outputs.all()]) == (False, [PART])
    assert make.fresh(dossier).status != Status.DELIVERED
    assert Notification.objects.filter(kind__code="dossier_output_delivered", subject=dossier.subject).exists()
    with pytest.raises(Stale):
        hand(dossier, here, key)
    more = part(make.fresh(dossier), here, "Trích lục khác", "Cấp 02 bản.")
    make.decide(make.fresh(dossier), here, at=LATER)
    with pytest.raises(Refused) as refused:
        deliver(dossier, way="counter", receiver="A", identity_seen="B", outputs=(), by=here.officer, at=LATER)
    assert refused.value.field == "outputs"
    second = hand(dossier, here, LAST)
    assert (second.has_last, make.fresh(dossier).ended_at) == (True, None)
    hand(dossier, here, str(more.pk))
    assert make.fresh(dossier).status == Status.DELIVERED
    slip = control_slip(make.fresh(dossier), LATER)
    notes = [(row.note, row.outcome) for row in slip.hand_overs if row.to_unit == "Người nộp hồ sơ"]
    assert notes == [
        (f"Trả từng phần: {PART}", ""), ("Trả kết quả", "Trước hạn"), ("Trả từng phần: Trích lục khác", ""),
    ]  # fmt: skip
    start, end = make.AT - timedelta(days=1), LATER + timedelta(days=1)
    line = register_lines(list(registered(here.officer, here.unit.pk, start, end)))[0]
    assert line.note.startswith("Trước hạn; từng phần: Bản sao trích lục, trả")
    assert returned_by_post(here.officer, start, end).all_of_them == 0


def test_what_was_given_out_can_be_collected_though_the_rest_was_stopped() -> None:
    here = ward()
    dossier = make.dossier(here, received=True)
    part(dossier, here)
    stop(dossier, reason="Không còn đối tượng", ground="Điều 21", by=here.leader, at=LATER)
    hand(dossier, here)
    assert make.fresh(dossier).status == Status.STOPPED
    assert not DossierOutput.objects.filter(delivery=None).exists()


def test_the_register_the_page_and_the_applicant_show_each(client: Client) -> None:
    here, owner = ward(), make.citizen()
    dossier = make.dossier(here, by=owner, received=True)
    page, citizens = f"/ho-so/{dossier.code}", f"/ho-so-cua-toi/{dossier.code}"
    client.force_login(here.leader_account)
    with clock.frozen(LATER):
        assert "Phát hành kết quả từng phần" in client.get(page).content.decode()
        posted = {"output": PART, "output_name": "", "output_words": "", "revision": make.fresh(dossier).revision}
        assert client.post(f"{page}/ket-qua-tung-phan", posted).status_code == 302
        client.force_login(here.officer_account)
        assert PART in client.get("/ket-qua?muc=parts").content.decode()
        assert PART in client.get(page).content.decode()
        given = {"which": "1", "receiver": "An", "identity_seen": "Hộ chiếu", "revision": make.fresh(dossier).revision}
        answer = client.post(f"{page}/tra-ket-qua", given)
        assert (answer.status_code, "Xin chọn ít nhất một kết quả" in answer.content.decode()) == (422, True)
        given["outputs"] = str(dossier.outputs.get().pk)
        assert client.post(f"{page}/tra-ket-qua", given).status_code == 302
        assert client.get(f"{page}/phieu-tra").content.startswith(b"%PDF-")
        assert PART not in client.get("/ket-qua?muc=parts").content.decode()
        assert PART in client.get("/ket-qua?muc=handed_over").content.decode()
        client.force_login(owner)
        found = next(
            text for each in (citizens, f"/theo-doi/{dossier.tracking_key}")
            if (text := client.get(each).content.decode()) and PART in text
        )  # fmt: skip
        assert "Kết quả đã có" in found
        told = client.get(f"/api/v1/dossiers/{dossier.code}/results").json()
        assert [(each["name"], each["is_last"], each["way"]) for each in told] == [(PART, False, "nhận tại quầy")]


def test_nobody_comes_for_a_part_and_is_reminded() -> None:
    here = ward()
    dossier = make.dossier(here, received=True)
    part(dossier, here)
    month_on = LATER + timedelta(days=31)
    assert remind_uncollected(by=SYSTEM, at=LATER) == 0
    assert remind_uncollected(by=SYSTEM, at=month_on) == 1
    assert remind_uncollected(by=SYSTEM, at=month_on) == 0
    run_jobs()
    assert Notification.objects.filter(kind__code="result_uncollected", subject=dossier.subject).exists()
    assert ResultReminder.objects.get().dossier_id == dossier.pk


@pytest.mark.django_db(transaction=True)
def test_two_officials_hand_over_one_result_once() -> None:
    here = ward()
    dossier = make.dossier(here, received=True)
    key = str(part(dossier, here).pk)
    other = accounts.actor(accounts.official(role="one_stop_officer", organisation=here.unit), at=LATER)
    given: dict[str, Any] = {"way": "counter", "receiver": "An", "identity_seen": "Hộ chiếu", "outputs": [key]}
    ended = all_at_once([partial(deliver, dossier, **given, by=by, at=LATER) for by in (here.officer, other)])
    assert ended == {"done": 1, "Stale": 1}
    assert ResultDelivery.objects.count() == 1
