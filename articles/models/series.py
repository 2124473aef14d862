"""A series: articles that belong together, in order, with a page of their own."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """A series or special report. Shared: not a draft."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of its page's address: /series/power-lines/"),
    )
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=1000,
        help_text=_("Printed on its page."),
    )
    planned_parts = models.PositiveSmallIntegerField(
        _("parts planned"),
        null=True,
        blank=True,
        help_text=_("For “part 3 of 5”. Leave empty while nobody knows."),
    )
    image = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="series",
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the series' page."""
        return reverse("articles:series", args=[self.slug])
