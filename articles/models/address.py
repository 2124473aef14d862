"""Every slug an article ever had: one look-up for current, old and wrong addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Address(models.Model):
    """One slug, which belongs to one article for ever once readers have seen it."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="addresses"
    )

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return self.slug
