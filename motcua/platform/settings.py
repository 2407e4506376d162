"""The settings of this installation, typed; read once from the environment, found at `settings.MOTCUA`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Motcua:
    """What an operator sets.

    `home` holds everything this installation writes to disk; `encryption_keys` are `(id, 32 bytes)`, the first one
    encrypts and all of them decrypt; `systems` maps the name of an outside system to its base URL and is the whole
    allow-list of outgoing calls; `connectors` names the implementation that answers each port. Who signed in is
    signed out when nothing was asked for that long (`official_idle`, `applicant_idle`), and after `longest_session` in
    any case; at a computer shared with others, after `shared_idle` without a request. The pages of officials lock after
    `lock_after` without a hand at the keyboard. An official's account is dormant after
    `dormant_after` without signing in. `production`: real people depend on this installation. `files_url`: the domain
    apart that serves uploads, empty where there is none. `writes_per_minute`, `searches_per_minute`: of
    one account, or of one address that nobody signed in from. `undo_within`: how long an act can be undone, and its
    notices wait. After `coordination_hours` working
    hours without an answer, who resolves a dossier is asked for once more. The same person with the same procedure
    within `same_matter_days` is an oddity.
    """

    home: Path
    base_url: str
    place: str
    demo: bool
    encryption_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    index_key: bytes = field(repr=False)
    systems: Mapping[str, str] = field(default_factory=dict)
    connectors: Mapping[str, str] = field(default_factory=dict)
    official_idle: timedelta = timedelta(minutes=30)
    applicant_idle: timedelta = timedelta(hours=2)
    longest_session: timedelta = timedelta(hours=12)
    shared_idle: timedelta = timedelta(minutes=10)
    lock_after: timedelta = timedelta(minutes=15)
    dormant_after: timedelta = timedelta(days=90)
    undo_within: timedelta = timedelta(minutes=5)
    production: bool = False
    files_url: str = ""
    writes_per_minute: int = 120
    searches_per_minute: int = 120
    coordination_hours: int = 4
    same_matter_days: int = 30
    options: Mapping[str, str] = field(default_factory=dict, repr=False)


def installation() -> Motcua:
    """The settings of the running installation."""
    return settings.MOTCUA
