"""Browsers are told to load our own files only, on both sides of the house."""

import re

import pytest
from django.http import HttpResponse

from newsroom import csp


def sent(rf, path, status=200):
    request = rf.get(path)
    answer = HttpResponse(status=status)
    return request, csp.ContentSecurityPolicyMiddleware(lambda _: answer)(request)


def test_readers_page_is_the_same_for_everybody(rf):
    policies = {sent(rf, "/")[1]["Content-Security-Policy"] for _ in range(2)}
    assert policies == {csp.written(csp.readers_policy())}


def test_readers_page_allows_nothing_inline():
    policy = csp.written(csp.readers_policy())
    assert re.findall(r"unsafe|nonce|sha256|data:|\*", policy) == []
    assert policy.startswith("default-src 'self'; img-src 'self';")


def test_pictures_may_come_from_the_bucket(settings):
    settings.MEDIA_URL = "https://cdn.example/pictures/"
    assert csp.readers_policy()["img-src"] == ["'self'", "https://cdn.example"]


def test_desk_has_a_new_nonce_for_each_page(rf):
    (first, answer), (second, _) = sent(rf, "/admin/"), sent(rf, "/admin/")
    assert first.csp_nonce != second.csp_nonce
    assert answer["Content-Security-Policy"] == csp.written(
        csp.desk_policy(first.csp_nonce)
    )


def test_desk_allows_its_nonce_and_nothing_else_inline():
    policy = csp.desk_policy("abc")
    assert policy["script-src"] == ["'self'", "'nonce-abc'"]
    assert policy["style-src"] == ["'self'", "'nonce-abc'"]


def test_frames_are_those_of_the_providers():
    assert csp.readers_policy()["frame-src"][0] == "'self'"
    assert "https://www.youtube-nocookie.com" in csp.readers_policy()["frame-src"]


def test_templates_of_the_desk_find_the_nonce(rf):
    request, _ = sent(rf, "/admin/")
    assert csp.nonce(request) == {"csp_nonce": request.csp_nonce}


def test_templates_of_readers_find_none(rf):
    request, _ = sent(rf, "/")
    assert csp.nonce(request) == {}


@pytest.mark.parametrize(("debug", "has_policy"), [(True, False), (False, True)])
def test_only_developers_see_an_error_page_with_style(rf, settings, debug, has_policy):
    settings.DEBUG = debug
    _, response = sent(rf, "/", status=500)
    assert response.has_header("Content-Security-Policy") is has_policy


def test_page_that_speaks_for_itself_is_left_alone(rf):
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    response = csp.ContentSecurityPolicyMiddleware(lambda _: own)(rf.get("/"))
    assert response["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db
def test_every_answer_carries_the_headers(client):
    for path in ("/robots.txt", "/admin/login/", "/static/newsroom/icon.svg"):
        response = client.get(path)
        assert response["Content-Security-Policy"].startswith("default-src 'self';")
        assert response["Permissions-Policy"] == csp.PERMISSIONS
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
        response.close()
