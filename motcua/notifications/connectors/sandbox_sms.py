"""SMS to the sandbox nation (connector `sandbox`): the same talk as in real life, to the phone on its page."""

from motcua.notifications.connectors.http_sms import HttpSms, SmsSettings
from motcua.notifications.ports import SMS
from motcua.platform.settings import installation


def _settings() -> SmsSettings:
    return SmsSettings(
        system="sandbox",
        user="sandbox",
        password="sandbox",  # noqa: S106 - the sandbox tells everyone
        brandname="MOTCUA",
        send_path="/sms/v1/messages",
        status_path="/sms/v1/status",
        timeout=float(installation().options.get("MOTCUA_SMS_TIMEOUT", SmsSettings.timeout)),
    )


SMS.register("sandbox", HttpSms(_settings))
