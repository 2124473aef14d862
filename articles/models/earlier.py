"""Files that an image had before they were replaced."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.image import Image, originals


class EarlierFile(models.Model):
    """A file as it was until it was replaced; kept, so that nothing is lost."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="earlier_files")
    file = models.FileField(storage=originals, max_length=255)
    original_name = models.CharField(max_length=255, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    replaced_at = models.DateTimeField(_("replaced"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("replaced by"),
    )

    class Meta:
        ordering = ["-replaced_at", "-pk"]
        verbose_name = _("earlier file")
        verbose_name_plural = _("earlier files")

    def __str__(self) -> str:
        return self.original_name
