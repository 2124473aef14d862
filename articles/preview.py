"""The reader's page of a working copy, before readers see any of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as rendered
from django.template.loader import render_to_string
from django.utils import translation

from articles.comments import Thread
from articles.models import Publication
from articles.reading import ArticlePage, page_with
from articles.richtext import clean
from articles.richtext.texts import block_ends
from articles.working_copy import WorkingCopy, compose, inline_images


def render(
    copy: WorkingCopy,
    request: HttpRequest,
    at: datetime,
    threads: Sequence[Thread] = (),
) -> HttpResponse:
    """Show ``copy`` as readers would see it at ``at``; it may be an unsaved form.

    ``threads``: what the desk says, beside the paragraphs; never for outsiders. The
    answer is the visitor's own: no cache keeps it and no crawler lists it.
    """
    page = page_of(copy, at)
    body = page.publication.body
    body.html = with_remarks(body.html, threads)
    context = {"page": page, "at": at, "is_preview": True}
    with translation.override(page.publication.in_language):
        response = rendered(request, "articles/article.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def with_remarks(html: str, threads: Sequence[Thread]) -> str:
    """A clean body with comments behind the blocks they are about; first the others."""
    name = "admin/articles/article/_beside.html"
    ends = block_ends(html) if threads else []
    by_place: dict[int, list[Thread]] = defaultdict(list)
    for thread in threads:
        by_place[0 if thread.block is None else ends[thread.block]].append(thread)
    for place in sorted(by_place, reverse=True):
        remarks = render_to_string(name, {"threads": by_place[place]})
        html = html[:place] + remarks + html[place:]
    return html


def page_of(copy: WorkingCopy, at: datetime) -> ArticlePage:
    """The page that publishing ``copy`` at ``at`` would make; nothing is saved."""
    publication = compose(copy)
    publication.section = copy.article.section
    publication.body.html = clean(copy.article.body)
    publication.live_from = publication.changed_at = at
    publication.published_at = _first_published(copy, at)
    return page_with(
        publication,
        at,
        contributors=copy.contributors,
        topics=copy.topics,
        images=copy.images or inline_images(publication.body.html),
    )


def _first_published(copy: WorkingCopy, at: datetime) -> datetime:
    """The date that the page would print: of the first version, if there was one."""
    begun = Publication.objects.filter(article_id=copy.article.pk, live_from__lte=at)
    first = begun.order_by("live_until").first() if copy.article.pk else None
    return first.published_at if first else at
