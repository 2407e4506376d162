"""What privacy does by itself: copies are made and erased, people told of breaches, their keepers reminded."""

from motcua.files.public import take_in_own
from motcua.platform import clock
from motcua.platform.action import SYSTEM
from motcua.platform.events import every, on
from motcua.platform.retention import keepers
from motcua.privacy.actions.erase_exports import erase_exports
from motcua.privacy.actions.erasure_requests import forget_farewells
from motcua.privacy.actions.keep_export import keep_export
from motcua.privacy.actions.remind_breach import remind_breach
from motcua.privacy.actions.sweep import sweep
from motcua.privacy.actions.tell_affected import tell_affected
from motcua.privacy.events import DataExportAsked, TellingAsked
from motcua.privacy.models import Breach, BreachNote, DataExport
from motcua.privacy.reads.package import pack

BATCHES = 20


@on(DataExportAsked)
def make_export(event: DataExportAsked) -> None:
    """Gather, pack and keep the copy; tried again where it fails."""
    export = DataExport.objects.get(pk=event.export_id)
    if export.ready_at is None:
        made = pack(export, at=clock.now())
        taken = take_in_own(made.content, name="du-lieu-cua-toi.zip", content_type="application/zip")
        keep_export(export, taken, records=made.records, files=made.files, by=SYSTEM, at=clock.now())


@every(seconds=3600)
def erase_old_exports() -> None:
    """Copies whose days are over."""
    if DataExport.objects.kept().filter(expires_at__lte=clock.now()).exists():
        erase_exports(by=SYSTEM, at=clock.now())


@every(seconds=3600)
def forget_last_messages() -> None:
    """The last messages to people who were erased go after them."""
    forget_farewells(by=SYSTEM, at=clock.now())


@on(TellingAsked)
def tell(event: TellingAsked) -> None:
    """Tell all who were not told yet, some in each transaction."""
    breach, told = Breach.objects.get(pk=event.breach_id), BreachNote.objects.get(pk=event.note_id)
    while tell_affected(breach, told=told, by=SYSTEM, at=clock.now()):
        pass


@every(seconds=600)
def remind() -> None:
    """Breaches of which the authority was not told yet."""
    for breach in Breach.objects.unreported():
        remind_breach(breach, by=SYSTEM, at=clock.now())


@every(seconds=3600)
def erase_what_is_over() -> None:
    """What the law no longer lets be kept, some of each kind at a time; what is left waits for the next hour."""
    for keeper in keepers():
        for _batch in range(BATCHES):
            if not sweep(keeper, by=SYSTEM, at=clock.now()):
                break
