"""The pages of the sandbox nation: Jinja2, everything escaped, nothing left undefined."""

from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local_time(instant: str) -> str:
    """`14:05 21/11/2026` in Việt Nam for an ISO instant."""
    return datetime.fromisoformat(instant).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def web_templates() -> Environment:
    """The templates under `web/templates`."""
    environment = Environment(
        loader=PackageLoader("sandbox", "web/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["local_time"] = local_time
    environment.policies["urlize.rel"] = "noopener noreferrer"
    return environment
