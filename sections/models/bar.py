"""The breaking-news bar: one line on top of every page, from … until."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class BarQuerySet(models.QuerySet["BreakingBar"]):
    """Bars by moment."""

    def shown(self, at: datetime) -> "BarQuerySet":
        """Those that stand at ``at``, the latest first; only the first is printed."""
        rows = self.filter(starts_at__lte=at, ends_at__gt=at)
        return rows.order_by("-starts_at", "-pk")


class BreakingBar(models.Model):
    """One line of breaking news. It always ends: nobody remembers to take it off."""

    text = models.CharField(_("text"), max_length=140)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("article"),
        null=True,
        blank=True,
        related_name="bars",
        help_text=_("Linked as soon as readers can see it."),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    made_at = models.DateTimeField(editable=False)

    objects = BarQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("breaking-news bar")
        verbose_name_plural = _("breaking-news bars")
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="bar_ends")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="bar_interval"
            ),
        ]

    def __str__(self) -> str:
        return self.text
