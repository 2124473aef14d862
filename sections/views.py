"""Readers' pages about sections: the front page, and a page for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import pages
from articles.models import Topic
from articles.moment import moment_of
from articles.reading import in_order
from sections import curation, plans, travel
from sections.navigation import sections_of


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page."""
    at = moment_of(request)
    page = curation.front(sections_of(request), at)
    return pages.respond(
        request,
        "sections/front.html",
        {"page": page},
        keys={"front", *page.keys},
        at=at,
        changes=plans.changes(None, at),
    )


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """Show a section's page."""
    at, before = moment_of(request), pages.place_asked(request)
    shown = next((s for s in sections_of(request) if s.slug == section), None)
    if shown is None:
        raise Http404("There is no such section.")
    known = travel.known(request)
    page = curation.section_page(shown, at, before, known=known)
    if before and not page.listing.cards:
        raise Http404("Nothing is older.")
    return pages.respond(
        request,
        "sections/section.html",
        {"section": shown, "page": page, "topics": in_order(Topic, page.topic_ids)},
        keys={f"section-{shown.pk}", *page.keys},
        at=at,
        changes=plans.changes(shown, at),
    )
