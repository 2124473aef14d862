"""The stored answer to "what else might interest a reader of this article?"."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("related list")
        verbose_name_plural = _("related lists")

    def __str__(self) -> str:
        return f"{self.article_id}: {len(self.entries)}"

    @property
    def article_ids(self) -> list[int]:
        """The neighbours' article ids, best first."""
        return [article_id for article_id, _score in self.entries]
