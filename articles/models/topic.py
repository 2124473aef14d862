"""Topics: the readers' word for tags. One topic for each name, however it is typed."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles.slugs import slug_for, variants

MAX_NAME = 60


def tidy_name(name: str) -> str:
    """``name`` in NFC, with single spaces; raises ValidationError when unusable."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name:
        raise ValidationError(_("A topic needs a name."), code="empty")
    if len(name) > MAX_NAME:
        raise ValidationError(
            _("“%(name)s…” is too long for a topic: at most %(limit)d characters."),
            code="long",
            params={"name": name[:20], "limit": MAX_NAME},
        )
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Cn"} for sign in name):
        raise ValidationError(
            _("A topic's name cannot contain control characters."), code="control"
        )
    if "," in name:
        raise ValidationError(_("A topic's name cannot contain a comma."), code="comma")
    return name


def key_of(name: str) -> str:
    """What two spellings of one topic share: "MÉXICO" and "méxico" are one."""
    return unicodedata.normalize("NFC", tidy_name(name).casefold())


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics by the names that people type."""

    def named(self, names: Iterable[str]) -> list["Topic"]:
        """The topics of these names, in this order, each once, created where missing.

        Two people who create one topic at the same time get the same row. Raises
        ValidationError for a name that no topic can have.
        """
        return list(dict.fromkeys(self.by_key(names).values()))

    def by_key(self, names: Iterable[str]) -> dict[str, "Topic"]:
        """The same topics by the key of what was typed; a merged one leads on."""
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(key_of(name), tidy_name(name))
        found = self.known(wanted)
        return {
            key: found.get(key) or self._created(key, name).lasting
            for key, name in wanted.items()
        }

    def known(self, keys: Iterable[str]) -> dict[str, "Topic"]:
        """Those of the topics with these keys that exist; a merged one leads on."""
        rows = self.filter(key__in=list(keys)).select_related("merged_into")
        return {topic.key: topic.lasting for topic in rows}

    def current(self) -> "TopicQuerySet":
        """Topics that stand for themselves, and were not merged into another."""
        return self.filter(merged_into=None)

    def _created(self, key: str, name: str) -> "Topic":
        """The topic of this key; inserted unless somebody else is faster."""
        for slug in variants(slug_for(name, "topic")):
            if TopicAddress.objects.filter(slug=slug).exists():
                # It leads readers on to where another topic is now.
                continue
            self.bulk_create(
                [self.model(name=name, key=key, slug=slug)], ignore_conflicts=True
            )
            # No row means that the slug belongs to another topic: try the next.
            topic = self.filter(key=key).first()
            if topic is not None:
                return topic
        raise AssertionError("slug variants never end")


class Topic(TagBase):
    """A topic that articles carry, with a page of its own."""

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(max_length=200, unique=True, editable=False)
    description = models.TextField(
        _("introduction"),
        blank=True,
        max_length=600,
        help_text=_("Printed on its page."),
    )
    # Articles that carry it, scheduled ones included: the weight of a shared topic.
    article_count = models.PositiveIntegerField(default=0, editable=False)
    # A merged topic stays as a word for the other one: whoever typed its name, or still
    # holds its id, gets there.
    merged_into = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("merged into"),
        null=True,
        editable=False,
        related_name="merged",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    @property
    def lasting(self) -> "Topic":
        """The topic that it was merged into, else itself."""
        return self.merged_into or self

    def clean(self) -> None:
        """Tidy the name and refuse a second spelling of another topic."""
        self.name = tidy_name(self.name)
        self.key = key_of(self.name)
        twins = Topic.objects.filter(key=self.key).exclude(pk=self.pk)
        if twins.exists():
            raise ValidationError({"name": _("There is a topic of this name already.")})

    def get_absolute_url(self) -> str:
        """The address of the topic's page."""
        return reverse("articles:topic", args=[self.slug])


class TopicAddress(models.Model):
    """An address that a topic had before it was renamed or merged into another."""

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="addresses")

    class Meta:
        verbose_name = _("former address of a topic")
        verbose_name_plural = _("former addresses of topics")

    def __str__(self) -> str:
        return self.slug


class TopicManager(_TaggableManager):
    """taggit's manager, finding and making topics by our rules for names."""

    def _to_tag_model_instances(
        self, tags: Iterable["Topic | str"], tag_kwargs: dict[str, Any]
    ) -> list["Topic"]:
        given = list(tags)
        names = [topic for topic in given if isinstance(topic, str)]
        named = Topic.objects.by_key(names)
        topics = [
            named[key_of(topic)] if isinstance(topic, str) else topic.lasting
            for topic in given
        ]
        return list(dict.fromkeys(topics))


class ArticleTopic(ItemBase):
    """A topic on the desk's working copy of an article."""

    content_object = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="topic_items", db_index=False
    )
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="article_items")

    objects = models.Manager["ArticleTopic"]()

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="articletopic_once"
            ),
        ]


class ImageTopic(ItemBase):
    """A topic on an image of the library."""

    content_object = models.ForeignKey(
        "articles.Image", models.CASCADE, related_name="topic_items", db_index=False
    )
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="image_items")

    objects = models.Manager["ImageTopic"]()

    class Meta:
        verbose_name = _("topic of an image")
        verbose_name_plural = _("topics of images")
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="imagetopic_once"
            ),
        ]
