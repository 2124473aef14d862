"""The sections and the breaking bar, which every page needs: one query per request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from articles import pages
from articles.moment import moment_of, travel_of
from sections import bars
from sections.bars import Bar
from sections.models import Section


def sections_of(request: HttpRequest) -> list[Section]:
    """All sections in their order; one query for each request that asks."""
    found: list[Section] | None = getattr(request, "_newsroom_sections", None)
    if found is None:
        found = list(bars.beside(Section.objects.all(), moment_of(request)))
        request._newsroom_sections = found  # type: ignore[attr-defined]
    return found


def bar_of(request: HttpRequest) -> Bar | None:
    """The breaking bar, which comes with the sections."""
    sections = sections_of(request)
    # A magazine without any section pays a query more.
    bar = Bar.of(sections[0]) if sections else bars.shown(moment_of(request))
    if bar is not None:
        pages.depend(request, bar.keys)
    return bar


def menu(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """Context processor: what stands around every page, for templates that ask."""
    return {
        "menu": lambda: [s for s in sections_of(request) if s.in_navigation],
        "breaking": lambda: bar_of(request),
        "travel": lambda: travel_of(request),
    }
