"""Brandname SMS over HTTP JSON, as telephone companies and resellers offer it (connector `http`).

There is no common standard; the fields {brandname, phone, message, user, pass} are. Settings: the system `sms` in
`MOTCUA_SYSTEMS`, and `MOTCUA_SMS_USER`, `…_PASSWORD`, `…_BRANDNAME`, `…_SEND_PATH`, `…_STATUS_PATH`, `…_TIMEOUT` in
seconds. The gateway must answer a status query by our reference, or take a reference once only: better both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.exchange.public import ExchangeError, call
from motcua.notifications.ports import SMS, Delivery, NotSent, SmsMessage
from motcua.platform.settings import installation

NEEDED = ("MOTCUA_SMS_USER", "MOTCUA_SMS_PASSWORD", "MOTCUA_SMS_BRANDNAME")
NO_SUCH_MESSAGE = "06"
FOR_GOOD = {
    "03": "không phải số di động",
    "04": "tin trống hoặc quá dài",
    "05": "tin có ký tự không gửi được",
}
_DELIVERIES = {"delivered": Delivery.DELIVERED, "failed": Delivery.FAILED}


@dataclass(frozen=True)
class SmsSettings:
    """What a gateway wants to know of us; `timeout` in seconds."""

    system: str
    user: str
    password: str
    brandname: str
    send_path: str = "/v1/messages"
    status_path: str = "/v1/status"
    timeout: float = 10.0


def settings_from(options: Mapping[str, str]) -> SmsSettings:
    """Read the `MOTCUA_SMS_…` options. Raises NotSent naming the one that is missing: nothing is lost meanwhile."""
    if missing := [name for name in NEEDED if not options.get(name)]:
        raise NotSent(f"chưa đặt {', '.join(missing)}", for_good=False)
    return SmsSettings(
        system="sms",
        user=options["MOTCUA_SMS_USER"],
        password=options["MOTCUA_SMS_PASSWORD"],
        brandname=options["MOTCUA_SMS_BRANDNAME"],
        send_path=options.get("MOTCUA_SMS_SEND_PATH", SmsSettings.send_path),
        status_path=options.get("MOTCUA_SMS_STATUS_PATH", SmsSettings.status_path),
        timeout=float(options.get("MOTCUA_SMS_TIMEOUT", SmsSettings.timeout)),
    )


class HttpSms:
    """Speaks to one gateway. `settings` is asked at each message, so that a changed setting holds at once."""

    def __init__(self, settings: Callable[[], SmsSettings]) -> None:
        self._settings = settings

    def send(self, message: SmsMessage) -> str:
        """See SmsSender. A repeated attempt first asks whether the one before had arrived after all."""
        if message.attempt > 1 and (known := self._known(message.reference)):
            return known
        settings = self._settings()
        body = {"brandname": settings.brandname, "phone": message.phone, "message": message.text}
        answer = self._ask(settings.send_path, {**body, "reference": message.reference})
        code, message_id = str(answer.get("code")), answer.get("message_id")
        if code == "00" and isinstance(message_id, str) and message_id:
            return message_id
        reason = FOR_GOOD.get(code, f"tổng đài tin nhắn trả lời {code[:20]}")
        raise NotSent(reason, for_good=code in FOR_GOOD)

    def delivery_of(self, provider_reference: str) -> Delivery:
        """See SmsSender."""
        try:
            answer = self._ask(self._settings().status_path, {"message_id": provider_reference})
        except NotSent:
            return Delivery.UNKNOWN
        if answer.get("message_id") != provider_reference:
            return Delivery.UNKNOWN
        return _DELIVERIES.get(str(answer.get("status")), Delivery.UNKNOWN)

    def _known(self, reference: str) -> str | None:
        answer = self._ask(self._settings().status_path, {"reference": reference})
        if answer.get("code") == NO_SUCH_MESSAGE:
            return None
        message_id = answer.get("message_id")
        if answer.get("code") != "00" or not isinstance(message_id, str):
            raise NotSent("chưa rõ tin trước đã gửi hay chưa", for_good=False)
        return message_id

    def _ask(self, path: str, body: Mapping[str, str]) -> dict[str, Any]:
        settings = self._settings()
        login = {"user": settings.user, "pass": settings.password}
        try:
            answer = call(
                settings.system,
                "POST",
                path,
                json={**login, **body},
                idempotent=False,
                attempts=1,  # the notification itself is tried again, later
                timeout=settings.timeout,
            ).json()
        except ExchangeError as error:
            raise NotSent(f"tổng đài tin nhắn: {error.reason}", for_good=False) from error
        if not isinstance(answer, dict):
            raise NotSent("tổng đài tin nhắn trả lời không đúng", for_good=False)
        return answer


SMS.register("http", HttpSms(lambda: settings_from(installation().options)))
