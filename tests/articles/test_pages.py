"""How readers' pages are answered: dated, keyed, and the same for everybody."""

import pytest
import time_machine
from django.http import Http404
from django.test import RequestFactory

from articles import pages, publishing
from sections.models import LineUp
from tests.factories import HOUR, NOON, make_article, make_live
from tests.readers import get

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def answered(path: str = "/", **facts):
    request = RequestFactory().get(path)
    context = {"title": "Here"}
    return pages.respond(request, "base.html", context, at=NOON, **facts)


def test_page_knows_its_moment_and_keys():
    response = answered(keys=["front"])
    facts = (response.at, response.surrogate_keys, response.changes_at)
    assert facts == (NOON, {"front", "site"}, None)


def test_page_changes_with_the_next_publication():
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + HOUR)
    assert answered(keys=[]).changes_at == NOON + HOUR


@pytest.mark.parametrize(("other", "first"), [(HOUR, HOUR), (3 * HOUR, 2 * HOUR)])
def test_page_changes_at_the_earlier_of_two_moments(other, first):
    make_live()
    article = make_article("Coming")
    publishing.schedule(article, by=None, at=NOON, start=NOON + 2 * HOUR)
    LineUp.objects.create(starts_at=NOON + other)
    starts = LineUp.objects.order_by().values_list("starts_at")
    response = answered(keys=[], changes=[starts])
    assert response.changes_at == NOON + first


def test_canonical_address_forgets_what_else_was_asked():
    page = answered("/topics/gas/?utm_source=x&before=1-1&page=2", keys=[])
    assert 'rel="canonical" href="http://testserver/topics/gas/?before=1-1"' in (
        page.content.decode()
    )


def test_place_asked_is_none_or_a_place_or_not_found():
    ask = RequestFactory().get
    assert pages.place_asked(ask("/")) is None
    assert pages.place_asked(ask("/?before=0-7"))[1] == 7
    for nonsense in ("?before=", "?before=garbage", "?before=%00"):
        with pytest.raises(Http404):
            pages.place_asked(ask(f"/{nonsense}"))


def test_page_carries_no_cookie():
    make_live()
    response = get("/")
    assert (response.cookies, response.get("Vary")) == ({}, None)
    assert response["Cache-Control"].startswith("public, ")


def test_unchanged_page_is_not_sent_twice():
    make_live()
    first = get("/")
    again = get("/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
