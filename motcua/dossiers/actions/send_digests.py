from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.public import Placed, officials_of
from motcua.dossiers.models import Dossier, Extension, MorningDigest
from motcua.dossiers.reads.deadlines import rules_at
from motcua.dossiers.reads.forecasts import Morning, forecasts, horizon, mornings, open_steps
from motcua.dossiers.reads.slips import OFFICIAL_LANGUAGE
from motcua.dossiers.reads.tabs import end_of_today
from motcua.dossiers.rules import ClockRules
from motcua.notifications.public import Recipient, notify_all
from motcua.organisations.public import Organisation, calendars_of
from motcua.platform.action import Actor, action, note
from motcua.platform.clock import VIETNAM
from motcua.platform.formats import dmy
from motcua.platform.settings import installation

CHANNELS = ("in_app", "email")
BEGINNING = datetime(2000, 1, 1, tzinfo=VIETNAM)


@action("dossiers.send_digests")
def send_digests(organisation_ids: Collection[int], *, by: Actor, at: datetime) -> int:
    """Tell the officials of these organisations what is due today, late, and will be late; how many were told.

    Each gets what they have and what nobody has in their roles; leaders the whole of their organisation and of the
    units right below, with what waits for their signature. Who has nothing is not bothered. Each organisation once a
    day, however often this is called. What is read takes the same statements for one organisation and for many.
    """
    on = at.astimezone(VIETNAM).date()
    rows = [MorningDigest(organisation_id=each, on=on, sent_at=at) for each in sorted(set(organisation_ids))]
    known = set(
        MorningDigest.objects.filter(on=on, organisation__in=organisation_ids).values_list("organisation", flat=True)
    )
    fresh = [row for row in rows if row.organisation_id not in known]
    MorningDigest.objects.bulk_create(fresh, ignore_conflicts=True)
    mine = {row.organisation_id for row in fresh}
    if not mine:
        return 0
    told = _tell(mine, rules_at(at), by, at)
    note(organisations=len(mine), told=told)
    return told


def _tell(mine: Collection[int], rules: ClockRules, by: Actor, at: datetime) -> int:
    below = dict(Organisation.objects.filter(parent__in=mine).values_list("pk", "parent"))
    names = dict(Organisation.objects.filter(pk__in=mine).values_list("pk", "name"))
    calendars = calendars_of(mine)
    end = max(horizon(calendar, at.astimezone(VIETNAM), rules.forecast_days) for calendar in calendars.values())
    steps = open_steps({*mine, *below}, BEGINNING, end)
    will_be_late = {each.dossier_id for each in forecasts(steps, at)}
    of_account, of_role, of_place = mornings(steps, will_be_late, at, end_of_today(at))
    to_sign = _to_sign(mine)
    codes = _codes([*of_account.values(), *of_role.values(), *of_place.values()])
    own_words: list[Recipient] = []
    unit_words: list[Recipient] = []
    for official in officials_of(mine, at):
        own = [
            of_account.get(official.account_id),
            *(of_role.get((official.organisation_id, role)) for role in official.roles),
        ]
        own_words += _words(official, _sum(own), codes, {}, at)
        if rules.leader_role in official.roles:
            places = [
                official.organisation_id,
                *(pk for pk, parent in below.items() if parent == official.organisation_id),
            ]
            more = {"unit": names[official.organisation_id], "to_sign": str(to_sign.get(official.organisation_id, 0))}
            whole = _sum([of_place.get(place) for place in places])
            unit_words += _words(official, whole, codes, more, at)
    occasion = at.astimezone(VIETNAM).date().isoformat()
    for template, recipients in (("clock_digest", own_words), ("clock_digest_unit", unit_words)):
        notify_all(recipients, template=template, channels=CHANNELS, occasion=occasion, by=by, at=at)
    return len(own_words) + len(unit_words)


def _sum(parts: Collection[Morning | None]) -> Morning:
    found = [part for part in parts if part is not None]
    codes = tuple(dict.fromkeys(code for part in found for code in part.codes))[:5]
    return Morning(
        sum(part.late for part in found), sum(part.today for part in found), sum(part.soon for part in found), codes
    )


def _to_sign(organisation_ids: Collection[int]) -> Mapping[int, int]:
    waiting = Extension.objects.filter(state="proposed", dossier__competent_authority__in=organisation_ids)
    counts: dict[int, int] = {}
    for organisation_id in waiting.values_list("dossier__competent_authority", flat=True):
        counts[organisation_id] = counts.get(organisation_id, 0) + 1
    return counts


def _codes(told: Collection[Morning]) -> Mapping[int, str]:
    wanted = {pk for morning in told for pk in morning.codes}
    return dict(Dossier.objects.filter(pk__in=wanted).values_list("pk", "code"))


@override(OFFICIAL_LANGUAGE)
def _words(
    official: Placed, morning: Morning, codes: Mapping[int, str], more: Mapping[str, str], at: datetime
) -> list[Recipient]:
    if morning.is_empty and more.get("to_sign", "0") == "0":
        return []
    named = ", ".join(codes[pk] for pk in morning.codes if pk in codes)
    context = {
        "day": dmy(at),
        "late": str(morning.late),
        "today": str(morning.today),
        "soon": str(morning.soon),
        "codes": named or _("không có"),
        "link": f"{installation().base_url}/viec",
        **more,
    }
    subject = f"digest:{official.organisation_id}"
    return [Recipient(official.account_id, official.person_id, subject, context)]
