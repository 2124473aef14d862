"""What an article and each of its publications both say, besides text and pictures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sensitivity(models.TextChoices):
    """Why an article must not stand beside just any other."""

    NONE = "", _("None")
    GRIEF = "grief", _("Death or disaster")
    CRIME = "crime", _("Crime or court")
    MINORS = "minors", _("Children concerned")


class Carried(models.Model):
    """Fields of the working copy that a publication takes over as they are.

    Defined once for both, so that neither can have what the other lacks; the form,
    ``compose``, the digest and Discard all go by ``CARRIED``.
    """

    search_headline = models.CharField(
        _("headline for search engines"),
        max_length=120,
        blank=True,
        help_text=_("Leave empty to take the headline."),
    )
    search_description = models.TextField(
        _("description for search engines"),
        max_length=300,
        blank=True,
        help_text=_("Leave empty to take the standfirst."),
    )
    canonical_url = models.URLField(
        _("first published at"),
        max_length=300,
        blank=True,
        help_text=_("The address of the original, when it first appeared elsewhere."),
    )
    is_noindex = models.BooleanField(
        _("keep out of search engines"),
        default=False,
        help_text=_("Readers see it as ever; search engines are asked to leave it."),
    )
    sensitivity = models.CharField(
        _("sensitive"),
        max_length=20,
        blank=True,
        choices=Sensitivity,
        default=Sensitivity.NONE,
        help_text=_("Related articles then come from the same kind only."),
    )
    # Ids of articles that must never stand below this one, nor it below them.
    apart_ids = models.JSONField(default=list, blank=True)
    sponsor = models.CharField(
        _("paid for by"),
        max_length=120,
        blank=True,
        help_text=_("Whoever paid for it is named above the headline and on cards."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Leave empty for the language of the site."),
    )
    # Articles that share it are one text in several languages.
    translation_key = models.UUIDField(null=True, blank=True, editable=False)
    series = models.ForeignKey(
        "articles.Series",
        models.PROTECT,
        verbose_name=_("series"),
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    series_part = models.PositiveSmallIntegerField(_("part"), null=True, blank=True)

    class Meta:
        abstract = True


# By column: ``series_id`` and not ``series``, so that copying asks no query.
CARRIED = tuple(field.attname for field in Carried._meta.local_fields)
