"""Topics that say too little, or the same twice."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import merging
from articles.doctor.findings import SHOWN, Finding, Kind
from articles.doctor.scope import Scope
from articles.models import Topic


def thin(scope: Scope) -> Iterator[Finding]:
    """Topics that one article alone carries."""
    rows = Topic.objects.current().filter(article_count=1).order_by("name", "pk")
    for topic in rows[:SHOWN]:
        yield Finding(Kind.THIN, topic.name, "", "topic", topic.pk, "name")


def twins(scope: Scope) -> Iterator[Finding]:
    """Topics whose names are nearly the same, and the page to merge them."""
    for group in merging.twins():
        ids = ",".join(str(topic.pk) for topic in group)
        first, *others = group
        names = ", ".join(topic.name for topic in others)
        yield Finding(
            kind=Kind.TWINS,
            title=first.name,
            message=_("And: %(names)s") % {"names": names},
            model="topic",
            pk=first.pk,
            page=f"{reverse('admin:articles_topic_merge')}?{urlencode({'ids': ids})}",
        )
