"""Forwarded headers count only from a proxy that we trust."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse

from newsroom.proxy import TrustedProxyMiddleware, visitor


@pytest.fixture(autouse=True)
def _proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8"), ip_network("::1")]


def seen(rf, nearest, **headers):
    requests = []

    def view(request):
        requests.append(request)
        return HttpResponse()

    TrustedProxyMiddleware(view)(rf.get("/", REMOTE_ADDR=nearest, headers=headers))
    (request,) = requests
    return request.META["REMOTE_ADDR"], request.scheme


def test_trusted_proxy_tells_address_and_scheme(rf):
    told = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    assert seen(rf, "10.0.0.1", **told) == ("203.0.113.9", "https")


def test_stranger_tells_nothing(rf):
    told = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    assert seen(rf, "198.51.100.7", **told) == ("198.51.100.7", "http")


def test_what_the_visitor_wrote_is_not_believed(rf):
    told = {"X-Forwarded-For": "1.1.1.1, 203.0.113.9, 10.0.0.2"}
    assert seen(rf, "10.0.0.1", **told) == ("203.0.113.9", "http")


@pytest.mark.parametrize("scheme", ["", "javascript", "HTTPS, http"])
def test_unknown_scheme_changes_nothing(rf, scheme):
    assert seen(rf, "::1", **{"X-Forwarded-Proto": scheme}) == ("::1", "http")


@pytest.mark.parametrize(
    ("hops", "address"),
    [
        ([""], "10.0.0.1"),
        (["unknown"], "10.0.0.1"),
        (["203.0.113.9", "garbage"], "10.0.0.1"),
        (["10.0.0.3"], "10.0.0.3"),
    ],
)
def test_broken_list_falls_back_to_the_nearest(hops, address):
    assert visitor(hops, "10.0.0.1") == address
