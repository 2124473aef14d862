"""Readers' pages at another moment: the desk's picker, and what changed since."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles.moment import moment_of
from sections import moments, travel
from sections.admin.places import name_of, path_of, user_of
from sections.models import Section
from sections.travel import Journey


@require_GET
def open_page(request: HttpRequest) -> HttpResponse:
    """Lead on to a reader's page at a moment, by a link signed for whoever asks."""
    path = travel.path_asked(request.GET.get("path", "/"))
    at = _moment(request.GET.get("at", ""))
    if not path or at is None:
        raise Http404("There is no such page or moment.")
    _journey(request, at)
    return HttpResponseRedirect(travel.link(path, user_of(request), at))


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a page and a moment; see it, and what changed since another moment."""
    now = moment_of(request)
    asked = request.GET.get("path", "").strip() or "/"
    path = travel.path_asked(asked)
    typed, since_typed = request.GET.get("at", ""), request.GET.get("since", "")
    at = _moment(typed) if typed else now.replace(microsecond=0)
    since = _moment(since_typed) if since_typed else None
    wrong = [] if path else [_("This is no page of the magazine.")]
    if at is None or (since_typed and since is None):
        wrong.append(_("That is no moment. Write it like this: 2026-11-23T06:00"))
    found = _journey(request, at or now)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Readers’ pages at another moment"),
        "wrong": wrong,
        "path": path or asked[:200],
        "at": at or now,
        "now": now,
        "journey": found,
        "since": since,
        "sections": Section.objects.all(),
    }
    if path and at:
        context |= _shown(request, path, at, found)
        if since:
            context |= _compared(request, path, since, at)
    return render(request, "admin/sections/lineup/travel.html", context)


def _shown(
    request: HttpRequest, path: str, at: datetime, found: Journey
) -> dict[str, Any]:
    """The link to the page, and the moments at which it changes before and after."""
    section = _section_of(path)
    after = moments.next_change(section, at)
    is_open = found.own is None or (after is not None and after <= found.now)
    return {
        "link": request.build_absolute_uri(travel.link(path, user_of(request), at)),
        "before": moments.previous_change(section, at),
        "after": after if is_open else None,
        "lasts": travel.LASTS.days,
    }


def _compared(
    request: HttpRequest, path: str, since: datetime, at: datetime
) -> dict[str, Any]:
    """What changed on the front page or a section's page between two moments."""
    section = _section_of(path)
    if path != "/" and section is None:
        return {"wrong": [_("Only the front page and sections can be compared.")]}
    first, last = min(since, at), max(since, at)
    sections = list(Section.objects.all())
    pages = []
    for moment in (first, last):
        found = _journey(request, moment)
        if found.is_partial and (
            section is None or section.pk not in (found.own or ())
        ):
            raise PermissionDenied
        pages.append(moments.spots(section, sections, moment, found.known))
    return {
        "page_name": name_of(section),
        "page_path": path_of(section),
        "first": first,
        "last": last,
        "changes": moments.compare(*pages),
        "line_ups": moments.line_ups_between(section, first, last),
    }


def _moment(text: str) -> datetime | None:
    try:
        return travel.moment_asked(text)
    except (ValueError, OverflowError):
        return None


def _journey(request: HttpRequest, at: datetime) -> Journey:
    """The look that the user may take; refuses who may take none."""
    found = travel.journey(request.user, at, moment_of(request))
    if found is None:
        raise PermissionDenied
    return found


def _section_of(path: str) -> Section | None:
    slug = path.partition("?")[0].strip("/")
    return Section.objects.filter(slug=slug).first() if slug else None
