"""The sitemap of the pages that are not articles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import crawling, reading
from articles.moment import moment_of
from articles.sitemaps import OurSitemap
from sections.models import Section
from sections.navigation import sections_of

INDEXES = ("articles:all", "articles:topics", "articles:contributors")


class Lists(OurSitemap):
    """The front page, the sections, and every topic and contributor in use."""

    def __init__(self, sections: Iterable[Section], at: datetime) -> None:
        self.pages = [
            reverse("sections:front"),
            *(section.get_absolute_url() for section in sections),
            *(reverse(name) for name in INDEXES),
            *(topic.get_absolute_url() for topic in reading.topics_in_use(at)),
            *(one.get_absolute_url() for one in reading.contributors_in_use(at)),
        ]

    def items(self) -> Sequence[Any]:
        """The paths."""
        return self.pages

    def location(self, item: Any) -> str:
        """The path itself."""
        return str(item)


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Answer with it."""
    at = moment_of(request)
    found = Lists(sections_of(request), at)
    return crawling.listed(request, found, at, keys=("topics", "contributors"))
