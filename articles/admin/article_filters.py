"""What the list of articles can be narrowed to: its tabs, and its menu of sections."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Publication
from articles.moment import moment_of


class ViewFilter(admin.SimpleListFilter):
    """The views that everybody has, shown as tabs."""

    title = gettext_lazy("View")
    parameter_name = "view"
    template = "admin/_tabs.html"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """Name the views; "All" comes from Django."""
        tabs = [
            ("mine", _("Mine")),
            ("review", _("Review")),
            ("scheduled", _("Scheduled")),
            ("live", _("Live")),
        ]
        # Today leads here; a tab of their own would be two too many.
        passing = {"assigned": _("Assigned to me"), "overdue": _("Overdue")}
        wanted = request.GET.get("view", "")
        return [*tabs, (wanted, passing[wanted])] if wanted in passing else tabs

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> QuerySet[Article]:
        """Keep what belongs to the view; an unknown one shows all."""
        kept = _kept(str(self.value()), request.user, moment_of(request))
        return queryset if kept is None else queryset.filter(kept)


class SectionFilter(admin.SimpleListFilter):
    """One section's articles, or those of none."""

    title = gettext_lazy("Section")
    parameter_name = "section"
    template = "admin/_menu.html"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """Name all sections: that they exist is no secret."""
        model: Any = Article._meta.get_field("section").related_model
        sections = model.objects.all()
        return [*sections.values_list("pk", "name"), ("none", _("No section"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> QuerySet[Article]:
        """Keep one section's; nonsense shows all."""
        # Counting facets, Django gives the value as it was looked up: a number.
        value = str(self.value() or "")
        if value == "none":
            return queryset.filter(section=None)
        if value.isascii() and value.isdigit() and len(value) < 18:
            return queryset.filter(section=int(value))
        return queryset


def mine(user: Any) -> Q:
    """What the user began, is named above, or has been given."""
    bylined = Article.objects.filter(contributors__user=user).values("pk")
    return Q(created_by=user) | Q(assigned_to=user) | Q(pk__in=bylined)


def _kept(view: str, user: Any, at: datetime) -> Q | None:
    if view == "mine":
        return mine(user)
    if view == "assigned":
        return Q(assigned_to=user)
    if view == "overdue":
        return Q(due_at__lt=at)
    if view == "review":
        return Q(stage__in=[Article.Stage.IN_REVIEW, Article.Stage.READY])
    if view == "scheduled":
        return Q(_with(live_from__gt=at))
    if view == "live":
        return Q(_with(live_from__lte=at, live_until__gt=at))
    return None


def _with(**times: datetime) -> Exists:
    return Exists(Publication.objects.filter(article=OuterRef("pk"), **times))
