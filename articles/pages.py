"""Answer with a reader's page: the same for everybody, and dated."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils.encoding import iri_to_uri

from articles.listings import Place, place_of
from articles.models import Publication
from articles.moment import travel_of

# Every page shows the menu: whoever changes a section's name or place tells this key.
EVERY_PAGE = "site"

# Rows of moments after the one given, at which something above us changes every page.
every_page_changes: list[Callable[[datetime], Iterable[QuerySet[Any, Any]]]] = []

Response = TypeVar("Response", bound=HttpResponse)


def respond(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    keys: Iterable[str],
    at: datetime,
    changes: Iterable[QuerySet[Any, Any]] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a page as it is at ``at``, to be kept until the next known change.

    ``keys``: the surrogate keys of what it shows. ``changes``: rows of moments at which
    it changes for another reason than a publication's, such as a line-up's.
    """
    everything = {"at": at, "canonical": _address(request), **context}
    if travel_of(request):
        everything["canonical"] = ""
    response = render(request, template, everything, status=status)
    found = {*keys, *getattr(request, "_newsroom_keys", ())}
    return dated(response, keys=found, at=at, changes=changes)


def depend(request: HttpRequest, keys: Iterable[str]) -> None:
    """Note what the frame around a page shows, besides what its view knows of."""
    noted = {*getattr(request, "_newsroom_keys", ()), *keys}
    request._newsroom_keys = noted  # type: ignore[attr-defined]


def moved(
    address: str, *, keys: Iterable[str], at: datetime
) -> HttpResponsePermanentRedirect:
    """Send readers on to where a page is now."""
    return dated(HttpResponsePermanentRedirect(address), keys=keys, at=at)


def dated(
    response: Response,
    *,
    keys: Iterable[str],
    at: datetime,
    changes: Iterable[QuerySet[Any, Any]] = (),
) -> Response:
    """Tell ``newsroom.delivery.headers`` what the response depends on (one query)."""
    others = [*changes, *chain.from_iterable(ask(at) for ask in every_page_changes)]
    facts = {
        "surrogate_keys": frozenset({EVERY_PAGE, *keys}),
        "at": at,
        "changes_at": Publication.objects.next_change(at, others),
    }
    vars(response).update(facts)
    return response


def for_ever(
    response: Response,
    *,
    keys: Iterable[str],
    at: datetime,
    changes_at: datetime | None,
) -> Response:
    """The same for an answer that its address tells, until its own next change."""
    facts = {"at": at, "changes_at": changes_at, "is_for_ever": True}
    vars(response).update(surrogate_keys=frozenset(keys), **facts)
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """Mark what only its visitor may see: no cache keeps it, no crawler lists it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def place_asked(request: HttpRequest) -> Place | None:
    """Where the page begins that ``?before=`` asks for; 404 for nonsense."""
    cursor = request.GET.get("before")
    try:
        return None if cursor is None else place_of(cursor)
    except ValueError as error:
        raise Http404("No page begins there.") from error


def site(request: HttpRequest) -> dict[str, str]:
    """Context processor: what the magazine is called, and where it lives."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}


def _address(request: HttpRequest) -> str:
    """The page's one address, without whatever else was asked for."""
    before = request.GET.get("before")
    query = f"?before={before}" if before else ""
    return f"{settings.SITE_URL}{iri_to_uri(request.path)}{query}"
