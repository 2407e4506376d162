"""Versions of templates, added by the actions of this module."""

from datetime import date, datetime

from motcua.papers.models import PaperTemplate, TemplateOrigin
from motcua.papers.sheets import SETS
from motcua.papers.typesetting import shipped_source
from motcua.platform.action import Actor

DEFAULT_SET_FROM = date(2025, 9, 15)
"""Thông tư 03/2025/TT-VPCP took effect."""

SYMBOLS = {
    "receipt_slip": "TNHS",
    "supplement_slip": "HDHS",
    "refusal_slip": "TCHS",
    "refusal_notice": "TBTCGQ",
    "apology_letter": "PXL",
    "control_slip": "PKS",
    "stop_notice": "TBDHS",
}
"""Second half of the number in the default set; the other papers take none, or one from a register of their own."""


def first_version(code: str, at: datetime, domain: str = "") -> PaperTemplate:
    """Version 1 of ours in a set, added when it is first needed; safe when two need it at once."""
    return PaperTemplate.objects.get_or_create(
        code=code,
        domain=domain,
        version=1,
        defaults={
            "valid_from": SETS[domain][0] if domain else DEFAULT_SET_FROM,
            "symbol": SYMBOLS.get(code, ""),
            "source": shipped_source(code, domain),
            "origin": TemplateOrigin.SHIPPED,
            "created_at": at,
        },
    )[0]


def next_version(
    code: str, domain: str, source: str, symbol: str, valid_from: date, origin: TemplateOrigin, by: Actor, at: datetime
) -> PaperTemplate:
    """One more version of a template in a domain's set."""
    latest = PaperTemplate.objects.select_for_update().filter(code=code, domain=domain).order_by("-version").first()
    return PaperTemplate.objects.create(
        code=code,
        domain=domain,
        version=latest.version + 1 if latest else 1,
        valid_from=valid_from,
        symbol=symbol,
        source=source,
        origin=origin,
        created_by_id=by.account_id,
        created_at=at,
    )
