"""Who is at work on an article: unsaved text, where people are, who locks it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Autosave(models.Model):
    """What one person has typed and not saved: outside the history, for their eyes."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="autosaves",
        db_index=False,
    )
    # "12" for article 12; what the browser made up for one that was never saved.
    key = models.CharField(max_length=40)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="autosaves"
    )
    # The version of the article that the text was opened with.
    base_version = models.PositiveIntegerField(default=0)
    # The fields of the form as they were typed.
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="autosave_once"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="autosave_saved")]

    def __str__(self) -> str:
        return f"{self.key} ({self.saved_at:%Y-%m-%d %H:%M})"


class Presence(models.Model):
    """A person has the article open, and was last heard of at a moment."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        related_name="presences",
        db_index=False,
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences"
    )
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="presence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.article_id}"


class Lock(models.Model):
    """Somebody asks all others to keep their hands off the article."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="lock"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="locks"
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lock")
        verbose_name_plural = _("locks")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.person}"
