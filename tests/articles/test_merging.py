"""Merging topics: one word for one thing, on the desk and for readers, past and now."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from articles import merging, publishing, search, suggestions, writing
from articles.linking import drift
from articles.models import (
    Article,
    ArticleTopic,
    ImageTopic,
    Publication,
    RelatedList,
    Topic,
    TopicAddress,
    TopicLink,
)
from articles.related import miscounted
from articles.status import Kind, status_of
from sections.models import LineUp
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_user,
)
from tests.readers import get

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


def topic(name: str) -> Topic:
    return Topic.objects.get(name=name)


def merge(*names: str, into: str, at: Any = NOON) -> Topic:
    sources = [topic(name) for name in names]
    target = merging.merge(sources, topic(into), at=at)
    while merging.settle(at):
        pass
    return target


def names_of(article: Article) -> list[str]:
    return sorted(article.topics.names())


def test_merging_moves_drafts_images_line_ups_and_what_readers_see() -> None:
    live = make_live("Live", topics=["Oil", "Coal"], at=NOON - DAY)
    draft = make_article("Draft", topics=["Crude oil"])
    image = make_image()
    image.topics.add("Crude oil")
    line_up = LineUp.objects.create(starts_at=NOON, fill_topic=topic("Crude oil"))
    both = make_live("Both", topics=["Crude oil", "Oil"], at=NOON - DAY)
    target = merge("Crude oil", into="Oil")
    assert names_of(draft) == ["Oil"]
    assert names_of(both.article) == ["Oil"]
    assert list(image.topics.names()) == ["Oil"]
    line_up.refresh_from_db()
    assert line_up.fill_topic == target
    both.refresh_from_db()
    assert both.topic_ids == [target.pk]
    target.refresh_from_db()
    assert target.article_count == 2
    assert topic("Crude oil").article_count == 0
    assert miscounted(NOON) == {}
    assert [drift(row.article) for row in (live, both)] == [[], []]


def test_the_past_is_moved_with_the_present() -> None:
    first = make_live("First", topics=["Crude oil"], at=NOON - 2 * DAY)
    article = first.article
    article.topics.set(["Oil"])
    publishing.update(article, by=None, at=NOON - DAY)
    article.topics.set(["Crude oil", "Coal"])
    publishing.schedule(article, by=None, at=NOON - HOUR, start=NOON + DAY)
    merge("Crude oil", into="Oil")
    oil, coal = topic("Oil").pk, topic("Coal").pk
    rows = Publication.objects.filter(article=article).order_by("live_from")
    assert [sorted(row.topic_ids) for row in rows] == [
        [oil],
        [oil],
        sorted([oil, coal]),
    ]
    assert drift(article) == []
    links = TopicLink.objects.filter(article=article, topic=oil)
    assert [link.live_from for link in links] == [NOON - 2 * DAY]


@pytest.mark.parametrize("is_changed", [False, True])
def test_what_was_live_without_changes_stays_so(is_changed: bool) -> None:
    version = make_live(topics=["Coal", "Crude oil"])
    article = version.article
    make_article("Other", topics=["Oil"])
    if is_changed:
        article.headline = "Another"
        writing.save(article, by=None, at=NOON)
    merge("Crude oil", into="Oil")
    article.refresh_from_db()
    kind = Kind.CHANGED if is_changed else Kind.LIVE
    assert status_of([article], NOON)[article.pk].kind == kind
    if is_changed:
        publishing.discard_changes(article, by=None, at=NOON)
        article.refresh_from_db()
        assert status_of([article], NOON)[article.pk].kind == Kind.LIVE


def test_the_merged_name_is_another_word_for_the_topic() -> None:
    make_article("One", topics=["Crude oil"])
    make_article("Two", topics=["Oil"])
    target = merge("Crude oil", into="Oil")
    article = make_article("Three", topics=["CRUDE OIL", "oil", "Coal"])
    assert names_of(article) == ["Coal", "Oil"]
    article.topics.add("Crude oil")
    assert names_of(article) == ["Coal", "Oil"]
    assert Topic.objects.named(["crude oil"]) == [target]


def test_typing_the_merged_name_proposes_the_topic() -> None:
    make_article("One", topics=["Crude oil", "Oil"])
    merge("Crude oil", into="Oil")
    user: Any = make_user("mei", role="Writer")
    for typed in ("crude", "oil"):
        found = suggestions.topics(typed, user, NOON)
        assert [each.value for each in found] == ["Oil"]


def test_readers_are_led_on_from_the_old_address() -> None:
    make_live("One", topics=["Crude oil"], at=NOON - DAY)
    make_live("Two", topics=["Oil"], at=NOON - DAY)
    merge("Crude oil", into="Oil")
    answer = get("/topics/crude-oil/")
    assert (answer.status_code, answer["Location"]) == (301, "/topics/oil/")
    page = get("/topics/oil/").content.decode()
    assert page.count("One") >= 1 <= page.count("Two")


def test_an_address_that_readers_never_saw_leads_nowhere() -> None:
    make_article("One", topics=["Crude oil"])
    make_live("Two", topics=["Oil"], at=NOON - DAY)
    merge("Crude oil", into="Oil")
    assert get("/topics/crude-oil/").status_code == 404
    assert TopicAddress.objects.count() == 0


def test_merging_twice_leads_on_to_the_last() -> None:
    for name in ("Crude", "Crude oil", "Oil"):
        make_live(name, topics=[name], at=NOON - DAY)
    merge("Crude", into="Crude oil")
    target = merge("Crude oil", into="Oil")
    assert topic("Crude").merged_into == target
    assert get("/topics/crude/")["Location"] == "/topics/oil/"
    assert Topic.objects.named(["Crude"]) == [target]
    assert list(TopicLink.objects.values_list("topic", flat=True).distinct()) == [
        target.pk
    ]


def test_readers_find_the_article_by_both_words() -> None:
    version = make_live("One", topics=["Crude"])
    make_article("Two", topics=["Petroleum"])
    merge("Crude", into="Petroleum")
    for words in ("crude", "petroleum"):
        assert list(search.find(search.parse(words), NOON)) == [version]


def test_related_lists_are_computed_afresh() -> None:
    version = make_live("One", topics=["Crude"])
    make_article("Two", topics=["Oil"])
    merge("Crude", into="Oil")
    stored = RelatedList.objects.get(article=version.article)
    assert stored.computed_at == NOON - DAY


@pytest.mark.parametrize("names", [(), ("Oil",)])
def test_one_topic_is_not_merged(names: tuple[str, ...]) -> None:
    make_article(topics=["Oil"])
    with pytest.raises(merging.CannotMerge):
        merge(*names, into="Oil")


def test_what_was_merged_already_is_refused() -> None:
    make_article(topics=["Oil", "Crude", "Petroleum"])
    crude, oil, petroleum = topic("Crude"), topic("Oil"), topic("Petroleum")
    merging.merge([crude], oil, at=NOON)
    for sources, into in (([crude], petroleum), ([petroleum], crude)):
        with pytest.raises(merging.CannotMerge):
            merging.merge(sources, into, at=NOON)
    assert Topic.objects.current().count() == 2


def test_settling_goes_on_where_it_was_stopped() -> None:
    articles = [make_article(f"Number {n}", topics=["Crude"]) for n in range(3)]
    make_article("Other", topics=["Oil"])
    merging.merge([topic("Crude")], topic("Oil"), at=NOON)
    assert [merging.settle(NOON, limit=2), merging.waiting()] == [2, 1]
    # Somebody who read the topic before it was merged saves just now. Which ones have
    # moved is nobody's promise.
    moved = next(each for each in articles if names_of(each) == ["Oil"])
    ArticleTopic.objects.create(content_object=moved, tag=topic("Crude"))
    assert [merging.settle(NOON), merging.settle(NOON)] == [2, 0]
    assert [names_of(article) for article in articles] == [["Oil"]] * 3


def test_nothing_is_asked_where_nothing_was_merged(
    django_assert_num_queries: Any,
) -> None:
    make_live(topics=["Oil"])
    with django_assert_num_queries(1):
        assert merging.settle(NOON) == 0


def test_twins_differ_in_accents_signs_and_spaces_only() -> None:
    for name in ("México", "Mexico", "Oil & gas", "Oil gas", "Oil", "C", "C++"):
        make_article(name, topics=[name])
    merge("Oil", into="C")
    found = [[each.name for each in group] for group in merging.twins()]
    assert found == [["Mexico", "México"], ["Oil & gas", "Oil gas"]]


@pytest.mark.django_db(transaction=True)
def test_two_merges_and_a_publisher_at_once_leave_no_drift() -> None:
    names = ["Crude", "Oil", "Petroleum"]
    articles = [
        make_article(f"Number {n}", topics=[names[n % 3], "Coal"]) for n in range(9)
    ]
    pairs = [("Crude", "Oil"), ("Oil", "Crude"), ("Petroleum", "Oil")]

    def act(number: int) -> None:
        try:
            if number < 3:
                source, into = pairs[number]
                merging.merge([topic(source)], topic(into), at=NOON)
                merging.settle(NOON)
            else:
                at = NOON + timedelta(seconds=number)
                publishing.publish(articles[number % 9], by=None, at=at)
        except merging.CannotMerge:
            pass  # the other one was faster
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(12)))
    later = NOON + HOUR
    while merging.settle(later):
        pass
    assert [drift(article) for article in articles] == [[]] * 9
    assert miscounted(later) == {}
    merged = Topic.objects.filter(merged_into__isnull=False)
    assert merged.count() in {1, 2}
    assert not TopicLink.objects.filter(topic__in=merged).exists()
    assert not ImageTopic.objects.filter(tag__in=merged).exists()
