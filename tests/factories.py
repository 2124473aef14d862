"""Plain functions that make what a test needs, through the real actions."""

import io
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.core.files.storage import storages
from PIL import Image as Pixels

from articles import library, publishing, writing
from articles.linking import relink
from articles.models import (
    Address,
    Article,
    Contributor,
    Image,
    Publication,
    PublicationBody,
)
from articles.working_copy import WorkingCopy, compose
from sections.models import Section

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BODY = "<p>Of every three cubic metres consumed, two are bought abroad.</p>"

_numbers = count(1)


def make_user(name: str = "mei", *, role: str = "", **facts: Any) -> AbstractUser:
    """Somebody who signs in to the desk; ``role`` is a group's name."""
    facts = {"is_staff": True, **facts}
    user: AbstractUser = get_user_model().objects.create_user(name, **facts)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_section(name: str = "Energy & Mining", **facts: Any) -> Section:
    """A section; its slug is made of the name."""
    slug = name.lower().replace(" & ", "-").replace(" ", "-")
    return Section.objects.create(**{"name": name, "slug": slug, **facts})


def make_contributor(name: str = "Energy desk", **facts: Any) -> Contributor:
    """A contributor; the slug is made of the name."""
    slug = name.lower().replace(" ", "-")
    return Contributor.objects.create(**{"name": name, "slug": slug, **facts})


def picture_bytes(
    size: tuple[int, int] = (64, 48), colour: str = "teal", kind: str = "JPEG"
) -> bytes:
    """The bytes of a plain picture."""
    buffer = io.BytesIO()
    Pixels.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def make_image(**facts: Any) -> Image:
    """An image row with a credit and an alternative text; no file behind it."""
    number = next(_numbers)
    defaults = {
        "original_name": f"pumpjack-{number}.jpg",
        "file": f"images/pumpjack-{number}.jpg",
        "content_hash": f"{number:064x}",
        "width": 960,
        "height": 540,
        "renditions": [
            {"name": f"images/{number}-480.webp", "width": 480, "height": 270},
            {"name": f"images/{number}-960.webp", "width": 960, "height": 540},
        ],
        "creator": "jijomathaidesigners",
        "source": "Shutterstock",
        "alternative_text": "A pumpjack on a dry slope",
    }
    image = Image.objects.create(**{**defaults, **facts})
    library.index(image)
    return image


def make_article(
    headline: str = "A grid built on gas",
    *,
    by: AbstractUser | None = None,
    at: datetime = NOON,
    topics: Any = ("Natural gas",),
    contributors: Any = (),
    picked: Any = (),
    **facts: Any,
) -> Article:
    """A saved working copy that passes the gate, unless ``facts`` say otherwise."""
    article = Article(**{"headline": headline, "body": BODY, "created_at": at, **facts})
    writing.save(
        article, by=by, at=at, topics=topics, contributors=contributors, picked=picked
    )
    return article


def make_live(
    headline: str = "A grid built on gas", *, at: datetime = NOON, **facts: Any
) -> Publication:
    """An article published at ``at``: the publication (its ``article`` is the copy)."""
    article = make_article(headline, at=at, **facts)
    return publishing.publish(article, by=facts.get("by"), at=at)


def make_archive(
    count: int, *, section: Section, contributors: Any, topics: Any
) -> None:
    """Many live articles, one an hour back from NOON, written in bulk.

    They are what publishing would have written, but for slugs of their own and related
    lists: for tests that ask what a page costs.
    """
    first = Article.objects.count()
    articles = Article.objects.bulk_create(
        Article(section=section, headline=f"Number {n}", slug=f"number-{n}", body=BODY)
        for n in range(first, first + count)
    )
    rows = []
    # By place and not by number: PostgreSQL never counts from 1 again.
    for place, article in enumerate(articles, first + 1):
        row = compose(WorkingCopy(article, topics, contributors))
        row.live_from = row.published_at = NOON - HOUR * place
        row.created_at = row.changed_at = row.live_from
        rows.append(row)
    bodies = [row.body for row in rows]
    Publication.objects.bulk_create(rows)
    PublicationBody.objects.bulk_create(bodies)
    Address.objects.bulk_create(
        Address(slug=article.slug, article=article) for article in articles
    )
    for row in rows:
        relink(row.article, [row], row.live_from)


def place_originals(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Keep the originals of one test in ``folder``.

    The model's field holds on to its storage even when a test changed STORAGES and
    ``storages`` began to give another object; both must agree.
    """
    field: Any = Image._meta.get_field("file")
    for storage in (storages["originals"], field.storage):
        monkeypatch.setattr(storage, "location", str(folder))
