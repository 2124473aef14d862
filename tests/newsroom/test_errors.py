"""While developing, too, readers see our own page where nothing is."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponseNotFound, JsonResponse
from django.test import Client

from newsroom.errors import OwnNotFoundMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(rf, settings):
    settings.DEBUG = True

    def through(path, response):
        return OwnNotFoundMiddleware(lambda _: response)(rf.get(path))

    return through


def test_technical_page_is_replaced(answer):
    technical = HttpResponseNotFound("<p>Using the URLconf defined in…</p>")
    response = answer("/nowhere/", technical)
    assert response.status_code == 404
    assert b"URLconf" not in response.content


def test_desk_keeps_its_own(answer):
    technical = HttpResponseNotFound("<p>Using the URLconf defined in…</p>")
    assert answer("/admin/nowhere/", technical) is technical


def test_page_that_was_composed_is_kept(answer):
    composed = HttpResponseNotFound("<p>Our own</p>")
    composed.surrogate_keys = frozenset({"all"})
    assert answer("/nowhere/", composed) is composed


def test_data_is_kept(answer):
    data = JsonResponse({}, status=404)
    assert answer("/nowhere/", data) is data


def test_production_needs_none_of_this(settings):
    settings.DEBUG = False
    with pytest.raises(MiddlewareNotUsed):
        OwnNotFoundMiddleware(lambda _: None)


@pytest.mark.parametrize(
    ("path", "content_type", "status"),
    [
        ("/no/where/at/all/", "multipart/form-data", 404),
        ("/no/where/at/all/", "text/plain; charset=utf-16", 404),
        ("/admin/login/", "multipart/form-data", 400),
        ("/admin/login/", "application/x-www-form-urlencoded; charset=utf-16", 400),
        ("/search/", "application/x-www-form-urlencoded; charset=utf-16", 400),
    ],
)
def test_body_that_cannot_be_read_is_no_error_of_ours(path, content_type, status):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.generic("POST", path, b"\xff\xfea", content_type)
    assert answer.status_code == status
