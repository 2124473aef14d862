"""The readers' side of topics and bylines: which article carried what, from … until.

Links are a pure function of an article's publications (``articles.linking.spans``) with
consecutive versions merged, so an update with the same topics writes no link at all.
"""

from django.db import models
from django.db.models import F, Q

from articles.models.byline import Contributor
from articles.models.publication import FOREVER, DatedQuerySet
from articles.models.topic import Topic


class DatedLink(models.Model):
    """An interval in which an article carried something."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False
    )
    published_at = models.DateTimeField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(default=FOREVER)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.article_id} {self.live_from:%Y-%m-%d %H:%M}"


class TopicLink(DatedLink):
    """The article carried this topic, in this section."""

    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="links", db_index=False
    )
    section = models.ForeignKey(
        "sections.Section", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "topic",
                    "-published_at",
                    "-article",
                    "live_from",
                    "live_until",
                    "section",
                ],
                name="topiclink_topic",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "topic", "live_until"], name="topiclink_one_end"
            ),
            models.CheckConstraint(
                condition=Q(live_until__gt=F("live_from")), name="topiclink_interval"
            ),
        ]


class BylineLink(DatedLink):
    """The article named this contributor."""

    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="links", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "contributor",
                    "-published_at",
                    "-article",
                    "live_from",
                    "live_until",
                ],
                name="bylinelink_contributor",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "live_until"],
                name="bylinelink_one_end",
            ),
            models.CheckConstraint(
                condition=Q(live_until__gt=F("live_from")), name="bylinelink_interval"
            ),
        ]
