"""An image of the library: its file, who made it, what it shows. Shared: no draft."""

from datetime import datetime

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.topic import ImageTopic, TopicManager
from articles.photo_metadata.texts import is_blank
from articles.renditions import Entry

NO_BREAK = "\N{NO-BREAK SPACE}"


def originals() -> Storage:
    """The private storage of original files, which readers never reach."""
    return storages["originals"]


class LicenceKind(models.TextChoices):
    """On what grounds a picture may be shown."""

    OWN = "own", _("Our own")
    AGENCY = "agency", _("Licensed from an agency or a stock collection")
    COMMISSIONED = "commissioned", _("Commissioned")
    HANDOUT = "handout", _("Handed out for publication")
    CREATIVE_COMMONS = "cc", _("Creative Commons")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    QUOTATION = "quotation", _("Quotation or fair use")
    OTHER = "other", _("Other, see the notes")


class Image(models.Model):  # type: ignore[django-manager-missing]  # taggit
    """A picture with its credit, alternative text and renditions."""

    file = models.FileField(
        _("file"), storage=originals, upload_to="images/%Y/%m/", max_length=255
    )
    original_name = models.CharField(max_length=255, blank=True, editable=False)
    content_hash = models.CharField(
        max_length=64, blank=True, editable=False, db_index=True
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    # What readers get (a list of ``renditions.Entry``): the widths, narrowest first,
    # then the crops. In the row, so that a page with pictures asks for nothing more.
    renditions = models.JSONField(default=list, editable=False)
    # The names before the last change: pages in caches still ask for them.
    superseded = models.JSONField(default=list, editable=False)
    # The class of the colour that stands in while the picture is on its way.
    tone = models.CharField(max_length=3, blank=True, editable=False)
    # From when on the worker may make renditions; None when there is nothing to make.
    render_at = models.DateTimeField(null=True, editable=False)
    # What the file says itself: the fields of PhotoFacts, as plain JSON.
    said = models.JSONField(default=dict, editable=False)
    # 64 bits that nearly the same pictures nearly share, in hex; see likeness.
    likeness = models.CharField(max_length=16, blank=True, editable=False)

    creator = models.CharField(
        _("creator"), max_length=200, blank=True, help_text=_("Who made the picture.")
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("The agency or collection it comes from, such as Shutterstock."),
    )
    copyright_notice = models.CharField(
        _("copyright notice"), max_length=300, blank=True
    )
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("Such as: CC BY 4.0")
    )
    licence_url = models.URLField(_("licence address"), max_length=300, blank=True)
    licence_kind = models.CharField(
        _("kind of licence"), max_length=20, blank=True, choices=LicenceKind
    )
    licensor_url = models.URLField(
        _("where to get a licence"), max_length=300, blank=True
    )
    usage_terms = models.TextField(
        _("usage terms"),
        blank=True,
        max_length=1000,
        help_text=_("What the licence asks of everybody who shows the picture."),
    )
    rights_expire_at = models.DateTimeField(
        _("rights end"),
        null=True,
        blank=True,
        help_text=_(
            "From then on readers see the section's fallback picture in its place."
        ),
    )
    not_for_social = models.BooleanField(
        _("not for social media"),
        default=False,
        help_text=_("Links that readers share show another picture, or none."),
    )
    internal_notes = models.TextField(
        _("internal notes"),
        blank=True,
        max_length=2000,
        help_text=_("For the desk alone: readers never see them."),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "It says nothing that the text does not: readers are not told of it."
        ),
    )
    decorative_reason = models.CharField(
        _("decorative because"), max_length=200, blank=True
    )
    caption = models.TextField(_("caption"), blank=True, max_length=600)
    focal_x = models.FloatField(
        _("focal point, from the left"),
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    focal_y = models.FloatField(
        _("focal point, from the top"),
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="images",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    topics = TaggableManager(
        _("topics"), through=ImageTopic, manager=TopicManager, blank=True
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(
                fields=["render_at"],
                name="image_to_render",
                condition=models.Q(render_at__isnull=False),
            ),
            models.Index(
                fields=["rights_expire_at"],
                name="image_rights_end",
                condition=models.Q(rights_expire_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="image_focal_point",
            ),
        ]

    def __str__(self) -> str:
        named = self.caption or self.alternative_text or self.original_name
        return named or f"#{self.pk}"

    @property
    def credit(self) -> str:
        """Source and creator, "Shutterstock / jijomathaidesigners"; either alone."""
        known = (self.source, self.creator)
        return " / ".join(part for part in known if not is_blank(part))

    @property
    def credit_line(self) -> str:
        """What is printed with the picture, with the licence where it must be named."""
        if not self.credit:
            return ""
        line = gettext("Credit: %(credit)s") % {"credit": self.credit}
        if not self.names_licence:
            return line
        # "CC BY 4.0" never breaks at the end of a line.
        return f"{line} ({self.licence.replace(' ', NO_BREAK)})"

    @property
    def names_licence(self) -> bool:
        """Whether the licence asks to be named with it (Creative Commons BY)."""
        return self.licence.upper().startswith("CC BY")

    @property
    def has_credit(self) -> bool:
        """Whether it is known who made the picture."""
        return bool(self.credit)

    @property
    def has_alternative(self) -> bool:
        """Whether readers who cannot see it are served: a text, or said decorative."""
        return self.is_decorative or not is_blank(self.alternative_text)

    @property
    def shown_until(self) -> datetime | None:
        """From when on readers see another picture; None if no end is enforced.

        The policy is the newsroom's: rights that ended before the day from which it
        enforces them end on that day.
        """
        first: datetime | None = settings.IMAGE_RIGHTS_FROM
        if first is None or self.rights_expire_at is None:
            return None
        return max(first, self.rights_expire_at)

    def may_be_shown(self, at: datetime) -> bool:
        """Whether readers may see it at ``at``."""
        return self.shown_until is None or at < self.shown_until

    def is_expired(self, at: datetime) -> bool:
        """Whether its rights have ended at ``at``, whatever the policy."""
        return self.rights_expire_at is not None and self.rights_expire_at <= at

    @property
    def alt(self) -> str:
        """The value of the alt attribute: empty when decorative."""
        return "" if self.is_decorative else self.alternative_text

    @property
    def is_portrait(self) -> bool:
        """Whether it is clearly taller than wide."""
        return self.height > self.width * 1.1

    def shown(self, crop: str = "") -> list[Entry]:
        """The renditions in these proportions, narrowest first.

        The uncropped ones where a crop is not there: not yet, or because the picture
        has these proportions anyway.
        """
        found = [one for one in self.renditions if one.get("crop", "") == crop]
        return found or [one for one in self.renditions if not one.get("crop")]

    def largest(self) -> Entry | None:
        """The widest uncropped rendition; None while there is none."""
        shown = self.shown()
        return shown[-1] if shown else None

    def at_least(self, width: int, crop: str = "") -> Entry | None:
        """The smallest rendition of at least ``width`` pixels, else the widest."""
        shown = self.shown(crop)
        wide = [one for one in shown if one["width"] >= width] or shown[-1:]
        return wide[0] if wide else None

    def url(self, width: int = 960, crop: str = "") -> str:
        """The public address of a rendition of about ``width`` pixels; "" if none."""
        rendition = self.at_least(width, crop)
        return default_storage.url(rendition["name"]) if rendition else ""
