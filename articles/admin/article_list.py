"""The list of articles: what is loaded with it, and what stands in each cell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import presence
from articles.admin.words import time_tag
from articles.models import Article
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
        inside = presence.in_articles([row.pk for row in rows], at)
        for row in rows:
            row.at, row.status = at, statuses[row.pk]
            row.inside = inside.get(row.pk, [])
        self.result_list = rows


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


def who(article: Article, inside: Iterable[str], at: datetime) -> SafeString:
    """Who is in it now, who has it next, and until when."""
    cells: list[tuple[str, Any]] = [
        ("row-inside", _("%(name)s is in it") % {"name": name}) for name in inside
    ]
    if article.assigned_to is not None:
        name = presence.name_of(article.assigned_to)
        cells.append(("row-person", _("for %(name)s") % {"name": name}))
    if article.due_at:
        is_late = article.due_at < at
        word = _("overdue since") if is_late else _("due")
        due = format_html("{} {}", word, time_tag(article.due_at, at=at))
        cells.append(("row-due is-late" if is_late else "row-due", due))
    return format_html_join("", '<span class="{}">{}</span>', cells)


def _notes(status: Status, at: datetime) -> Iterable[tuple[Any]]:
    if status.is_published and status.waits:
        yield (status.stage.label,)
    if status.live and status.next:
        yield (
            format_html("{} {}", _("next:"), time_tag(status.next.live_from, at=at)),
        )
    if status.coming and not status.live and status.is_ahead:
        yield (_("changed since"),)
