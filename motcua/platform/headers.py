"""Security headers on every answer: a strict content security policy without inline script or style."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from motcua.platform.settings import installation

HEADERS = {
    # The camera scans codes at the counter; passkeys are asked for by our own pages alone.
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(self), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self), serial=(), usb=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@cache
def policy(files_url: str) -> str:
    """The policy of our pages; files that came from outside may be shown from the domain they are served from."""
    files = f" {files_url}" if files_url else ""
    return "; ".join(
        [
            "default-src 'self'",
            f"img-src 'self' data: blob:{files}",
            f"frame-src 'self'{files}",
            "style-src 'self'",
            "script-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )


class SecurityHeadersMiddleware:
    """Adds the policy unless the view set a stricter one of its own (files do)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(installation().files_url))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
