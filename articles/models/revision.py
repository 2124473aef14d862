"""A revision: a frozen copy of the working copy, when, by whom and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """What an article was at an explicit save or at an act of publishing."""

    class Kind(models.TextChoices):
        """What was done."""

        SAVE = "save", _("Saved")
        PUBLISH = "publish", _("Published")
        SCHEDULE = "schedule", _("Scheduled")
        UNSCHEDULE = "unschedule", _("Unscheduled")
        WITHDRAW = "withdraw", _("Withdrawn")
        DISCARD = "discard", _("Changes discarded")
        MEND = "mend", _("Mended a small thing")
        CORRECT = "correct", _("Corrected")
        RESTORE = "restore", _("Restored")
        TAKEDOWN = "takedown", _("Taken down")
        RELEASE = "release", _("Released for publication again")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()}"
