"""How readers' pages write names and dates."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from articles.models import Contributor, Publication, Topic

register = template.Library()

# A correction of a typing error within minutes is not announced as an update.
SILENT = timedelta(minutes=5)
WEEK = timedelta(days=6)


@register.filter
def day(moment: date) -> str:
    """The day where the newsroom is: 22 November 2026."""
    return date_format(_local(moment), pgettext("date", "j F Y"))


@register.filter
def weekday(moment: datetime) -> str:
    """The day with its name: Sunday 22 November 2026."""
    return date_format(_local(moment), pgettext("date", "l j F Y"))


@register.filter
def since(moment: datetime, start: datetime) -> str:
    """The time, and the day where it is another than that of ``start``."""
    same_day = timezone.localdate(moment) == timezone.localdate(start)
    words = pgettext("date", "H:i") if same_day else pgettext("date", "j F Y, H:i")
    return date_format(_local(moment), words)


@register.filter
def moment(moment: datetime) -> str:
    """The day and the time where the newsroom is: 22 November 2026, 14:05 CST."""
    return date_format(_local(moment), pgettext("date", "j F Y, H:i T"))


@register.filter
def month(moment: date) -> str:
    """The month: November 2026."""
    return date_format(_local(moment), pgettext("date", "F Y"))


@register.filter
def briefly(moment: datetime, at: datetime) -> str:
    """The time for today, the name of the day for this week, else the date."""
    then, now = timezone.localdate(moment), timezone.localdate(at)
    if then == now:
        return date_format(_local(moment), pgettext("date", "H:i"))
    if now - then <= WEEK:
        return date_format(then, pgettext("date", "l"))
    return date_format(then, pgettext("date", "j F"))


@register.filter
def is_update(publication: Publication) -> bool:
    """Whether readers are told that this version is later than the first."""
    return publication.changed_at - publication.published_at > SILENT


@register.filter
def by_letter(topics: Iterable[Topic]) -> list[tuple[str, list[Topic]]]:
    """The topics (in the order of their slugs) in groups by first sign."""
    return [
        (letter, list(group))
        for letter, group in groupby(topics, key=lambda topic: topic.slug[:1].upper())
    ]


@register.simple_tag
def names(contributors: Sequence[Contributor]) -> SafeString:
    """The names, each linked to its page: “Energy desk, Data desk and Trade desk”."""
    links = [
        format_html('<a href="{}">{}</a>', person.get_absolute_url(), person.name)
        for person in contributors
    ]
    if len(links) < 2:
        return links[0] if links else SafeString("")
    *first, last = links
    some = format_html("{}" + ", {}" * (len(first) - 1), *first)
    return format_html(gettext("{some} and {last}"), some=some, last=last)


def _local(moment: date) -> date:
    """A moment as the newsroom's clock shows it; a date stays what it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment
