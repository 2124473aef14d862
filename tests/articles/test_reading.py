"""What an address leads to, and what stands around an article."""

import pytest

from articles import publishing, reading, writing
from articles.models import Address, Article
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
)

pytestmark = pytest.mark.django_db


def save(article: Article, **facts) -> Article:
    """Save the working copy with another slug or headline."""
    article = Article.objects.get(pk=article.pk)
    for name, value in facts.items():
        setattr(article, name, value)
    writing.save(article, by=None, at=NOON)
    return article


def test_live_version_is_found_by_one_query(django_assert_num_queries):
    live = make_live()
    with django_assert_num_queries(1):
        found = reading.version_at(live.slug, NOON)
        assert (found, found.body.html) == (live, live.body.html)


def test_unknown_slug_leads_nowhere():
    make_live()
    assert reading.version_at("nothing-here", NOON) is None


@pytest.mark.parametrize("stage", Article.Stage.values)
def test_unpublished_article_is_not_found(stage):
    article = make_article(stage=stage)
    assert reading.version_at(article.slug, NOON) is None


def test_scheduled_article_is_found_from_its_moment_on():
    article = make_article()
    start = NOON + HOUR
    coming = publishing.schedule(article, by=None, at=NOON, start=start)
    before = start - publishing.TICK
    assert reading.version_at(article.slug, before) is None
    assert reading.version_at(article.slug, start) == coming


def test_old_slug_leads_to_the_live_version():
    first = make_live("First words")
    article = save(first.article, slug="other-words")
    second = publishing.update(article, by=None, at=NOON + HOUR)
    assert reading.version_at("first-words", NOON + HOUR) == second
    assert reading.version_at("other-words", NOON + HOUR) == second


def test_slug_of_unpublished_changes_leads_nowhere():
    live = make_live("First words")
    save(live.article, slug="secret-words")
    assert Address.objects.filter(slug="secret-words").exists()
    assert reading.version_at("secret-words", NOON + HOUR) is None
    assert reading.version_at("first-words", NOON + HOUR) == live


def test_slug_of_a_scheduled_update_leads_nowhere_until_its_moment():
    live = make_live("First words")
    article = save(live.article, slug="later-words")
    start = NOON + DAY
    coming = publishing.schedule(article, by=None, at=NOON + HOUR, start=start)
    before = start - publishing.TICK
    assert reading.version_at("later-words", before) is None
    assert reading.version_at("first-words", before) == live
    assert reading.version_at("later-words", start) == coming
    assert reading.version_at("first-words", start) == coming


def test_withdrawn_article_is_found_with_its_notice():
    live = make_live()
    publishing.withdraw(live.article, by=None, at=NOON + HOUR, notice="It was wrong.")
    found = reading.version_at(live.slug, NOON + HOUR)
    assert (found.pk, found.notice) == (live.pk, "It was wrong.")
    assert not found.is_live(NOON + HOUR)


def test_withdrawn_article_that_is_to_return_is_gone_until_then():
    live = make_live()
    publishing.withdraw(live.article, by=None, at=NOON + HOUR)
    back = publishing.schedule(
        live.article, by=None, at=NOON + 2 * HOUR, start=NOON + DAY
    )
    assert reading.version_at(live.slug, NOON + 3 * HOUR).pk == live.pk
    assert reading.version_at(live.slug, NOON + DAY) == back


def test_page_keeps_the_order_of_names_topics_and_pictures():
    people = [make_contributor("Zeta desk"), make_contributor("Alpha desk")]
    image = make_image()
    body = f'<p>Seen.</p><figure data-image="{image.pk}"></figure>'
    live = make_live(contributors=people, topics=["Zinc", "Coal"], body=body)
    page = reading.article_page(reading.version_at(live.slug, NOON), NOON)
    assert page.contributors == people
    assert [topic.name for topic in page.topics] == ["Zinc", "Coal"]
    assert page.images == {image.pk: image}
    assert "Credit: Shutterstock / jijomathaidesigners" in page.body


def test_related_are_the_picked_then_the_nearest_at_most_four():
    near = [make_live(f"Near {n}", at=NOON - n * DAY) for n in range(4)]
    picked = make_live("Picked", at=NOON - 30 * DAY, topics=["Football"])
    live = make_live("Me", picked=[picked.article])
    page = reading.article_page(reading.version_at(live.slug, NOON), NOON)
    shown = [card.headline for card in page.related]
    assert shown == ["Picked", *(row.headline for row in near[:3])]


def test_related_hold_nothing_twice_nor_itself_nor_what_is_not_live():
    twice = make_live("Twice", at=NOON - DAY)
    gone = make_live("Gone", at=NOON - DAY)
    draft = make_article("Draft")
    coming = make_article("Coming")
    live = make_live("Me", picked=[twice.article, gone.article, draft, coming])
    publishing.schedule(coming, by=None, at=NOON, start=NOON + DAY)
    publishing.withdraw(gone.article, by=None, at=NOON + HOUR)
    related = reading.related_to(live, NOON + HOUR)
    assert [card.headline for card in related] == ["Twice"]
    related = reading.related_to(live, NOON + DAY)
    assert [card.headline for card in related] == ["Twice", "Coming"]


def test_topics_and_contributors_are_those_of_live_articles():
    make_live(topics=["Shown"], contributors=[make_contributor("Shown desk")])
    make_article("D", topics=["Draft"], contributors=[make_contributor("Draft desk")])
    coming = make_article(
        "C", topics=["Coming"], contributors=[make_contributor("Coming desk")]
    )
    start = NOON + HOUR
    publishing.schedule(coming, by=None, at=NOON, start=start)
    named = [
        (
            [topic.name for topic in reading.topics_in_use(at)],
            [person.name for person in reading.contributors_in_use(at)],
        )
        for at in (start - publishing.TICK, start)
    ]
    assert named == [
        (["Shown"], ["Shown desk"]),
        (["Coming", "Shown"], ["Coming desk", "Shown desk"]),
    ]
