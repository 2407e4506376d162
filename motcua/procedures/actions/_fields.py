"""Fields of government by name."""

from collections.abc import Iterable

from motcua.platform.text import fold
from motcua.procedures.models import ProcedureField

UNSORTED = "Chưa phân lĩnh vực"


def fields_named(names: Iterable[str]) -> dict[str, ProcedureField]:
    """The fields of government by folded name; those not known yet are added."""
    wanted = {fold(name): name or UNSORTED for name in names}
    known = {fold(each.name): each for each in ProcedureField.objects.all()}
    codes = {each.code for each in known.values()}
    new = []
    for name in wanted.values():
        if fold(name) in known:
            continue
        code = fold(name).replace(" ", "-")
        while code in codes:
            code += "-2"
        codes.add(code)
        new.append(ProcedureField(code=code, name=name))
    known |= {fold(each.name): each for each in ProcedureField.objects.bulk_create(new)}
    return {folded: known[fold(name)] for folded, name in wanted.items()}
