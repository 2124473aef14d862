"""Articles that readers see, and what they lack."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from articles.doctor.findings import Finding, Kind
from articles.doctor.scope import Scope
from articles.models import Article, Publication, TopicLink


def without_standfirst(scope: Scope) -> Iterator[Finding]:
    """Live articles whose cards have nothing to say below the headline."""
    for version in scope.live().filter(standfirst=""):
        yield of_version(version, Kind.STANDFIRST, "standfirst")


def in_no_list(scope: Scope) -> Iterator[Finding]:
    """Live articles without section and topic that stand in no line-up either."""
    field: Any = Article._meta.get_field("slots")
    slots = field.related_model._default_manager.filter(article=OuterRef("article"))
    links = TopicLink.objects.live(scope.at).filter(article=OuterRef("article"))
    rows = scope.live().filter(~Exists(links), ~Exists(slots), section=None)
    for version in rows:
        yield of_version(version, Kind.ORPHAN, "section")


def of_version(
    version: Publication, kind: Kind, field: str, message: str = ""
) -> Finding:
    """A finding about what readers see of an article, mended in its form."""
    return Finding(
        kind=kind,
        title=version.headline,
        message=message,
        model="article",
        pk=version.article_id,
        field=field,
        section=version.section,
    )
