"""Keeping the index: every version that has not ended stands in it, and no other."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from articles.models import Article, Contributor, Publication, SearchEntry, Topic
from articles.richtext import plain_text
from articles.search.folding import words_of

# PostgreSQL refuses a tsvector above 1 MB; a longer text is found by its beginning.
LONGEST_TEXT = 200_000


def index(article: Article, versions: Iterable[Publication], at: datetime) -> None:
    """Make the article's entries those of ``versions`` that end after ``at``.

    Call it in the publishing transaction. Removing ended versions is hygiene: they
    would crowd the window of newest hits. Hiding them is the filter's work.
    """
    wanted = {version.pk: version for version in versions if version.live_until > at}
    entries = SearchEntry.objects.filter(publication__article=article)
    entries.exclude(pk__in=wanted).delete()
    known = set(entries.values_list("pk", flat=True))
    for pk, version in wanted.items():
        if pk not in known:
            SearchEntry.objects.create(publication=version, words=_words(version))


def add_words(publications: QuerySet[Publication], text: str) -> None:
    """Let these publications be found by the words of ``text``, too."""
    words = " ".join(words_of(text))
    if words:
        entries = SearchEntry.objects.filter(publication__in=publications)
        entries.update(words=Concat("words", Value(f" {words}")))


def rebuild(at: datetime, step: Callable[[int], None] | None = None) -> int:
    """Index every publication that has not ended afresh; returns how many.

    ``step`` is told the number done, every 200.
    """
    SearchEntry.objects.all().delete()
    rows = Publication.objects.filter(live_until__gt=at).select_related("body")
    done = 0
    for version in rows.order_by("pk").iterator(200):
        SearchEntry.objects.create(publication=version, words=_words(version))
        done += 1
        if step and done % 200 == 0:
            step(done)
    return done


def _words(version: Publication) -> str:
    names = [
        *Topic.objects.filter(pk__in=version.topic_ids).values_list("name", flat=True),
        *Contributor.objects.filter(pk__in=version.contributor_ids).values_list(
            "name", flat=True
        ),
    ]
    text = plain_text(version.body.html)[:LONGEST_TEXT]
    return " ".join(
        words_of(" ".join([version.headline, version.standfirst, text, *names]))
    )
