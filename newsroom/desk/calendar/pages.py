"""The desk's pages of the calendar: looking, moving, and one's secret address."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import rights
from articles.admin.words import moment_text
from articles.models import Article, Publication
from articles.moment import moment_of
from articles.rescheduling import reschedule
from articles.timeline import CannotPublish
from newsroom.desk.calendar import feed
from newsroom.desk.calendar.agenda import Entry, Span, entries
from newsroom.desk.calendar.period import VIEWS, Period

# Of each day; the list of that day shows the others.
SHOWN = {"month": 6, "week": 20, "list": 200}
TABS = {
    "month": gettext_lazy("Month"),
    "week": gettext_lazy("Week"),
    "list": gettext_lazy("List"),
}
MINUTES = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Day:
    """A day of the page, with as many entries as it has room for."""

    date: date
    entries: list[Entry]
    more: int = 0
    is_today: bool = False
    is_beside: bool = False


class MoveForm(forms.Form):
    """Which version, and when it is to go out."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=10**18
    )
    start = forms.DateTimeField(
        label=gettext_lazy("New date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES),
        error_messages={"required": gettext_lazy("Choose a date and a time.")},
    )


def urls(site: Any) -> list[URLPattern]:
    """The addresses; each asks for the same right as the list of articles."""
    view = site.admin_view
    return [
        path("calendar/", view(lambda request: show(site, request)), name="calendar"),
        path(
            "calendar/move/",
            view(lambda request: move(site, request)),
            name="calendar_move",
        ),
        path("calendar/address/", view(address), name="calendar_address"),
    ]


def show(site: Any, request: HttpRequest) -> HttpResponse:
    """Show a month, a week or a list; with ``?move=``, the form that moves one."""
    user = _writer(request)
    number = request.GET.get("move", "")
    form = None
    if number.isascii() and number.isdigit() and len(number) < 18:
        version = _coming(user, int(number), moment_of(request))
        if version is not None:
            form = MoveForm(initial={"version": version.pk, "start": version.live_from})
    return _page(site, request, form)


def move(site: Any, request: HttpRequest) -> HttpResponse:
    """Let a version go out at another moment; whatever is refused is shown again."""
    user, at = _writer(request), moment_of(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:calendar"))
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(site, request, form, status=422)
    version = _coming(user, form.cleaned_data["version"], at)
    if version is None:
        raise PermissionDenied
    try:
        moved = reschedule(
            version.article,
            by=user,
            at=at,
            start=form.cleaned_data["start"],
            version_id=version.pk,
        )
    except CannotPublish as refusal:
        form.add_error("start", str(refusal))
        return _page(site, request, form, status=422)
    sentence = _("“%(title)s” goes out on %(when)s.")
    facts = {"title": moved.headline, "when": moment_text(moved.live_from)}
    messages.success(request, sentence % facts)
    on = timezone.localdate(moved.live_from)
    view = request.GET.get("view")
    return HttpResponseRedirect(_address(view if view in VIEWS else "month", on))


@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make, renew or switch off the secret address of one's calendar."""
    user = _writer(request)
    if request.POST.get("act") == "revoke":
        feed.revoke(user)
        messages.success(request, _("The address is switched off."))
    else:
        feed.renew(user)
        messages.success(request, _("There is a new address. An earlier one is dead."))
    return HttpResponseRedirect(reverse("admin:calendar") + "#own-calendar")


def _page(
    site: Any, request: HttpRequest, form: MoveForm | None, status: int = 200
) -> HttpResponse:
    user, at = _writer(request), moment_of(request)
    today = timezone.localdate(at)
    view, on = request.GET.get("view", "month"), request.GET.get("on", "")
    try:
        period = Period.asked(view, on, today)
    except ValueError as error:
        raise Http404("The calendar has no such page.") from error
    span = Span(*period.bounds, room=SHOWN[period.view])
    found = entries(user, span, at)
    days = _days(period, found, span, today)
    number = str(form["version"].value()) if form else ""
    version = _coming(user, int(number), at) if number.isdecimal() else None
    context = {
        **site.each_context(request),
        "title": _("Calendar"),
        "period": period,
        "weeks": [[days[day] for day in week] for week in period.weeks],
        "days": [day for day in days.values() if day.entries or day.is_today],
        "is_empty": not found,
        "tabs": [(name, TABS[name], _address(name, period.on)) for name in VIEWS],
        "previous": _address(view, period.previous),
        "next": _address(view, period.next),
        "now": _address(view, today),
        "zone": timezone.get_current_timezone_name(),
        "form": form,
        "blank": MoveForm(auto_id="move_%s"),
        "moving": version if form else None,
        "move_address": f"{reverse('admin:calendar_move')}?{_query(view, period.on)}",
        "feed": feed.address_of(user),
    }
    return TemplateResponse(request, "admin/calendar/page.html", context, status=status)


def _days(
    period: Period, found: list[Entry], span: Span, today: date
) -> dict[date, Day]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in found:
        by_day[timezone.localdate(entry.moment)].append(entry)
    return {
        day: Day(
            date=day,
            entries=by_day[day][: span.room],
            more=max(len(by_day[day]) - span.room, 0) + span.left_out[day],
            is_today=day == today,
            is_beside=period.view == "month" and day.month != period.on.month,
        )
        for day in period.days
    }


def _coming(user: User, number: int, at: datetime) -> Publication | None:
    """The version if it has yet to begin and the user may say when."""
    rows = Publication.objects.filter(pk=number, live_from__gt=at)
    version = rows.select_related("article").first()
    is_theirs = version is not None and _may_move(user, version.article)
    return version if is_theirs else None


def _may_move(user: User, article: Article) -> bool:
    return rights.may_edit(user, article) and rights.may_publish(user, article)


def _writer(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perm("articles.change_article"):
        raise PermissionDenied
    return user


def _address(view: str, on: date) -> str:
    return f"{reverse('admin:calendar')}?{_query(view, on)}"


def _query(view: str, on: date) -> str:
    return urlencode({"view": view, "on": on.isoformat()})
