"""The sandbox nation's post (connector `sandbox`): the same talk as in real life, and word of parcels back to us."""

from motcua.platform.settings import installation
from motcua.post.connectors.vnpost import THEIRS, PostSettings, VnPost
from motcua.post.ports import CARRIER

# The sandbox tells everyone.
_SECRET = "sandbox"  # noqa: S105


def _settings() -> PostSettings:
    options = installation().options
    return PostSettings(
        system="sandbox",
        token="sandbox",  # noqa: S106
        customer="MOTCUA",
        path="/post/v1/orders",
        timeout=float(options.get("MOTCUA_POST_TIMEOUT", PostSettings.timeout)),
        codes=options.get("MOTCUA_POST_CODES", THEIRS),
        busy=frozenset({"503"}),
        secret=_SECRET,
        headers={"callback": f"{installation().base_url}/api/v1/post/told"},
    )


CARRIER.register("sandbox", VnPost(_settings))
