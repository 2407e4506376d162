"""The permission matrix: roles × reaches × classes × procedures × doors, without a leak; and a test that can fail."""

from dataclasses import replace
from typing import Any, cast

import pytest

from motcua.accounts.public import Grant
from motcua.accounts.tests import make as accounts
from motcua.dossiers import queries, urls
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests import matrix
from motcua.platform import clock
from motcua.platform.action import DataClass, Right, Scope
from motcua.platform.rows import Condition

pytestmark = pytest.mark.django_db
SIZES = [4, pytest.param(240, marks=pytest.mark.soak)]
TRUE = Condition("TRUE")
Broken = dict[str, tuple[str, object]]


def broken() -> Broken:
    """Each rule broken: where it stands, and what takes its place."""
    scope, narrowed_to = Dossier.scope, queries.narrowed_to

    def every_class(right: Right) -> Condition:
        return narrowed_to(replace(right, data_class=DataClass.SECRET))

    def role_class(grant: Grant, *, data_class: DataClass, procedures: frozenset[str] = frozenset()) -> Grant:
        return replace(grant, procedures=(*grant.procedures, *([procedures] if procedures else [])))

    def role_procedures(grant: Grant, *, data_class: DataClass, procedures: frozenset[str] = frozenset()) -> Grant:
        return replace(grant, data_class=min(grant.data_class, data_class))

    return {
        "class forgotten in the filter": ("dossiers.queries.narrowed_to", every_class),
        "procedures forgotten in the filter": ("dossiers.queries._about", lambda named: TRUE),
        "organisations forgotten": ("dossiers.queries._lying", lambda rights: ()),
        "own forgotten": ("dossiers.queries.is_own", lambda actor: False),
        "own is everybody's": ("dossiers.queries.seen_by", lambda actor: TRUE),
        "a way of lying at a desk forgotten": ("dossiers.queries.WAYS", queries.WAYS[:2]),
        "class and procedure forgotten at desks": ("dossiers.reads.tabs.seen_at_desk", lambda actor: TRUE),
        "filter forgotten where lists begin": (
            "dossiers.queries.DossierQuerySet.visible_to",
            lambda dossiers, actor: dossiers,
        ),
        "class and procedure forgotten in the rule": ("platform.action.Right.covers", lambda right, scope: True),
        "class forgotten by the dossier": (
            "dossiers.models.Dossier.scope",
            lambda dossier: Scope(scope(dossier).organisations, scope(dossier).persons),
        ),
        "end and beginning of holdings forgotten": (
            "accounts.queries.PositionHoldingQuerySet.held_at",
            lambda holdings, at: holdings,
        ),
        "end of standing in forgotten": (
            "accounts.queries.AbsenceDelegationQuerySet.in_force",
            lambda absences, at: absences,
        ),
        "class of the holding forgotten": ("accounts.reads.narrowed", role_class),
        "procedures of the holding forgotten": ("accounts.reads.narrowed", role_procedures),
        "organisations below forgotten": (
            "accounts.reads.subtree_ids",
            lambda organisation, on: frozenset({organisation}),
        ),
    }


@pytest.mark.parametrize("size", SIZES)
def test_no_door_shows_what_it_should_not(size: int) -> None:
    with clock.frozen(matrix.NOW):
        world = matrix.world()
        found = list(matrix.faults(world, matrix.some_cells(size)))
    assert not found, "\n".join(found[:20])


# Enough to see on every day that the matrix can fail; all of them are broken before a release.
SOME = 3


@pytest.mark.parametrize(
    "names",
    [pytest.param(slice(0, SOME), id="some"), pytest.param(slice(SOME, None), id="others", marks=pytest.mark.soak)],
)
def test_each_rule_broken_is_found(monkeypatch: pytest.MonkeyPatch, names: slice) -> None:
    survivors = []
    with clock.frozen(matrix.NOW):
        world = matrix.world()
        for cell in matrix.TELLING:
            world.official(cell)
        for name, (rule, instead) in list(broken().items())[names]:
            with monkeypatch.context() as patched:
                patched.setattr(f"motcua.{rule}", instead)
                accounts.forget()
                if next(matrix.faults(world, matrix.TELLING), None) is None:
                    survivors.append(name)
            accounts.forget()
    assert not survivors


def test_every_door_to_dossiers_stands_in_the_matrix() -> None:
    """A page that asks for the permission to read is known: a new list or export must be taken into the matrix."""
    views = cast("list[Any]", urls.urlpatterns)
    reading = {each.name for each in views if each.callback.entrance.permission == "dossiers.read"}
    # Papers and files of comments and visits open as files do, the pages about a declaration as the dossier's own; what
    # is behind a figure is looked at where figures are (`test_behind`).
    known = {
        "inbox", "search", "dossier", "file", "paper", "control_slip", "corrections", "compare", "thread_export",
        "comment_file", "visit_file", "behind",
    }  # fmt: skip
    assert reading <= known, reading - known
