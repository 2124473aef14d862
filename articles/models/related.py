"""The stored answer to "what else might interest a reader of this article?"."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class RelatedListQuerySet(models.QuerySet["RelatedList"]):
    """Lists by moment."""

    def at(self, at: datetime) -> Any:
        """With ``shown``: the entries as they stood at ``at``, whatever came since."""
        earlier = EarlierRelated.objects.filter(
            article=OuterRef("article"), held_until__gt=at
        ).order_by("held_until", "pk")
        held = Subquery(earlier.values("entries")[:1])
        return self.annotate(
            shown=Coalesce(held, "entries", output_field=models.JSONField())
        )


class RelatedList(models.Model):
    """An article's nearest neighbours by topic, best first.

    ``entries``: ``[[article id, score], …]``, at most ``articles.related.KEPT``. They
    are filtered by moment when shown, so withdrawn and scheduled ones may stand in it.
    """

    article = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        primary_key=True,
        related_name="related_list",
    )
    entries = models.JSONField(default=list)
    computed_at = models.DateTimeField(db_index=True)

    objects = RelatedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("related list")
        verbose_name_plural = _("related lists")

    def __str__(self) -> str:
        return f"{self.article_id}: {len(self.entries)}"

    @property
    def article_ids(self) -> list[int]:
        """The neighbours' article ids, best first."""
        return [article_id for article_id, _score in self.entries]


class EarlierRelated(models.Model):
    """A list as it stood until a moment: what readers saw can be shown again."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False
    )
    entries = models.JSONField(default=list)
    held_until = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier related list")
        verbose_name_plural = _("earlier related lists")
        indexes = [
            models.Index(fields=["article", "held_until"], name="earlier_related"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} until {self.held_until:%Y-%m-%d %H:%M}"
