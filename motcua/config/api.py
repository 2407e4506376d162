"""The API: one router per module, the same actions as the pages."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from motcua.platform.api_description import DescribedAPI

api = DescribedAPI(title="Một Cửa", version="1", urls_namespace="api", docs_url=None)

for name in settings.MODULES:
    if find_spec(f"motcua.{name}.api"):
        api.add_router("", import_module(f"motcua.{name}.api").router, tags=[name])
