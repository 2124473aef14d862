"""The sections of the magazine as every page needs them, looked up once per request."""

from collections.abc import Callable

from django.http import HttpRequest

from sections.models import Section


def sections_of(request: HttpRequest) -> list[Section]:
    """All sections in their order; one query for each request that asks."""
    found: list[Section] | None = getattr(request, "_newsroom_sections", None)
    if found is None:
        found = list(Section.objects.all())
        request._newsroom_sections = found  # type: ignore[attr-defined]
    return found


def menu(request: HttpRequest) -> dict[str, Callable[[], list[Section]]]:
    """Context processor: ``menu``, the sections in the menu, for pages that ask."""
    return {"menu": lambda: [s for s in sections_of(request) if s.in_navigation]}
