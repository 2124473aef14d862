"""Corrections: what readers are told was wrong, by whom, from when on."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections by moment."""

    def shown(self, at: datetime) -> "CorrectionQuerySet":
        """Those that readers see at ``at``, the latest first.

        Not before they were made, whatever date they bear.
        """
        stands = models.Q(retracted_at__gt=at) | models.Q(retracted_at__isnull=True)
        rows = self.filter(stands, corrected_at__lte=at, made_at__lte=at)
        return rows.order_by("-corrected_at", "-pk")


class Correction(models.Model):
    """A signed sentence below an article. Its text is never edited, only retracted."""

    class Kind(models.TextChoices):
        """What it tells readers."""

        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "note", _("Editor's note")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="corrections", db_index=False
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, default=Kind.CORRECTION
    )
    text = models.TextField(_("text"), max_length=2000)
    signed_by = models.CharField(
        _("signed"),
        max_length=120,
        blank=True,
        help_text=_("Such as: The energy desk. Leave empty to sign as the magazine."),
    )
    # What readers see as its date; never in the future.
    corrected_at = models.DateTimeField(_("date"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    # When it was itself wrong: readers no longer see it, the history still does.
    retracted_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [
            models.Index(fields=["-corrected_at", "-id"], name="correction_newest"),
            models.Index(
                fields=["article", "-corrected_at", "-id"], name="correction_article"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.corrected_at:%Y-%m-%d %H:%M}"
