"""What people say to one another about an article: comments, and notices of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """A remark on an article or one of its paragraphs; for the desk, never for readers.

    An outsider who has a preview link may make one, too: then ``link`` is set, and
    ``name`` says who it was.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="comments", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
    )
    link = models.ForeignKey(
        "articles.PreviewLink",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    text = models.TextField(_("comment"), max_length=4000)
    # The block of the body, counted from 0, and how it began: it is found by its words
    # when blocks were added above it.
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    quote = models.CharField(max_length=300, blank=True)
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["article", "made_at", "id"], name="comment_article"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Notice(models.Model):
    """Something a person should know of; on Today until read, by mail if they wish."""

    class Kind(models.TextChoices):
        """What happened."""

        ASSIGNED = "assigned", _("Assigned to you")
        REVIEW = "review", _("Waits for review")
        SENT_BACK = "sent-back", _("Sent back")
        APPROVED = "approved", _("Approved")
        MENTIONED = "mentioned", _("You were mentioned")
        COMMENTED = "commented", _("Commented on")
        PUBLISHED = "published", _("Published")
        OUTSIDER = "outsider", _("An outsider answered")
        TAKEN_OVER = "taken-over", _("Your lock was taken over")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        db_index=False,
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # When the worker may send the mail; None when there is nothing (more) to send.
    mail_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["person", "-made_at", "-id"], name="notice_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article_id}"
