"""The desk's working copy of an article. Saving it changes nothing for readers."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.byline import Byline, Contributor
from articles.models.carried import Carried
from articles.models.image import Image
from articles.models.topic import ArticleTopic, TopicManager


class Article(Carried):  # type: ignore[django-manager-missing]  # taggit
    """An article as its writers and editors see it.

    What readers see is a Publication; ``articles.publishing`` makes one of the other.
    """

    class Stage(models.TextChoices):
        """How far the desk has come with it, before publication."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        READY = "ready", _("Ready")

    section = models.ForeignKey(
        "sections.Section",
        models.PROTECT,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="articles",
        db_index=False,
    )
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        allow_unicode=True,
        help_text=_("The last part of the address. Leave empty to take the headline."),
    )
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=600)
    body = models.TextField(_("body"), blank=True)
    is_brief = models.BooleanField(
        _("brief"),
        default=False,
        help_text=_("Headline and standfirst say it all: no body is needed."),
    )
    lead_image = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        related_name="led_articles",
    )
    lead_caption = models.TextField(
        _("caption"),
        blank=True,
        max_length=600,
        help_text=_("Leave empty to print the image's own caption."),
    )
    contributors = models.ManyToManyField(
        Contributor, through=Byline, related_name="articles", blank=True
    )
    topics = TaggableManager(
        _("topics"), through=ArticleTopic, manager=TopicManager, blank=True
    )
    picked = models.ManyToManyField(
        "self",
        through="articles.HandPicked",
        symmetrical=False,
        related_name="picked_by",
        blank=True,
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage, default=Stage.DRAFT
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
        verbose_name=_("created by"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_articles",
        verbose_name=_("assigned to"),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True, db_index=True)
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nothing of it goes out before."),
    )
    internal_notes = models.TextField(
        _("notes"),
        blank=True,
        max_length=4000,
        help_text=_("For the desk alone: readers never see them."),
    )
    # Since when it must not be published again, by whom, and why: for the desk alone.
    blocked_at = models.DateTimeField(null=True, blank=True, editable=False)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    legal_note = models.TextField(_("legal note"), blank=True, max_length=2000)
    created_at = models.DateTimeField(
        _("created"), default=timezone.now, editable=False
    )
    updated_at = models.DateTimeField(
        _("changed"), default=timezone.now, editable=False
    )
    # Rises with every save: a save that started from an older number is a conflict.
    version = models.PositiveIntegerField(default=0, editable=False)
    # What readers would see of it, as one hash; equal to the live one's when the same.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # The article's own clock: publishing never acts before its last act.
    acted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="article_changed"),
            models.Index(
                fields=["section", "-updated_at", "-id"], name="article_section_changed"
            ),
            models.Index(
                fields=["stage", "-updated_at", "-id"], name="article_stage_changed"
            ),
            models.Index(
                fields=["embargo_until"],
                name="article_embargo",
                condition=models.Q(embargo_until__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="article_one_translation"
            ),
        ]
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw articles")),
            ("act_in_every_section", _("Can edit and publish in every section")),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline yet)"))


class HandPicked(models.Model):
    """An article that an editor wants beneath another one, in this place."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="hand_picks", db_index=False
    )
    other = models.ForeignKey(Article, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("hand-picked article")
        verbose_name_plural = _("hand-picked articles")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "other"], name="handpicked_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="handpicked_other"
            ),
        ]

    def __str__(self) -> str:
        return str(self.other)
