"""A publication: one version of an article as readers see it, from … until."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.carried import Carried
from articles.models.image import Image

# The open end. A far date and not NULL, so that every bound is an index condition on
# PostgreSQL; not year 9999, which overflows in zones east of Greenwich.
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)


Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows that hold from ``live_from`` until ``live_until``, by ``published_at``."""

    def live(self, at: datetime, before: tuple[datetime, int] | None = None) -> Self:
        """What readers see at ``at``. Everything for readers starts here.

        ``before``: (published_at, article id) of the last card already shown, for the
        next page. One upper bound on ``published_at``, never two: SQLite uses only one.
        """
        last, article = before or (at, None)
        rows = self.filter(
            published_at__lte=min(last, at), live_from__lte=at, live_until__gt=at
        )
        if before is None:
            return rows
        return rows.filter(Q(published_at__lt=last) | Q(article_id__lt=article))

    def newest(self) -> Self:
        """Newest first, in the one order that the covering indexes serve."""
        return self.order_by("-published_at", "-article_id")


class PublicationQuerySet(DatedQuerySet["Publication"]):
    """Publications by moment."""

    def with_cards(self) -> Self:
        """Load with each publication what its card prints: section and images."""
        return self.select_related("section__fallback", "lead_image")

    def at_address(self, article_id: int, at: datetime) -> Self:
        """Versions of the article that have not ended at ``at``, the earliest first.

        The first one is live if it has begun: one look-up, however many versions.
        """
        return self.filter(article_id=article_id, live_until__gt=at).order_by(
            "live_until"
        )

    def ended(self, article_id: int, at: datetime) -> Self:
        """Versions of the article that have ended at ``at``, the latest first."""
        rows = self.filter(article_id=article_id, live_until__lte=at)
        return rows.order_by("-live_until")

    def next_change(
        self, at: datetime, others: Iterable[models.QuerySet[Any, Any]] = ()
    ) -> datetime | None:
        """The next moment known now at which any page may change; None if none is.

        ``others``: rows of one moment each, asked for by the same query.
        """
        first = self.filter(live_from__gt=at).order_by("live_from").values("pk")[:1]
        last = self.filter(live_until__gt=at).order_by("live_until").values("pk")[:1]
        # Each branch names its row by a subquery: SQLite takes no LIMIT inside a UNION.
        starts = self.model._default_manager.filter(pk=first).values_list("live_from")
        ends = self.model._default_manager.filter(pk=last).values_list("live_until")
        moments = [
            moment
            for (moment,) in starts.union(ends, _rights_end(at), *others, all=True)
        ]
        rule: datetime | None = settings.IMAGE_RIGHTS_FROM
        if rule and rule > at:
            moments.append(rule)
        return min((moment for moment in moments if moment < FOREVER), default=None)


def _rights_end(at: datetime) -> models.QuerySet[Image, Any]:
    """The next end of a picture's rights, whichever pages show it."""
    rows = Image.objects.order_by()
    if settings.IMAGE_RIGHTS_FROM is None:
        return rows.none().values_list("rights_expire_at")
    ends = Image.objects.filter(rights_expire_at__gt=at).order_by("rights_expire_at")
    return rows.filter(pk=ends.values("pk")[:1]).values_list("rights_expire_at")


class Publication(Carried):
    """A dated record. Its text is never edited; only its end is ever set.

    What has not begun may be moved (``rescheduling``); a merged topic's id becomes that
    of the other one (``merging``).
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="publications", db_index=False
    )
    section = models.ForeignKey(
        "sections.Section",
        models.PROTECT,
        null=True,
        related_name="publications",
        db_index=False,
    )
    slug = models.SlugField(max_length=80, allow_unicode=True, db_index=False)
    headline = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    is_brief = models.BooleanField(default=False)
    lead_image = models.ForeignKey(
        "articles.Image", models.PROTECT, null=True, related_name="led_publications"
    )
    lead_caption = models.TextField(blank=True)
    contributor_ids = models.JSONField(default=list)
    topic_ids = models.JSONField(default=list)
    picked_ids = models.JSONField(default=list)
    image_ids = models.JSONField(default=list)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    digest = models.CharField(max_length=64)

    published_at = models.DateTimeField(_("first published"))
    # When readers last got something new to know; a mended typo does not count.
    changed_at = models.DateTimeField(_("changed"))
    is_minor = models.BooleanField(_("small mend"), default=False)
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), default=FOREVER)
    # Set together with the end, when it is withdrawn: what readers are told instead.
    notice = models.TextField(blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(
                fields=[
                    "section",
                    "-published_at",
                    "-article",
                    "live_from",
                    "live_until",
                ],
                name="publication_section",
            ),
            models.Index(
                fields=["-published_at", "-article", "live_from", "live_until"],
                name="publication_all",
            ),
            models.Index(
                fields=[
                    "language",
                    "-published_at",
                    "-article",
                    "live_from",
                    "live_until",
                ],
                name="publication_language",
            ),
            models.Index(
                fields=["translation_key", "live_until"],
                name="publication_translations",
                condition=Q(translation_key__isnull=False),
            ),
            models.Index(fields=["live_from"], name="publication_starts"),
            models.Index(fields=["live_until"], name="publication_ends"),
        ]
        constraints = [
            # At most one open end; and the index for "the version at a moment".
            models.UniqueConstraint(
                fields=["article", "live_until"], name="publication_one_end"
            ),
            models.CheckConstraint(
                condition=Q(live_until__gt=F("live_from")), name="publication_interval"
            ),
            # Else ``published_at <= at`` would hide a live row.
            models.CheckConstraint(
                condition=Q(published_at__lte=F("live_from")),
                name="publication_published",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Where readers find it: below its section, or below /articles/."""
        if self.section is None:
            return reverse("articles:article", args=[self.slug])
        return reverse("sections:article", args=[self.section.slug, self.slug])

    @property
    def ends(self) -> datetime | None:
        """When it ends; None while no end is set. The sentinel never leaves here."""
        return None if self.live_until >= FOREVER else self.live_until

    @property
    def in_language(self) -> str:
        """The language it is written in: its own, or else the site's."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def is_updated(self) -> bool:
        """Whether readers have been told something new since it first appeared."""
        return self.changed_at > self.published_at

    def is_live(self, at: datetime) -> bool:
        """Whether readers see it at ``at``."""
        return self.live_from <= at < self.live_until


class PublicationBody(models.Model):
    """The text of a publication, apart, so that no list loads it by accident."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="body"
    )
    html = models.TextField(blank=True)

    class Meta:
        verbose_name = _("text of a publication")
        verbose_name_plural = _("texts of publications")

    def __str__(self) -> str:
        return f"{self.pk}"
