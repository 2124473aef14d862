"""The sections in the read API."""

from django.http import HttpRequest, HttpResponse

from articles import ninjs
from articles.api import api, listing
from articles.moment import moment_of
from sections.navigation import sections_of


@api
def sections(request: HttpRequest) -> HttpResponse:
    """List the sections in their order."""
    found = sections_of(request)
    items = [ninjs.subject("section", section.name, section) for section in found]
    return listing(request, items, keys={"all"}, at=moment_of(request))
