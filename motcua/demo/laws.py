"""The register of laws in the demo: what its procedures cite, one change of law, and who answers for which process."""

from datetime import date, datetime, timedelta

from motcua.accounts.public import Account
from motcua.laws.public import Cause, LegalDocument, gather_cited, record_change, review_due
from motcua.platform.action import SYSTEM
from motcua.platform.clock import VIETNAM
from motcua.processes.public import Process, ProcessVersion, define_process, steward, submit_version

OWNER = "bieumau"
CHANGED = "59/2020/QH14"
CAUSE = Cause("76/2025/QH15", "Luật sửa đổi, bổ sung một số điều của Luật Doanh nghiệp", date(2025, 6, 17))
IN_FORCE = date(2025, 7, 1)


def load_laws(at: datetime) -> None:
    """Owners and review dates, one new version that waits for approval, what is cited, and what changed."""
    owner = Account.objects.filter(username=OWNER).first()
    today = at.astimezone(VIETNAM).date()
    for place, process in enumerate(Process.objects.filter(owner=None).order_by("code")):
        # The first is overdue, the others come one after the other.
        review_on = today + timedelta(days=30 * place - 10)
        steward(process, name=process.name, owner=owner, review_on=review_on, by=SYSTEM, at=at)
    _submit_one(at)
    gather_cited(by=SYSTEM, at=at)
    changed = LegalDocument.objects.filter(number=CHANGED, changes=None).first()
    if changed is not None:
        due_on = review_due(IN_FORCE, today)
        record_change(changed, kind="amended", cause=CAUSE, effective_on=IN_FORCE, due_on=due_on, by=SYSTEM, at=at)


def _submit_one(at: datetime) -> None:
    """The newest process has a second version that waits for somebody's approval."""
    newest = ProcessVersion.objects.filter(state="published").select_related("process__organisation").order_by("-pk")
    version = newest.first()
    if version is None or version.process.versions.exclude(pk=version.pk).exists():
        return
    process = version.process
    drawn = define_process(
        process.organisation, code=process.code, name=process.name, definition=version.definition,
        source=version.source, by=SYSTEM, at=at,
    )  # fmt: skip
    submit_version(drawn, by=SYSTEM, at=at)
