"""Believe forwarded headers only when a proxy that we trust sent them."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class TrustedProxyMiddleware:
    """Sets the visitor's address and scheme as TRUSTED_PROXIES report them.

    From anybody else the headers are dropped, so that nothing behind this
    middleware can be fooled by them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Rewrite the request's address and scheme, then go on."""
        forwarded = {name: request.META.pop(name, "") for name in FORWARDED}
        if is_trusted(request.META.get("REMOTE_ADDR", "")):
            hops = forwarded["HTTP_X_FORWARDED_FOR"].split(",")
            request.META["REMOTE_ADDR"] = visitor(hops, request.META["REMOTE_ADDR"])
            if forwarded["HTTP_X_FORWARDED_PROTO"] in {"http", "https"}:
                request.META["wsgi.url_scheme"] = forwarded["HTTP_X_FORWARDED_PROTO"]
        return self.get_response(request)


def visitor(hops: list[str], nearest: str) -> str:
    """Return the last address that none of our own proxies has: the visitor's.

    Everything to the left of it was written by the visitor and proves nothing.
    """
    for hop in reversed([hop.strip() for hop in hops]):
        if not _is_address(hop):
            break
        nearest = hop
        if not is_trusted(hop):
            break
    return nearest


def is_trusted(address: str) -> bool:
    """Say whether TRUSTED_PROXIES covers an address."""
    if not _is_address(address):
        return False
    return any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def _is_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True
