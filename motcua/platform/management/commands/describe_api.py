from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from motcua.platform.api_description import DESCRIPTION, described


class Command(BaseCommand):
    help = "Write the description of the API to docs/openapi.json."
    needs_database = False

    def handle(self, *args: Any, **options: Any) -> None:
        api = import_module(settings.ROOT_URLCONF).api
        DESCRIPTION.write_text(described(api))
