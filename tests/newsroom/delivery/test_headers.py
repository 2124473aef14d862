"""Pages for everybody say how long they live; nothing of one visitor leaves in them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse

from newsroom.delivery.headers import DeliveryMiddleware, PrivatePage, lifetime

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG = "public, max-age=0, s-maxage=30, stale-while-revalidate={}, stale-if-error={}"


def page(body="<p>News</p>", *, status=200, changes_in=None):
    response = HttpResponse(body, status=status)
    response.surrogate_keys = frozenset({"front", "article-12"})
    response.at = NOON
    response.changes_at = None if changes_in is None else NOON + changes_in
    return response


def deliver(request, response):
    return DeliveryMiddleware(lambda _: response)(request)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "no-cache"),
        (-5, "no-cache"),
        (1.9, "no-cache"),
        (2, "public, max-age=0, s-maxage=1"),
        (31, "public, max-age=0, s-maxage=30"),
        (41, LONG.format(10, 10)),
        (10_000, LONG.format(30, 9969)),
    ],
)
def test_lifetime_never_reaches_past_the_next_change(seconds, said):
    assert lifetime(at=NOON, changes_at=NOON + timedelta(seconds=seconds)) == said


def test_lifetime_without_known_change_is_half_a_minute():
    assert lifetime(at=NOON, changes_at=None) == LONG.format(30, 86400)


@pytest.mark.parametrize(
    ("changes_in", "said"),
    [
        (None, "public, max-age=31536000, immutable"),
        (timedelta(days=999), "public, max-age=31536000, immutable"),
        (timedelta(seconds=11), "public, max-age=10, immutable"),
        (timedelta(seconds=1), "no-cache"),
    ],
)
def test_answer_that_its_address_tells_is_kept_for_ever(rf, changes_in, said):
    answer = page(changes_in=changes_in)
    answer.is_for_ever = True
    assert deliver(rf.get("/"), answer)["Cache-Control"] == said


def test_public_page_names_what_it_depends_on(rf):
    response = deliver(rf.get("/"), page())
    assert response["Surrogate-Key"] == "article-12 front"
    assert response["Cache-Tag"] == "article-12,front"


def test_same_bytes_have_the_same_strong_tag(rf):
    tags = {deliver(rf.get("/"), page())["ETag"] for _ in range(2)}
    assert len(tags) == 1
    assert tags.isdisjoint({deliver(rf.get("/"), page("<p>Later</p>"))["ETag"]})
    assert tags.pop().startswith('"')


@pytest.mark.parametrize("method", ["get", "head"])
def test_visitor_who_has_the_page_gets_304(rf, method):
    tag = deliver(rf.get("/"), page())["ETag"]
    request = getattr(rf, method)("/", headers={"If-None-Match": f'"other", {tag}'})
    response = deliver(request, page())
    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Surrogate-Key"]) == (tag, "article-12 front")
    assert response["Cache-Control"].startswith("public, ")


def test_visitor_with_another_page_gets_it_whole(rf):
    request = rf.get("/", headers={"If-None-Match": '"other"'})
    assert deliver(request, page()).content == b"<p>News</p>"


def test_error_page_has_no_tag(rf):
    response = deliver(rf.get("/"), page(status=410))
    assert not response.has_header("ETag")
    assert response["Cache-Control"].startswith("public, ")


def test_page_without_keys_is_private(rf):
    response = deliver(rf.get("/admin/"), HttpResponse("mine"))
    assert response["Cache-Control"] == "private, no-store"


def test_page_that_speaks_for_itself_is_left_alone(rf):
    own = HttpResponse("mine", headers={"Cache-Control": "max-age=60"})
    assert deliver(rf.get("/"), own)["Cache-Control"] == "max-age=60"


def with_cookie():
    response = page()
    response.set_cookie("seen", "1")
    response["Vary"] = "Accept-Language, Cookie"
    return response


def test_cookie_on_a_public_page_fails_while_developing(rf):
    with pytest.raises(PrivatePage, match="/about/: a page for everybody"):
        deliver(rf.get("/about/"), with_cookie())


def test_cookie_on_a_public_page_is_taken_off_in_production(rf, settings, caplog):
    settings.STRICT_DELIVERY = False
    response = deliver(rf.get("/about/"), with_cookie())
    assert (dict(response.cookies), response["Vary"]) == ({}, "accept-language")
    assert caplog.messages == ["/about/: a page for everybody touched a cookie"]


def test_vary_on_cookie_alone_goes_altogether(rf, settings):
    settings.STRICT_DELIVERY = False
    response = page()
    response["Vary"] = "Cookie"
    assert not deliver(rf.get("/"), response).has_header("Vary")
