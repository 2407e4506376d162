"""Put a version of a template in force: one that an office wrote, or those that come with the product."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.papers.actions._versions import first_version, next_version
from motcua.papers.models import PaperTemplate, TemplateOrigin
from motcua.papers.rules import as_json
from motcua.papers.sheets import SETS, SHEETS
from motcua.papers.specimens import specimen_of
from motcua.papers.typesetting import TypesettingFailed, shipped_source, typeset_apart
from motcua.platform.action import Actor, Refused, action
from motcua.platform.clock import VIETNAM


@action("papers.publish_template")
def publish_template(
    *, code: str, source: str, domain: str = "", symbol: str = "", valid_from: date, by: Actor, at: datetime
) -> PaperTemplate:
    """Add a version that an office wrote: the whole typst text, as `shipped_source` gives it to start from.

    It is tried on a specimen first. Raises Refused for an unknown code and for a text that makes no valid paper.
    """
    if code not in SHEETS:
        raise Refused(_("Không có loại giấy tờ “%(code)s”.") % {"code": code}, field="code")
    try:
        typeset_apart(source, as_json(specimen_of(code)), at=at)
    except TypesettingFailed as failure:
        raise Refused(_("Mẫu chưa dàn được trang: %(why)s") % {"why": failure}, field="source") from failure
    if not domain:
        first_version(code, at)
    return next_version(code, domain, source, symbol, valid_from, TemplateOrigin.WRITTEN, by, at)


@action("papers.publish_template")
def publish_shipped_templates(*, by: Actor, at: datetime) -> list[PaperTemplate]:
    """Bring the sets that we ship up to the templates of this release; returns the versions added.

    A template for which an office put its own text in force is left alone.
    """
    added = []
    ours = [(code, "") for code in SHEETS] + [
        (code, domain) for domain, (_since, names) in SETS.items() for code in names
    ]
    for code, domain in ours:
        latest = PaperTemplate.objects.filter(code=code, domain=domain).order_by("-version").first()
        source = shipped_source(code, domain)
        if latest is None:
            added.append(first_version(code, at, domain))
        elif latest.origin == TemplateOrigin.SHIPPED and latest.source != source:
            today = at.astimezone(VIETNAM).date()
            added.append(next_version(code, domain, source, latest.symbol, today, TemplateOrigin.SHIPPED, by, at))
    return added
