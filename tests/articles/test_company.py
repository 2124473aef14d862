"""Which articles may stand below one another."""

import pytest

from articles import publishing, writing
from articles.models import Publication, RelatedList
from articles.reading import related_to
from tests.factories import HOUR, NOON, make_article, make_live

pytestmark = pytest.mark.django_db


def below(publication: Publication, at=NOON + HOUR) -> list[str]:
    """The headlines below a live article."""
    live = Publication.objects.live(at).get(article=publication.article_id)
    return [card.headline for card in related_to(live, at)]


def stored(publication: Publication) -> list[int]:
    return RelatedList.objects.get(pk=publication.article_id).article_ids


def update(publication: Publication, at=NOON + HOUR, **facts) -> Publication:
    article = publication.article
    for name, value in facts.items():
        setattr(article, name, value)
    writing.save(article, by=None, at=at)
    return publishing.update(article, by=None, at=at)


def test_what_is_sensitive_stands_with_its_own_kind_alone():
    jest = make_live("Jest")
    death = make_live("Death", sensitivity="grief")
    other = make_live("Another death", sensitivity="grief")
    court = make_live("Court", sensitivity="crime")
    assert below(death) == ["Another death"]
    assert below(other) == ["Death"]
    assert (below(jest), below(court)) == ([], [])
    assert stored(jest) == []


def test_one_language_alone_stands_below_an_article():
    english, other = make_live("Grid"), make_live("Another grid")
    make_live("La red", language="es")
    assert below(english) == ["Another grid"]
    assert below(other) == ["Grid"]


def test_two_kept_apart_stand_below_neither():
    first = make_live("First")
    second = make_live("Second", apart_ids=[first.article_id])
    third = make_live("Third")
    assert below(first) == below(second) == ["Third"]
    assert set(below(third)) == {"First", "Second"}


def test_second_thoughts_count_from_the_next_publication_on():
    first, second = make_live("First"), make_live("Second")
    assert below(first) == ["Second"]
    second.article.apart_ids = [first.article_id]
    writing.save(second.article, by=None, at=NOON + HOUR)
    assert below(first) == ["Second"]
    update(second)
    assert (below(first), below(second)) == ([], [])
    update(second, at=NOON + 2 * HOUR, apart_ids=[])
    assert below(first, NOON + 2 * HOUR) == ["Second"]


def test_what_was_sensitive_from_now_on_leaves_other_lists():
    first, second = make_live("First"), make_live("Second")
    update(second, sensitivity="minors")
    assert below(first) == []
    # What readers saw before can be shown as it was.
    assert below(first, NOON) == ["Second"]


def test_a_hand_picked_article_is_the_editor_s_own_decision():
    death = make_live("Death", sensitivity="grief")
    article = make_article("Jest", picked=[death.article])
    publishing.publish(article, by=None, at=NOON)
    live = Publication.objects.live(NOON).get(article=article)
    assert [card.headline for card in related_to(live, NOON)] == ["Death"]
