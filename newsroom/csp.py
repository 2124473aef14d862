"""Tell browsers what a page may load: our own files, and nothing written inline."""

import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from articles.richtext import FRAME_SOURCES

Policy = dict[str, list[str]]

PERMISSIONS = "camera=(), geolocation=(), interest-cohort=(), microphone=(), usb=()"


def readers_policy() -> Policy:
    """Return what readers' pages may load; the same for everybody, so no nonce."""
    media = urlsplit(settings.MEDIA_URL)
    pictures = [f"{media.scheme}://{media.netloc}"] if media.netloc else []
    return {
        "default-src": ["'self'"],
        "img-src": ["'self'", *pictures],
        "frame-src": ["'self'", *FRAME_SOURCES],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }


def desk_policy(nonce: str) -> Policy:
    """Return what the admin may load: besides, what carries this answer's nonce."""
    policy = readers_policy()
    policy["script-src"] = ["'self'", f"'nonce-{nonce}'"]
    policy["style-src"] = ["'self'", f"'nonce-{nonce}'"]
    # A picture that is being uploaded is shown from the browser's own memory.
    policy["img-src"] += ["blob:"]
    return policy


def written(policy: Policy) -> str:
    """Return the policy as the header has it."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


def is_desk(request: HttpRequest) -> bool:
    """Say whether a request is for the admin."""
    return request.path.startswith(settings.DESK_PATH)


class ContentSecurityPolicyMiddleware:
    """Sends the policy with every response, and gives the admin its nonce."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the nonce on the request and the headers on the response."""
        policy = readers_policy()
        if is_desk(request):
            nonce = secrets.token_urlsafe(16)
            request.csp_nonce = nonce  # type: ignore[attr-defined]
            policy = desk_policy(nonce)
        response = self.get_response(request)
        # Django's page about an error is full of inline style; only developers see it.
        if not (settings.DEBUG and response.status_code == 500):
            response.headers.setdefault("Content-Security-Policy", written(policy))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def nonce(request: HttpRequest) -> Mapping[str, str]:
    """Give admin templates ``csp_nonce``, under the name that Django 6 uses."""
    found: str = getattr(request, "csp_nonce", "")
    return {"csp_nonce": found} if found else {}
