"""What the doctor looks at: of all articles, or of those of one desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from articles.doctor.findings import Kind
from articles.models import Article, Publication

# The newest live articles; what is older has been looked at when it was new.
LOOKED_AT = 2000
ALL = frozenset(Kind)


@dataclass(frozen=True)
class Scope:
    """A moment, the articles concerned (None: all) and the kinds asked for."""

    at: datetime
    articles: QuerySet[Article] | None = None
    sections: Collection[int] | None = None
    kinds: frozenset[Kind] = ALL

    def of_articles(self) -> QuerySet[Article]:
        """The working copies, without their texts."""
        rows = Article.objects.all() if self.articles is None else self.articles
        return rows.select_related("section").defer("body", "standfirst")

    def versions(self) -> QuerySet[Publication]:
        """All publications of these articles."""
        rows = Publication.objects.all()
        if self.articles is not None:
            rows = rows.filter(article__in=self.articles.values("pk"))
        return rows.select_related("section")

    @cached_property
    def live_ids(self) -> list[int]:
        """The publications that readers see now: the newest."""
        own = self.versions().values("pk") if self.articles is not None else None
        rows = Publication.objects.live(self.at).newest()
        rows = rows if own is None else rows.filter(pk__in=own)
        return list(rows.values_list("pk", flat=True)[:LOOKED_AT])

    def live(self) -> QuerySet[Publication]:
        """Those publications, the newest first."""
        rows = Publication.objects.filter(pk__in=self.live_ids)
        return rows.select_related("section").order_by("-published_at", "-article_id")
