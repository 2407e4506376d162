"""Merge two records of one person, after two officials looked; and take them apart again."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.persons.candidates import identities, pairs
from motcua.persons.events import PersonsMerged
from motcua.persons.matching import Evidence, likeness, roots
from motcua.persons.models import Merge, Person
from motcua.persons.rules import MergeState
from motcua.platform.action import Actor, NotAllowed, Refused, Stale, action, emit
from motcua.platform.text import clean

MOST_PAIRS, AT_ONCE, LONGEST_REASON = 200_000, 2_000, 1_000


@action("persons.find_duplicates")
def find_duplicates(*, by: Actor, at: datetime) -> int:
    """Compare the records that share a number or a name, and note down those that look like one person."""
    del by
    found = pairs(limit=MOST_PAIRS)
    return sum(_note(found[start : start + AT_ONCE], at) for start in range(0, len(found), AT_ONCE))


def _note(found: Sequence[tuple[int, int]], at: datetime) -> int:
    known = identities(pk for pair in found for pk in pair)
    checked = set(Person.objects.checked().filter(pk__in=known).values_list("pk", flat=True))
    noted = []
    for one, other in found:
        alike = likeness(known[one], known[other])
        # The one whose papers were seen goes on; of two alike the older one.
        kept, duplicate = (other, one) if other in checked and one not in checked else (one, other)
        if alike.is_likely and not (kept in checked and duplicate in checked and _two_numbers(alike.evidence)):
            noted.append(
                Merge(
                    kept_id=kept, duplicate_id=duplicate, state=MergeState.FOUND, score=alike.score,
                    evidence=list(alike.evidence), found_at=at,
                )
            )  # fmt: skip
    Merge.objects.bulk_create(noted, ignore_conflicts=True)
    return len(noted)


@action("persons.propose_merge")
def propose_merge(merge: Merge, *, kept: Person, reason: str, by: Actor, at: datetime) -> Merge:
    """Say that the two are one person, which record goes on, and why; another official confirms it.

    Raises Refused: no reason, one's own records, two numbers that were checked, a claim that would swallow what was
    checked; Stale where it was decided.
    """
    fresh = _locked(merge, MergeState.FOUND, by)
    reason = _reason(reason)
    one, other = _both(fresh)
    if kept.pk not in (one.pk, other.pk):
        raise Refused(_("Bản ghi được giữ phải là một trong hai bản ghi."), "kept")
    survivor, duplicate = (one, other) if kept.pk == one.pk else (other, one)
    _check(survivor, duplicate)
    fresh.kept, fresh.duplicate, fresh.reason = survivor, duplicate, reason
    fresh.state, fresh.proposed_by_id, fresh.proposed_at = MergeState.PROPOSED, by.person_id, at
    fresh.save(update_fields=["kept", "duplicate", "reason", "state", "proposed_by", "proposed_at"])
    return fresh


@action("persons.confirm_merge")
def confirm_merge(merge: Merge, *, by: Actor, at: datetime) -> Merge:
    """The second official agrees: from now on both records are one person. Nothing is moved, so all can be undone.

    Raises NotAllowed to who proposed it, Stale where it was decided or one of the two was merged meanwhile.
    """
    fresh = _locked(merge, MergeState.PROPOSED, by)
    if by.person_id is None or fresh.proposed_by_id in by.persons:
        raise NotAllowed(_("Người đề nghị gộp không tự xác nhận: cần người thứ hai."))
    one, other = _both(fresh)
    _check(one, other)
    fresh.state, fresh.decided_by_id, fresh.decided_at = MergeState.CONFIRMED, by.person_id, at
    fresh.save(update_fields=["state", "decided_by", "decided_at"])
    _settle(fresh)
    emit(PersonsMerged(fresh.kept_id, fresh.duplicate_id, True, at))
    return fresh


@action("persons.reject_merge")
def reject_merge(merge: Merge, *, by: Actor, at: datetime) -> Merge:
    """They are two people: the pair is not brought up again. Raises Stale where it was decided."""
    fresh = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if fresh.state not in (MergeState.FOUND, MergeState.PROPOSED):
        raise Stale(_("Hai bản ghi này đã được người khác quyết định."))
    fresh.state, fresh.decided_by_id, fresh.decided_at = MergeState.REJECTED, by.person_id, at
    fresh.save(update_fields=["state", "decided_by", "decided_at"])
    return fresh


@action("persons.undo_merge")
def undo_merge(merge: Merge, *, reason: str, by: Actor, at: datetime) -> Merge:
    """Take the two apart: each has again just what stands under it. Raises Refused without a reason, Stale."""
    fresh = _locked(merge, MergeState.CONFIRMED, by)
    fresh.undo_reason = _reason(reason)
    fresh.state, fresh.undone_by_id, fresh.undone_at = MergeState.UNDONE, by.person_id, at
    _both(fresh)
    fresh.save(update_fields=["undo_reason", "state", "undone_by", "undone_at"])
    _settle(fresh)
    emit(PersonsMerged(fresh.kept_id, fresh.duplicate_id, False, at))
    return fresh


def _locked(merge: Merge, state: MergeState, by: Actor) -> Merge:
    fresh = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if fresh.state != state:
        raise Stale(_("Hai bản ghi này đã được người khác quyết định."))
    if not by.persons.isdisjoint(fresh.scope().persons):
        raise NotAllowed(_("Không ai tự quyết định về bản ghi của chính mình."))
    return fresh


def _both(merge: Merge) -> tuple[Person, Person]:
    """Both records, kept and duplicate, locked in one order with all that is merged into them."""
    ids = [merge.kept_id, merge.duplicate_id]
    found = {person.pk: person for person in Person.objects.filter(pk__in=ids).order_by("pk").select_for_update()}
    return found[merge.kept_id], found[merge.duplicate_id]


def _check(kept: Person, duplicate: Person) -> None:
    if kept.merged_into_id is not None or duplicate.merged_into_id is not None:
        raise Stale(_("Một trong hai bản ghi đã được gộp trước đó."))
    if duplicate.is_checked and not kept.is_checked:
        raise Refused(_("Bản ghi đã xác thực phải là bản ghi được giữ."), "kept")
    both = kept.is_checked and duplicate.is_checked
    if both and kept.personal_id and duplicate.personal_id and kept.personal_id != duplicate.personal_id:
        raise Refused(_("Hai số định danh đã xác thực khác nhau: đây là hai người."))


def _two_numbers(evidence: tuple[Evidence, ...]) -> bool:
    return Evidence.NUMBER_DIFFERS in evidence


def _reason(text: str) -> str:
    reason = clean(text)
    if not reason:
        raise Refused(_("Xin ghi lý do."), "reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Lý do dài quá %(limit)d ký tự.") % {"limit": LONGEST_REASON}, "reason")
    return reason


def _settle(merge: Merge) -> None:
    """Set where each record of these people goes on, from the merges in force."""
    top = Person.objects.values_list("merged_into", flat=True).get(pk=merge.kept_id) or merge.kept_id
    group = {top, merge.kept_id, merge.duplicate_id}
    group |= set(Person.objects.filter(merged_into__in=group).values_list("pk", flat=True))
    in_force = Merge.objects.in_force().filter(duplicate__in=group).values_list("duplicate", "kept")
    ends = roots(dict(in_force))
    for person in Person.objects.filter(pk__in=group).order_by("pk").select_for_update():
        end = ends.get(person.pk)
        if person.merged_into_id != end:
            person.merged_into_id = end
            person.save(update_fields=["merged_into"])
