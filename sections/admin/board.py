"""The board: a page's slots beside the articles for them, as one plain form."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles import pages as readers_pages
from articles.admin.words import moment_text
from articles.models import Topic
from articles.moment import depart, moment_of
from articles.reading import in_order
from sections import arranging, beside, curation, plans, travel
from sections.admin.places import address, name_of, page_asked, path_of, user_of
from sections.arranging import Overtaken
from sections.boards import Board
from sections.models import LineUp, Section
from sections.navigation import sections_of

MOVES = ("up", "down", "remove", "add", "find")
TOPICS = 300


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, section: int | None = None) -> HttpResponse:
    """Show the board of a page; save it, or move something on it without saving."""
    page = page_asked(request, section)
    if request.method != "POST":
        opened = _opened(request, page)
        if (lead := request.GET.get("lead", "")).isascii() and lead.isdigit():
            opened.lead_with(int(lead[:17]))
        return _shown(request, opened)
    if "drop" in request.POST:
        return _drop(request, page)
    shown = Board.typed(
        request.POST, page, user=user_of(request), at=moment_of(request)
    )
    move = next((name for name in MOVES if name in request.POST), None)
    if move:
        shown.move(move, request.POST[move])
        return _shown(request, shown)
    return _save(request, shown)


@require_GET
def lead_on(request: HttpRequest, pk: int) -> HttpResponse:
    """From a line-up's own address to the board with it."""
    line_up = LineUp.objects.filter(pk=pk).first() if pk < 10**18 else None
    if line_up is None:
        raise Http404("There is no such line-up.")
    where = address("board", page_asked(request, line_up.section_id))
    return HttpResponseRedirect(f"{where}?line_up={pk}")


@require_GET
def pool(request: HttpRequest, section: int | None = None) -> HttpResponse:
    """List the articles that were searched for, for the board's JavaScript."""
    page = page_asked(request, section)
    shown = Board.typed(request.GET, page, user=user_of(request), at=moment_of(request))
    marks = beside.marks(shown.section, sections_of(request), shown.start, shown.at)
    context = {"board": shown, "found": shown.pool(), "marks": marks}
    return render(request, "admin/sections/lineup/_pool.html", context)


@require_POST
def preview(request: HttpRequest, section: int | None = None) -> HttpResponse:
    """Show the page as the board has it, unsaved, at the moment asked for."""
    page, now, user = page_asked(request, section), moment_of(request), user_of(request)
    shown = Board.typed(request.POST, page, user=user, at=now)
    try:
        at = travel.moment_asked(request.POST.get("preview_at", ""))
    except (ValueError, OverflowError):
        at = shown.start
    found = travel.journey(user, at, now)
    if found is None:
        raise PermissionDenied
    depart(request, found)
    return _previewed(request, page, shown, found)


def _previewed(
    request: HttpRequest, page: Section | None, shown: Board, found: travel.Journey
) -> HttpResponse:
    """The reader's page of what the board shows; nobody's but the editor's."""
    at = found.at
    plan = plans.plan_of(shown.line_up, shown.slots, at)
    context: dict[str, Any] = {"at": at, "canonical": "", "is_board": True}
    sections = sections_of(request)
    if page is None:
        context["page"] = curation.front(sections, at, plan=plan, known=found.known)
        response = render(request, "sections/front.html", context)
    else:
        composed = curation.section_page(page, at, None, plan=plan, known=found.known)
        context |= {"section": page, "page": composed}
        context["topics"] = in_order(Topic, composed.topic_ids)
        response = render(request, "sections/section.html", context)
    return readers_pages.keep_private(response)


def _opened(request: HttpRequest, page: Section | None) -> Board:
    """The board as it is opened: with what is in force, or what was asked for."""
    at, user = moment_of(request), user_of(request)
    standing = arranging.in_force(page, at)
    asked = _line_up_asked(request, page, "line_up")
    like = _line_up_asked(request, page, "like")
    if asked is not None and asked.starts_at > at:
        return Board.of(asked, page, user=user, at=at, start=asked.starts_at)
    start = _tomorrow(at) if "tomorrow" in request.GET else None
    source = like or asked or standing
    return Board.of(standing, page, user=user, at=at, start=start, source=source)


def _line_up_asked(
    request: HttpRequest, page: Section | None, name: str
) -> LineUp | None:
    pk = request.GET.get(name, "")
    if not pk:
        return None
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 18
    rows = LineUp.objects.filter(section=page, pk=pk) if is_number else None
    found = rows.first() if rows is not None else None
    if found is None:
        raise Http404("There is no such line-up of this page.")
    return found


def _save(request: HttpRequest, shown: Board) -> HttpResponse:
    """Save what was typed, or show it again with what is wrong."""
    if not shown.is_valid():
        return _shown(request, shown, status=422)
    try:
        made = arranging.arrange(
            shown.line_up,
            shown.slots,
            base=shown.base,
            by=user_of(request),
            at=shown.at,
            anyway="anyway" in request.POST,
        )
    except Overtaken as overtaken:
        return _conflict(request, shown, overtaken.theirs)
    said = _announced(request, made)
    if made.starts_at > shown.at:
        said = _("Saved. It starts on %s.") % moment_text(made.starts_at)
    messages.success(request, said)
    where = address("board", shown.section)
    return HttpResponseRedirect(f"{where}?line_up={made.pk}")


def _announced(request: HttpRequest, made: LineUp) -> str:
    """Say that readers see it; from the front page the bar is one step away."""
    said = _("Saved. Readers see it now.")
    first = made.slots.first()
    may_announce = user_of(request).has_perm("sections.add_breakingbar")
    if first is None or made.section_id or not may_announce:
        return said
    bar = reverse("admin:sections_breakingbar_add")
    words = _("Announce the first one in the breaking bar")
    link = '{} <a href="{}?article={}">{}</a>'
    return format_html(link, said, bar, first.article_id, words)


def _conflict(
    request: HttpRequest, shown: Board, theirs: LineUp | None
) -> HttpResponse:
    """Show both: the form keeps what was typed, theirs stands above it."""
    other = None
    if theirs is not None:
        other = Board.of(
            theirs,
            shown.section,
            user=shown.user,
            at=shown.at,
            start=theirs.starts_at,
        )
        shown.follow(theirs)
    return _shown(request, shown, status=409, conflict=True, theirs=other)


def _drop(request: HttpRequest, page: Section | None) -> HttpResponse:
    """Delete a line-up to come, or go back from the one in force to the one before."""
    pk = request.POST["drop"]
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 18
    line_up = LineUp.objects.filter(section=page, pk=pk if is_number else 0).first()
    where = address("board", page)
    if line_up is None:
        messages.warning(request, _("This line-up is not there any more."))
        return HttpResponseRedirect(where)
    try:
        made = arranging.drop(line_up, by=user_of(request), at=moment_of(request))
    except Overtaken:
        messages.warning(request, _("Somebody has changed the page meanwhile."))
        return HttpResponseRedirect(where)
    said = (
        _("The line-up is deleted.") if made is None else _("Back to the one before.")
    )
    messages.success(request, said)
    return HttpResponseRedirect(where)


def _shown(
    request: HttpRequest, shown: Board, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The board as a page of the desk."""
    section, at = shown.section, shown.at
    user = user_of(request)
    seen_at = max(shown.start, at)
    context = {
        **admin.site.each_context(request),
        "title": name_of(section),
        "board": shown,
        "found": shown.pool(),
        "filling": shown.filling(),
        "marks": beside.marks(section, sections_of(request), shown.start, at),
        "recent": beside.recent(section, user, at),
        "topics": Topic.objects.current().order_by("-article_count", "name")[:TOPICS],
        "addresses": {
            name: address(name, section) for name in ("board", "pool", "preview")
        },
        "saved_link": travel.link(path_of(section), user, seen_at),
        "yesterday": arranging.in_force(section, at - timedelta(days=1)),
        "zone": f"{timezone.localtime(at):%Z}",
        "media": shown.media,
        **more,
    }
    return render(request, "admin/sections/lineup/board.html", context, status=status)


def _tomorrow(at: datetime) -> datetime:
    """Six in the morning, the next time that comes."""
    local = timezone.localtime(at)
    six = local.replace(hour=6, minute=0, second=0, microsecond=0)
    return six if six > local else six + timedelta(days=1)
