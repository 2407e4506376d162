"""VNPost's public service through the province's integration platform, LGSP (connector `vnpost`).

An order is JSON {CustomerCode, ItemCode?, OrderNumber, CODAmount, Sender…, Receiver…, FlagConfig: 2} with the header
`access_token`; the answer {Status, Message} says "100" for taken. Two contracts exist: item codes allotted beforehand,
of which each order carries one (`MOTCUA_POST_CODES=ours`), or codes that the carrier gives, in the answer's `ItemCode`
or with its first word of the parcel. Districts ended in 2025: where the fields ask for one, the commune stands.
What became of an order is asked with GET at the same path and its number: {Status, Events: [what it tells of itself]}.

Settings: the system `post` in `MOTCUA_SYSTEMS`, and `MOTCUA_POST_TOKEN`, `…_CUSTOMER`, `…_PATH`, `…_TIMEOUT` (seconds),
`…_CODES` (`theirs`), `…_KNOWN` (statuses that say that the order is there already), `…_BUSY` (statuses after which the
same order may be tried again) and `…_SECRET`, with which the carrier signs what it tells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from motcua.exchange.public import ExchangeError, call
from motcua.platform.settings import installation
from motcua.post.ports import CARRIER, Address, NotTaken, Parcel, Word
from motcua.post.words import word_of

NEEDED = ("MOTCUA_POST_TOKEN", "MOTCUA_POST_CUSTOMER")
TAKEN = "100"
FLAG = 2
OURS, THEIRS = "ours", "theirs"
LARGEST_ANSWER = 64_000
MOST_WORDS = 200


@dataclass(frozen=True)
class PostSettings:
    """What the carrier wants to know of us; `timeout` in seconds."""

    system: str
    token: str
    customer: str
    path: str = "/vnpost/bcci/order"
    timeout: float = 10.0
    codes: str = THEIRS
    known: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()
    secret: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def settings_from(options: Mapping[str, str]) -> PostSettings:
    """Read the `MOTCUA_POST_…` options. Raises NotTaken naming those that are missing: nothing is lost meanwhile."""
    if missing := [name for name in NEEDED if not options.get(name)]:
        raise NotTaken(f"chưa đặt {', '.join(missing)}", for_good=False)
    return PostSettings(
        system="post",
        token=options["MOTCUA_POST_TOKEN"],
        customer=options["MOTCUA_POST_CUSTOMER"],
        path=options.get("MOTCUA_POST_PATH", PostSettings.path),
        timeout=float(options.get("MOTCUA_POST_TIMEOUT", PostSettings.timeout)),
        codes=options.get("MOTCUA_POST_CODES", THEIRS),
        known=frozenset(options.get("MOTCUA_POST_KNOWN", "").split()),
        busy=frozenset(options.get("MOTCUA_POST_BUSY", "").split()),
        secret=options.get("MOTCUA_POST_SECRET", ""),
    )


class VnPost:
    """Speaks to one carrier. `settings` is asked at each order, so that a changed setting holds at once."""

    def __init__(self, settings: Callable[[], PostSettings]) -> None:
        self._settings = settings

    def order(self, parcel: Parcel) -> str:
        """See Carrier. A number that the carrier has already makes no second parcel."""
        settings = self._settings()
        answer = self._ask(settings, "POST", settings.path, order_of(parcel, settings), subject=parcel.number)
        status = str(answer.get("Status", ""))[:20]
        if status == TAKEN or status in settings.known:
            code = answer.get("ItemCode") or ""
            return str(code)[:40] if isinstance(code, str) else ""
        if not status:
            raise NotTaken("bưu chính trả lời không đúng", for_good=False)
        words = str(answer.get("Message", ""))[:200]
        raise NotTaken(f"bưu chính trả lời {status}: {words}", for_good=status not in settings.busy)

    def tracked(self, number: str) -> list[Word]:
        """See Carrier. What is said of another order, or is not understood, is left out."""
        settings = self._settings()
        path = f"{settings.path}/{quote(number, safe='')}"
        answer = self._ask(settings, "GET", path, subject=number)
        if str(answer.get("Status", "")) != TAKEN or not isinstance(answer.get("Events"), list):
            raise NotTaken("bưu chính không cho biết hành trình", for_good=False)
        words = [word_of(said) for said in answer["Events"][:MOST_WORDS]]
        told = [word[1] for word in words if word is not None and word[0] == number]
        return [Word(each.key, each.kind.value, each.at, each.place, each.note, each.item_code) for each in told]

    def takes_our_codes(self) -> bool:
        """See Carrier."""
        try:
            return self._settings().codes == OURS
        except NotTaken:
            return False

    def secret(self) -> str:
        """See Carrier."""
        try:
            return self._settings().secret
        except NotTaken:
            return ""

    def _ask(
        self,
        settings: PostSettings,
        method: Literal["GET", "POST"],
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        subject: str,
    ) -> dict[str, Any]:
        try:
            answer = call(
                settings.system,
                method,
                path,
                json=body,
                headers={"access_token": settings.token, **settings.headers},
                idempotent=False,
                attempts=1,  # the order itself is tried again, later
                timeout=settings.timeout,
                largest=LARGEST_ANSWER,
                subject=f"post.order:{subject}",
            ).json()
        except ExchangeError as error:
            raise NotTaken(f"bưu chính: {error.reason}", for_good=False) from error
        if not isinstance(answer, dict):
            raise NotTaken("bưu chính trả lời không đúng", for_good=False)
        return answer


def order_of(parcel: Parcel, settings: PostSettings) -> dict[str, object]:
    """The order with the carrier's own names of fields."""
    code = {"ItemCode": parcel.item_code} if parcel.item_code else {}
    return {
        "CustomerCode": settings.customer,
        **code,
        "OrderNumber": parcel.number,
        "CODAmount": parcel.cod_amount,
        **_side("Sender", parcel.sender),
        "SenderDesc": parcel.description,
        "Description": parcel.description,
        **_side("Receiver", parcel.receiver),
        "FlagConfig": FLAG,
    }


def _side(who: str, address: Address) -> dict[str, str]:
    return {
        f"{who}Name": address.name,
        f"{who}Address": address.line,
        f"{who}Tel": address.phone,
        f"{who}Email": address.email,
        f"{who}Province": address.province,
        f"{who}District": address.commune,
    }


CARRIER.register("vnpost", VnPost(lambda: settings_from(installation().options)))
