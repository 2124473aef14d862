"""Who makes the magazine: contributors, and the bylines that name them in order."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Contributor(models.Model):
    """A person or desk that is named above an article. Shared: not a draft."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of their page's address: /by/energy-desk/"),
    )
    role = models.CharField(
        _("role"),
        max_length=120,
        blank=True,
        help_text=_("Such as: Energy correspondent"),
    )
    bio = models.TextField(_("about"), blank=True, max_length=1000)
    picture = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="contributors",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        related_name="contributor",
        help_text=_("Lets the person edit what carries their byline."),
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the contributor's page."""
        return reverse("articles:contributor", args=[self.slug])


class ContributorAddress(models.Model):
    """An address that a contributor's page had before."""

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    contributor = models.ForeignKey(
        Contributor, models.CASCADE, related_name="addresses"
    )

    class Meta:
        verbose_name = _("former address of a contributor")
        verbose_name_plural = _("former addresses of contributors")

    def __str__(self) -> str:
        return self.slug


class Byline(models.Model):
    """A contributor's place in an article's byline."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="bylines", db_index=False
    )
    contributor = models.ForeignKey(
        Contributor,
        models.PROTECT,
        related_name="bylines",
        verbose_name=_("contributor"),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor"], name="byline_contributor_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.contributor)
