"""Bring the default set of paper templates up to this release."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.papers.actions.publish_template import publish_shipped_templates
from motcua.platform import clock
from motcua.platform.action import SYSTEM


class Command(BaseCommand):
    """`motcua publish_paper_templates`: run after an upgrade; papers already issued keep their version."""

    help = "Add a new version of each shipped paper template whose text changed."

    def handle(self, *args: Any, **options: Any) -> None:
        for template in publish_shipped_templates(by=SYSTEM, at=clock.now()):
            self.stdout.write(str(template))
