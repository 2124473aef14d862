"""Saving the working copy: slugs, versions, revisions, conflicts."""

import pytest
from django.core.exceptions import ValidationError

from articles import publishing, writing
from articles.models import Address, Article, Revision
from tests.factories import (
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_live,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("A grid built on gas", "a-grid-built-on-gas"),
        ("¿Cuánto cuesta la energía?", "cuanto-cuesta-la-energia"),
        ("🔥🔥", "article"),
        ("", "article"),
        ("エネルギー", "エネルギー"),
        ("x" * 200, "x" * 80),
    ],
)
def test_slug_comes_from_the_headline(headline: str, slug: str) -> None:
    assert make_article(headline).slug == slug


def test_slug_is_numbered_when_taken() -> None:
    slugs = [make_article("One phone each").slug for _ in range(3)]
    assert slugs == ["one-phone-each", "one-phone-each-2", "one-phone-each-3"]


def test_slug_stays_when_saved_again() -> None:
    article = make_article("One phone each")
    article.headline = "Two phones each"
    writing.save(article, by=None, at=NOON)
    assert article.slug == "one-phone-each"


def test_slug_never_published_is_released() -> None:
    article = make_article("One phone each")
    article.slug = "phones"
    writing.save(article, by=None, at=NOON)
    assert list(Address.objects.values_list("slug", flat=True)) == ["phones"]


def test_slug_once_published_is_kept() -> None:
    article = make_live("One phone each").article
    article.slug = "phones"
    writing.save(article, by=None, at=NOON)
    slugs = Address.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["one-phone-each", "phones"]
    assert make_article("One phone each").slug == "one-phone-each-2"


def test_save_records_who_when_and_what() -> None:
    mei, desk = make_user(), make_contributor()
    article = make_article("First", by=mei, contributors=[desk], topics=["Gas"])
    revision = article.revisions.get()
    assert (revision.number, revision.kind) == (1, Revision.Kind.SAVE)
    assert (revision.made_by, revision.made_at) == (mei, NOON)
    assert revision.data["headline"] == "First"
    assert revision.data["topics"] == ["Gas"]
    assert revision.data["contributors"] == [desk.pk]
    assert article.created_by == mei


def test_save_keeps_the_order_of_bylines_topics_and_picks() -> None:
    names = [make_contributor(name) for name in ("Zoe", "Ana", "Mei")]
    others = [make_article(f"Other {n}") for n in (3, 1, 2)]
    article = make_article(topics=["Zinc", "Coal"], contributors=names, picked=others)
    copy = writing.WorkingCopy.of(article)
    assert list(copy.contributors) == names
    assert list(copy.picked) == others
    assert [topic.name for topic in copy.topics] == ["Zinc", "Coal"]


def test_save_cannot_pick_itself() -> None:
    article = make_article()
    writing.save(article, by=None, at=NOON, picked=[article])
    assert article.hand_picks.count() == 0


def test_none_leaves_relations_alone() -> None:
    article = make_article(topics=["Gas"], contributors=[make_contributor()])
    writing.save(article, by=None, at=NOON)
    assert (article.topics.count(), article.bylines.count()) == (1, 1)


def test_body_is_cleaned() -> None:
    article = make_article(body='<p onclick="x()">Text.</p><script>x()</script>')
    assert article.body == "<p>Text.</p>"


def test_conflict_is_raised_and_nothing_written() -> None:
    article = make_article("First")
    mine = Article.objects.get(pk=article.pk)
    writing.save(article, by=None, at=NOON, base_version=1)
    mine.headline = "Mine"
    with pytest.raises(writing.EditConflict) as conflict:
        writing.save(mine, by=None, at=NOON + HOUR, base_version=1)
    assert conflict.value.current.version == 2
    assert Article.objects.get(pk=article.pk).headline == "First"
    assert article.revisions.count() == 2


def test_unusable_topic_writes_nothing() -> None:
    article = make_article("First")
    article.headline = "Second"
    with pytest.raises(ValidationError):
        writing.save(article, by=None, at=NOON, topics=["a,b"])
    assert Article.objects.get(pk=article.pk).headline == "First"


def test_saving_does_not_turn_back_the_articles_clock() -> None:
    article = make_article()
    stale = Article.objects.get(pk=article.pk)
    publishing.publish(article, by=None, at=NOON)
    writing.save(stale, by=None, at=NOON)
    assert Article.objects.get(pk=article.pk).acted_at == NOON
