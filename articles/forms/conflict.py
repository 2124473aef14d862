"""Two people in one article: who saved while somebody else was typing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article, Revision


@dataclass(frozen=True)
class Conflict:
    """The article has moved on from the version that the typing started from."""

    version: int
    message: SafeString


def conflict_of(article: Article, base: int) -> Conflict | None:
    """Who saved since ``base``, and when; None when nobody did."""
    current = Article.objects.filter(pk=article.pk).values_list("version", flat=True)
    version = current.get()
    if version == base:
        return None
    last = Revision.objects.filter(article=article).select_related("made_by").first()
    who, when = _("Somebody else"), ""
    if last is not None:
        who = last.made_by.get_username() if last.made_by else who
        when = f"{timezone.localtime(last.made_at):%H:%M:%S %Z}"
    sentence = _(
        "%(who)s saved this article at %(when)s, while you were typing. Your text is "
        "kept below and not saved yet. If you save again, it replaces theirs, which "
        "stays in the history."
    )
    return Conflict(
        version,
        format_html(
            '{} <a href="{}" target="_blank">{}</a>',
            sentence % {"who": who, "when": when},
            reverse("admin:articles_article_change", args=[article.pk]),
            _("Open the current text in another tab"),
        ),
    )
