"""The API as callers are told of it: what each operation may answer, and the committed `docs/openapi.json`."""

import json
from pathlib import Path
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
# Any operation may be asked wrongly, by nobody, by somebody who may not, or too often.
REFUSALS = {
    400: "The address or the data cannot be read",
    401: "Nobody signed in",
    403: "The account may not do this",
    404: "No such record, or none that the account may see",
    409: "Somebody else was first",
    422: "What was asked for is not possible; `detail` says why",
    429: "Too fast; `Retry-After` says when to try again",
    503: "The database is away for a moment",
}
DETAIL = {
    "title": "Detail",
    "description": "Why there is no answer: a sentence, or what is wrong with each value.",
    "type": "object",
    "properties": {"detail": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]}},
    "required": ["detail"],
}


class DescribedAPI(NinjaAPI):
    """The API with its refusals described: the same for every operation."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema.setdefault("components", {}).setdefault("schemas", {})["Detail"] = DETAIL
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Detail"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, words in REFUSALS.items():
                    said = {"description": words} if status == 503 else {"description": words, "content": content}
                    operation["responses"].setdefault(status, said)
        return schema


def described(api: NinjaAPI) -> str:
    """The OpenAPI document of the API, as it is committed."""
    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, sort_keys=True, default=str) + "\n"
