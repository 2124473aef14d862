"""The past of an article: what it was, what readers see, and bringing it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Model

from articles import writing
from articles.models import CARRIED, Article, Contributor, Publication, Revision, Topic
from articles.working_copy import copy_of

Snapshot = Mapping[str, Any]
TEXTS = ("slug", "headline", "standfirst", "body", "lead_caption")


def seen(publication: Publication) -> dict[str, Any]:
    """What readers see, as the snapshot of a working copy says it (two queries)."""
    topics = Topic.objects.in_bulk(publication.topic_ids)
    names = [topics[pk].name for pk in publication.topic_ids if pk in topics]
    return {**copy_of(publication).snapshot, "topics": names}


def restore(
    article: Article,
    revision: Revision,
    *,
    by: User | None,
    at: datetime,
    base_version: int | None = None,
    keeps_section: bool = False,
) -> Revision:
    """Make the working copy what it was at ``revision``; readers see nothing of it.

    The text it replaces stays in the history. What was deleted since (pictures, names)
    is left out. ``keeps_section``: for who may not move it back into its section.
    Raises EditConflict when somebody saved since ``base_version``, Locked when somebody
    else holds the article.
    """
    past: Snapshot = revision.data
    for name in TEXTS:
        setattr(article, name, past.get(name, ""))
    article.is_brief = bool(past.get("is_brief"))
    article.lead_image_id = _still(article, "lead_image", past.get("lead_image"))
    if not keeps_section:
        article.section_id = _still(article, "section", past.get("section"))
    for name in CARRIED:
        setattr(article, name, _carried(article, name, past.get(name)))
    return writing.save(
        article,
        by=by,
        at=at,
        topics=past.get("topics", []),
        contributors=_rows(Contributor, past.get("contributors", [])),
        picked=_rows(Article, past.get("picked", [])),
        base_version=base_version,
        kind=Revision.Kind.RESTORE,
    )


def _carried(article: Article, name: str, fact: Any) -> Any:
    field: Any = Article._meta.get_field(name.removesuffix("_id"))
    if fact is None:
        return field.get_default()
    if name == "translation_key":
        return UUID(fact)
    return _still(article, field.name, fact) if field.is_relation else fact


def _still(article: Article, name: str, pk: int | None) -> int | None:
    """The id, if there is still something behind it."""
    model: Any = article._meta.get_field(name).related_model
    return pk if pk and model._default_manager.filter(pk=pk).exists() else None


def _rows(model: type[Model], ids: list[int]) -> list[Any]:
    rows = model._default_manager.in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]
