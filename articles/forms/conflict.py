"""Two people in one article: who saved while somebody else was typing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.presence import name_of


@dataclass(frozen=True)
class Conflict:
    """The article has moved on from the version that the typing started from."""

    version: int
    who: str
    when: datetime | None

    @property
    def message(self) -> str:
        """Who saved, and that nothing is lost."""
        facts = {"who": self.who, "when": time_text(self.when)}
        sentence = _(
            "%(who)s saved this article at %(when)s, while you were typing. Your text "
            "is kept, and not saved yet."
        )
        return sentence % facts

    @property
    def warning(self) -> str:
        """The same for somebody who has not typed anything."""
        facts = {"who": self.who, "when": time_text(self.when)}
        sentence = _(
            "%(who)s saved this article at %(when)s, after you opened it. Nothing was "
            "done: look at the text, then press again."
        )
        return sentence % facts


def conflict_of(article: Article, base: int) -> Conflict | None:
    """Who saved since ``base``, and when; None when nobody did."""
    current = Article.objects.filter(pk=article.pk).values_list("version", flat=True)
    version = current.get()
    if version == base:
        return None
    last = Revision.objects.filter(article=article).select_related("made_by").first()
    who = name_of(last.made_by) if last and last.made_by else _("Somebody else")
    return Conflict(version, who, last.made_at if last else None)


def time_text(moment: datetime | None) -> str:
    """The time of day in the newsroom's zone, to the second."""
    return f"{timezone.localtime(moment):%H:%M:%S %Z}" if moment else "?"
