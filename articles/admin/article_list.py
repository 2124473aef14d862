"""The list of articles: its saved views, and what stands in each cell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.words import time_tag
from articles.models import Article, Publication
from articles.moment import moment_of
from articles.status import Status, status_of


class ArticleList(ChangeList):
    """A page of articles, each with its status at this moment."""

    def get_results(self, request: HttpRequest) -> None:
        """Load the page, then all its statuses at once."""
        self.queryset = self.queryset.defer("body", "standfirst")
        super().get_results(request)
        at = moment_of(request)
        rows = list(self.result_list)
        prefetch_related_objects(rows, "bylines__contributor")
        statuses = status_of(rows, at)
        for row in rows:
            row.at, row.status = at, statuses[row.pk]
        self.result_list = rows


class ViewFilter(admin.SimpleListFilter):
    """Saved views, shown as tabs."""

    title = gettext_lazy("View")
    parameter_name = "view"
    template = "admin/_tabs.html"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """Name the views; "All" comes from Django."""
        return [
            ("mine", _("Mine")),
            ("review", _("Review")),
            ("scheduled", _("Scheduled")),
            ("live", _("Live")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> QuerySet[Article]:
        """Keep what belongs to the view; an unknown one shows all."""
        at = moment_of(request)
        if self.value() == "mine":
            return queryset.filter(mine(request.user))
        if self.value() == "review":
            stages = [Article.Stage.IN_REVIEW, Article.Stage.READY]
            return queryset.filter(stage__in=stages)
        if self.value() == "scheduled":
            return queryset.filter(_with(live_from__gt=at))
        if self.value() == "live":
            return queryset.filter(_with(live_from__lte=at, live_until__gt=at))
        return queryset


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
    """What the user began, or is named above."""
    bylined = Article.objects.filter(contributors__user=user).values("pk")
    return Q(created_by=user) | Q(pk__in=bylined)


def _with(**times: datetime) -> Exists:
    return Exists(Publication.objects.filter(article=OuterRef("pk"), **times))


# --- cells ------------------------------------------------------------------------
def thumbnail(article: Article) -> SafeString:
    """The lead image, or the place where it would be."""
    image = article.lead_image
    src = image.url(320) if image else ""
    return SafeString(
        render_to_string("admin/articles/article/_thumbnail.html", {"src": src})
    )


def title(article: Article) -> SafeString:
    """Kicker and headline."""
    kicker = SafeString("")
    if article.section is not None:
        kicker = format_html(
            '<span class="kicker {}">{}</span> ',
            article.section.accent_class,
            article.section,
        )
    return format_html('{}<span class="row-headline">{}</span>', kicker, article)


def state(status: Status, at: datetime) -> SafeString:
    """The status as a dot and a word, and what else is true at the same time."""
    return format_html(
        '<span class="status is-{}">{}</span>{}',
        status.word,
        status.label,
        format_html_join("", '<span class="row-note">{}</span>', _notes(status, at)),
    )


def names(article: Article) -> str:
    """The byline, from what was loaded with the page."""
    return ", ".join(str(byline.contributor) for byline in article.bylines.all())


def when(article: Article, status: Status, at: datetime) -> SafeString:
    """The moment that matters most: for readers, else of the last change."""
    if status.live:
        return time_tag(status.live.published_at, at=at)
    if status.next:
        return time_tag(status.next.live_from, at=at)
    return time_tag(status.ended_at or article.updated_at, at=at)


def _notes(status: Status, at: datetime) -> Iterable[tuple[Any]]:
    if status.is_published and status.waits:
        yield (status.stage.label,)
    if status.live and status.next:
        yield (
            format_html("{} {}", _("next:"), time_tag(status.next.live_from, at=at)),
        )
    if status.coming and not status.live and status.is_ahead:
        yield (_("changed since"),)
