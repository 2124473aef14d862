"""Browsers, crawlers and researchers find what they look for at fixed addresses."""

from datetime import UTC, datetime

import time_machine


def test_robots_keeps_crawlers_from_the_desk_and_names_sitemaps(client):
    response = client.get("/robots.txt")
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/news-sitemap.xml",
    ]
    assert response["Content-Type"] == "text/plain"


@time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False)
def test_security_says_whom_to_write_to(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@news.example"
    settings.SITE_URL = "https://news.example"
    response = client.get("/.well-known/security.txt")
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@news.example",
        "Expires: 2027-05-21T12:00:00Z",
        "Canonical: https://news.example/.well-known/security.txt",
    ]


def test_browser_that_guesses_finds_the_icon(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (
        302,
        "/static/newsroom/icon.svg",
    )
