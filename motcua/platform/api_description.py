"""The committed description of the API, `docs/openapi.json`: what callers were promised."""

import json
from pathlib import Path

from ninja import NinjaAPI

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def described(api: NinjaAPI) -> str:
    """The OpenAPI document of the API, as it is committed."""
    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, sort_keys=True, default=str) + "\n"
