"""A section of the magazine: the kicker above an article, a page, a colour."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# First parts of other addresses of the site, which no section may take.
RESERVED_SLUGS = frozenset(
    ["admin", "api", "articles", "by", "corrections", "feed", "healthz", "media"]
    + ["metrics", "news-sitemap", "preview", "readyz", "robots", "search", "series"]
    + ["share", "sitemap", "static", "text", "topics", "well-known"]
)


def refuse_reserved_slug(slug: str) -> None:
    """Raise ValidationError when ``slug`` is the start of another address."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is the address of another page of the site."),
            code="reserved",
            params={"slug": slug},
        )


class Section(models.Model):
    """A section, such as Energy & Mining."""

    class Accent(models.TextChoices):
        """The colours of the stylesheet, named for pigments and ores."""

        INK = "", _("Ink (no colour)")
        MAYA = "maya", _("Maya blue")
        COPPER = "copper", _("Copper")
        INDIGO = "indigo", _("Indigo")
        MALACHITE = "malachite", _("Malachite green")
        COCHINEAL = "cochineal", _("Cochineal red")
        OCHRE = "ochre", _("Ochre")
        JACARANDA = "jacaranda", _("Jacaranda violet")

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
                _("Use small letters, digits and single hyphens."),
            ),
            refuse_reserved_slug,
        ],
        help_text=_("The first part of its articles' addresses: /energy-mining/…"),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=300,
        help_text=_("One sentence at the top of the section's page."),
    )
    accent = models.CharField(
        _("colour"), max_length=20, blank=True, choices=Accent, default=Accent.INK
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first in the menu.")
    )
    in_navigation = models.BooleanField(_("in the menu"), default=True)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editors"),
        blank=True,
        related_name="sections",
        help_text=_("The section editors who may edit and publish here."),
    )

    fallback = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        verbose_name=_("fallback picture"),
        null=True,
        blank=True,
        related_name="fallback_of",
        help_text=_("Shown where a picture's rights have ended."),
    )

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the section's page."""
        return reverse("sections:section", args=[self.slug])

    @property
    def accent_class(self) -> str:
        """The CSS class that sets the section's colour; empty for ink."""
        return f"accent-{self.accent}" if self.accent else ""
