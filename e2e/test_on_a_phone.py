"""A leader between two meetings: from the list to a signed result on a phone, with the taps counted."""

from playwright.sync_api import Locator, expect

from e2e.conftest import Visit
from e2e.test_inbox import acting, filed
from e2e.visitor import PHONE, Visitor
from motcua.dossiers.public import Dossier, claim_step, complete_step
from motcua.processes.public import next_actions, open_tasks

MOST_TAPS = 3


class Thumb:
    """Counts what is tapped; everything tapped must be large enough and within the width of the screen."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.taps = visitor, 0

    def taps_on(self, place: Locator) -> None:
        """Tap it once."""
        expect(place).to_be_visible()
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 24
        place.click()
        self.taps += 1


def test_a_leader_approves_on_a_phone_in_three_taps(visit: Visit) -> None:
    dossier = proposed()
    leader = visit("chutich.lechan")
    leader.page.set_viewport_size(PHONE)
    leader.goes_to("/viec")
    thumb = Thumb(leader)
    thumb.taps_on(leader.page.locator(f"a[href^='/ho-so/{dossier.code}']").first)
    approve = leader.page.get_by_role("button", name="Phê duyệt và ký").first
    expect(approve).to_be_visible()
    box = approve.bounding_box()
    assert box is not None
    assert box["y"] < PHONE["height"], "what to do stands on the first screen"
    leader.looks("dien-thoai-cho-ky")
    leader.page.set_viewport_size(PHONE)
    thumb.taps_on(approve)
    leader.reads("Đã có kết quả")
    assert thumb.taps <= MOST_TAPS
    assert Dossier.objects.get(pk=dossier.pk).resolved_at is not None


def proposed() -> Dossier:
    """A birth registration checked by the specialist and put before the leader."""
    dossier = filed(1)
    by = acting("hotich.lechan")
    assert dossier.received_at is not None
    claim_step(dossier, task_id=open_tasks(dossier.subject).get().pk, by=by, at=dossier.received_at)
    step = open_tasks(dossier.subject).get()
    outcome = next(each.key for each in next_actions(step) if each.completes and each.tone == "primary")
    complete_step(dossier, task_id=step.pk, outcome=outcome, by=by, at=dossier.received_at)
    return dossier
