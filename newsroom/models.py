"""What running the newsroom has to remember: purges, wrong log-ins, wishes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PurgeRecord(models.Model):
    """Words by which caches find pages that change at a moment.

    Written in the transaction that makes the change; every process that keeps
    pages reads on from the last record that it has seen.
    """

    keys = models.JSONField()
    due_at = models.DateTimeField(db_index=True)
    recorded_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}: {' '.join(self.keys)} at {self.due_at:%Y-%m-%d %H:%M:%S}"


class LoginAttempt(models.Model):
    """A log-in that has not succeeded.

    The account is kept as a keyed hash: people type passwords into the wrong field.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_by_account"),
            models.Index(fields=["address", "at"], name="attempt_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.address} at {self.at:%Y-%m-%d %H:%M:%S}"


class Preference(models.Model):
    """What a person wishes of the desk."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="preference",
    )
    language = models.CharField(_("language of the desk"), max_length=10, blank=True)
    wants_mail = models.BooleanField(_("notices by mail"), default=True)
    # Part of the secret address of the calendar; empty until one is asked for.
    calendar_secret = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return f"{self.person}"


class SavedView(models.Model):
    """A person's own tab above the list of articles."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=60)
    # The part of the address behind the question mark.
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], name="savedview_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
