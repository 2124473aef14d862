"""Answer ``?at=`` with a reader's page at another moment, for those who may see it.

Readers never come here: without ``at`` nothing of a request is looked at. Whoever asks
without a signed link is led to the desk, which knows them, and which has links.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles.moment import depart, travel_of
from newsroom.csp import is_desk
from sections import travel

KEPT = ("at", "sig")


class TravelMiddleware:
    """Moves a request to the moment that it asks for, and keeps the answer private."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as ever, or for another moment."""
        if not _is_asked(request):
            return self.get_response(request)
        try:
            at = travel.moment_asked(request.GET["at"])
        except (ValueError, OverflowError) as error:
            raise Http404("That is no moment.") from error
        found = travel.journey(_traveller(request, at), at, timezone.now())
        if found is None:
            return private(_to_the_door(request), request)
        depart(request, found)
        return private(self.get_response(request), request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        """Refuse pages that whoever looks ahead may not see yet."""
        found = travel_of(request)
        if isinstance(found, travel.Journey) and not travel.may_see_page(
            found, request
        ):
            raise PermissionDenied


def private(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """Take from an answer what would let a cache keep or a crawler find it."""
    vars(response).pop("surrogate_keys", None)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    target = response.get("Location", "")
    if isinstance(response, HttpResponse) and target and travel_of(request):
        kept = {name: request.GET[name] for name in KEPT if name in request.GET}
        sign = "&" if "?" in target else "?"
        response["Location"] = f"{target}{sign}{urlencode(kept, safe=':')}"
    return response


def _is_asked(request: HttpRequest) -> bool:
    files = (settings.STATIC_URL, settings.MEDIA_URL)
    return (
        "at" in request.GET
        and request.method in {"GET", "HEAD"}
        and not is_desk(request)
        and not request.path.startswith(files)
    )


def _traveller(request: HttpRequest, at: Any) -> Any:
    """Whose eyes it is: by the link, or by a session if a browser sends one."""
    if "sig" in request.GET:
        return travel.bearer(request.GET["sig"], at)
    # The desk's cookie has the desk's path; where it is sent all the same, it counts.
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return getattr(request, "user", None) if has_session else None


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """Where somebody signs in, and is sent back with a link of their own."""
    asked = request.GET.copy()
    for name in KEPT:
        asked.pop(name, None)
    path = f"{request.path}?{asked.urlencode()}" if asked else request.path
    facts = {"path": path, "at": request.GET["at"]}
    door = reverse("admin:sections_lineup_travel_open")
    return HttpResponseRedirect(f"{door}?{urlencode(facts, safe=':/')}")
