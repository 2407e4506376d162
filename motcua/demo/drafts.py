"""Forms that the demo's own citizens have begun and not sent: something to go on with, here or on another device."""

from datetime import datetime, timedelta
from itertools import islice

from motcua.accounts.public import actor_of
from motcua.demo.answers import answers_for
from motcua.demo.lives import City
from motcua.demo.procedures import case_answers
from motcua.dossiers.public import Draft, save_draft, start_draft
from motcua.platform.clock import VIETNAM

BEGUN = ("1.004873", "1.004222")
AGO = timedelta(days=2, hours=3)


def add_drafts(at: datetime) -> int:
    """Give each of the demo's own citizens one begun form, half filled in, who never began one; returns how many."""
    city, made = City(at), 0
    for number, account in enumerate(city.own):
        if Draft.objects.filter(account=account).exclude(state="submitted").exists():
            continue
        case = city.cases[BEGUN[number % len(BEGUN)]][0]
        assert case.version.eform is not None
        by, began = actor_of(account, at=at), at - AGO * (number + 1)
        chosen = case_answers()[(case.version.procedure.code, case.key)]
        answers = answers_for(
            case.version.eform,
            f"draft:{number}",
            on=began.astimezone(VIETNAM).date(),
            areas=city.communes,
            chosen=chosen,
        )
        draft = start_draft(case.version, case, by=by, at=began)
        half = dict(islice(answers.items(), len(answers) // 2))
        save_draft(draft, answers={**half, **draft.answers}, by=by, at=began + timedelta(minutes=7))
        made += 1
    return made
