"""Preview links for outsiders: who made them, who looked, and who approved what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """A signed address at which an outsider may read what is not published."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="preview_links"
    )
    label = models.CharField(
        _("for"),
        max_length=120,
        blank=True,
        help_text=_("Such as: Dr Ramos, for her quotations."),
    )
    # Part of the signed token: a link is refused once this is changed.
    nonce = models.CharField(max_length=32, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return self.label or f"{self.made_at:%Y-%m-%d %H:%M}"


class PreviewVisit(models.Model):
    """Somebody opened a preview link."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="visits")
    visited_at = models.DateTimeField()
    # The version of the working copy that was shown.
    version = models.PositiveIntegerField()
    address = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-visited_at", "-pk"]
        verbose_name = _("visit of a preview")
        verbose_name_plural = _("visits of previews")

    def __str__(self) -> str:
        return f"{self.link_id} {self.visited_at:%Y-%m-%d %H:%M}"


class Approval(models.Model):
    """A named outsider approved exactly this version."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="approvals")
    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["-approved_at", "-pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"{self.name}, {self.approved_at:%Y-%m-%d %H:%M}"
