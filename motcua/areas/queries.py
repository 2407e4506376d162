"""Questions asked of areas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.areas.rules.names import search_form

if TYPE_CHECKING:
    from motcua.areas.models import Area


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas, as the law had them on a date."""

    def as_of(self, on: date) -> AreaQuerySet:
        """Areas that existed on a date; `valid_to` is the first date on which an area exists no more."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)

    def in_order(self) -> AreaQuerySet:
        """By name, in the order of the Vietnamese alphabet."""
        return self.order_by("sort_key", "code")

    def matching(self, words: str) -> AreaQuerySet:
        """Areas in whose name, or in the name of one above, every word typed is found; without accents, any order."""
        found = self
        for word in search_form(words).split():
            # Beginnings of words: "an" finds "An Dương", not "Lê Chân".
            begins = [
                Q(**{f"{path}search_form__startswith": word}) | Q(**{f"{path}search_form__contains": f" {word}"})
                for path in ("", "parent__", "parent__parent__")
            ]
            found = found.filter(begins[0] | begins[1] | begins[2])
        return found
