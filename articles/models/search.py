"""The words of a publication, as the search index reads them."""

from django.db import models

from articles.models.article import Article
from articles.models.publication import Publication


class SearchEntry(models.Model):
    """One publication that has not ended, ready to be searched.

    ``words``: the folded words of headline, standfirst, body and names, by spaces. The
    index over it is made by a migration: FTS5 on SQLite, a tsvector on PostgreSQL.
    Whether readers may see it is never decided here, but by ``Publication.live``.
    """

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    words = models.TextField()

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.pk}"


class DeskEntry(models.Model):
    """One working copy, ready to be searched by the desk; as ``SearchEntry`` is."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="desk_entry"
    )
    words = models.TextField()

    class Meta:
        verbose_name = "desk entry"
        verbose_name_plural = "desk entries"

    def __str__(self) -> str:
        return f"{self.pk}"
