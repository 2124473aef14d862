"""Line-ups: what an editor puts on top of a page, from a moment on."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sections.models.section import Section


class Fill(models.TextChoices):
    """What fills the places that no slot takes."""

    NEWEST = "newest", _("The newest of this page")
    EVERYWHERE = "all", _("The newest of all sections")
    TOPIC = "topic", _("The newest of a topic")


class LineUpQuerySet(models.QuerySet["LineUp"]):
    """Line-ups by page and moment."""

    def in_force(self, section: Section | None, at: datetime) -> "LineUpQuerySet":
        """Line-ups of the page that have started at ``at``, the latest first.

        ``section`` None means the front page. The first one is in force.
        """
        return self.filter(section=section, starts_at__lte=at).order_by(
            "-starts_at", "-pk"
        )


class LineUp(models.Model):
    """A dated set of slots for the front page (no section) or a section's page."""

    section = models.ForeignKey(
        Section,
        models.CASCADE,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="line_ups",
        db_index=False,
        help_text=_("Leave empty for the front page."),
    )
    starts_at = models.DateTimeField(_("starts at"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    fill = models.CharField(
        _("then"), max_length=10, choices=Fill, default=Fill.NEWEST, blank=True
    )
    fill_topic = models.ForeignKey(
        "articles.Topic",
        models.SET_NULL,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        related_name="+",
    )
    # Rises with every save: two editors at once are told of one another.
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LineUpQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("line-up")
        verbose_name_plural = _("line-ups")
        indexes = [
            models.Index(
                fields=["section", "-starts_at", "-id"], name="lineup_in_force"
            ),
            models.Index(fields=["starts_at"], name="lineup_starts"),
        ]

    def __str__(self) -> str:
        page = self.section.name if self.section else _("Front page")
        return f"{page}, {self.starts_at:%Y-%m-%d %H:%M}"


class Slot(models.Model):
    """One place in a line-up, with words and a picture of its own if wished."""

    line_up = models.ForeignKey(
        LineUp, models.CASCADE, related_name="slots", db_index=False
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("article"),
        related_name="slots",
    )
    headline = models.CharField(_("headline here"), max_length=200, blank=True)
    standfirst = models.TextField(_("standfirst here"), max_length=400, blank=True)
    image = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        verbose_name=_("image here"),
        null=True,
        blank=True,
        related_name="slots",
    )
    ends_at = models.DateTimeField(_("drops out at"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints = [
            models.UniqueConstraint(
                fields=["line_up", "article"], name="slot_article_once"
            ),
        ]

    def __str__(self) -> str:
        # Not the article's headline: whoever sees the line-up need not know it yet.
        return self.headline or f"{_('place')} {self.position}"

    def is_open(self, at: datetime) -> bool:
        """Whether the slot still counts at ``at``."""
        return self.ends_at is None or self.ends_at > at
