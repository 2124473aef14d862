"""A reader who opens pages, insists on valid HTML, and follows every link."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from justhtml import JustHTML

PARSED = "text/html"


def get(path: str, **headers: str) -> HttpResponse:
    """Ask for a page as a visitor without any cookie."""
    return Client().get(path, headers=headers)


def visit(path: str, status: int = 200) -> JustHTML:
    """Open a page, which must be valid HTML, and answer with ``status``."""
    response = get(path)
    assert (path, response.status_code) == (path, status)
    return parsed(response)


def parsed(response: HttpResponse) -> JustHTML:
    """The page of a response; raises on the first error of its HTML."""
    return JustHTML(response.content.decode(), strict=True, sanitize=False)


def texts(page: JustHTML, selector: str) -> list[str]:
    """The words of all elements of a page that match, in order."""
    return [
        words(element.to_text(strip=False, separator_blocks_only=True))
        for element in page.query(selector)
    ]


def headlines(page: JustHTML) -> list[str]:
    """The headlines of a page's cards, the lead's included."""
    return texts(page, ".card-title, .lead-title")


def words(text: str) -> str:
    """``text`` on one line."""
    return " ".join(text.split())


def crawl(*seeds: str) -> dict[str, HttpResponse]:
    """Every page that can be reached from ``seeds`` by links of our own, with them."""
    found: dict[str, HttpResponse] = {}
    waiting = list(seeds)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = response = get(path)
            waiting += _links(path, response)
    return found


def _links(path: str, response: HttpResponse) -> Iterable[str]:
    if response.has_header("Location"):
        return [response["Location"]]
    if not response.headers["Content-Type"].startswith(PARSED):
        return []
    hrefs = re.findall(r'<a [^>]*href="([^"#]+)', response.content.decode())
    ours = (
        href.removeprefix(settings.SITE_URL).replace("&amp;", "&") for href in hrefs
    )
    return [
        path.partition("?")[0] + href if href.startswith("?") else href
        for href in ours
        if href.startswith(("/", "?")) and not href.startswith("/admin/")
    ]
