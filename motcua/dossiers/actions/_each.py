"""Acting on many dossiers at once: each by itself, and what refuses keeps nothing else back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier
from motcua.platform.action import Actor, NotAllowed, Refused, attempt, may, record_refused_read

MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one dossier: done, or left as it was and why, in words; `name` is that of its procedure."""

    code: str
    name: str
    refusal: str = ""


def each(codes: Sequence[str], act: Callable[[Dossier], object], *, permission: str, by: Actor) -> list[Outcome]:
    """Act on each of the dossiers that the actor may see, locked in one order; the outcomes are in the order asked.

    Raises Refused for none, or for more than can be told of on one page.
    """
    asked = list(dict.fromkeys(codes))
    if not asked:
        raise Refused(_("Xin chọn ít nhất một hồ sơ."))
    if len(asked) > MOST:
        raise Refused(_("Mỗi lần chọn tối đa %(count)d hồ sơ.") % {"count": MOST})
    seen = list(Dossier.objects.visible_to(by).filter(code__in=asked).for_list().order_by("pk"))
    told = {dossier.code: _one(dossier, act, permission=permission, by=by) for dossier in seen}
    for hidden in Dossier.objects.filter(code__in=set(asked) - set(told)).for_list():
        record_refused_read(by=by, name="dossiers.read", subject=hidden, persons=hidden.scope().persons)
    return [told.get(code) or Outcome(code, "", _("Không tìm thấy hồ sơ này.")) for code in asked]


def _one(dossier: Dossier, act: Callable[[Dossier], object], *, permission: str, by: Actor) -> Outcome:
    try:
        with attempt():
            if not may(by, permission, dossier):
                raise NotAllowed(_("Ông/bà không có quyền thực hiện việc này."))
            act(dossier)
    except Refused as refused:
        return Outcome(dossier.code, dossier.version.name, refused.message)
    return Outcome(dossier.code, dossier.version.name)
