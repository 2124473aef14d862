"""Many at once, on real connections: one live version, distinct slugs, one topic."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import images, publishing, writing
from articles.linking import drift
from articles.models import FOREVER, Article, Image, Publication, Topic
from tests.factories import BODY, NOON, make_article, make_image

pytestmark = pytest.mark.django_db(transaction=True)


def together(
    work: Callable[[int], object], times: int, threads: int = 8
) -> list[object]:
    """Run ``work(0..times-1)`` on several threads, each with its own connection."""

    def alone(number: int) -> object:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(alone, range(times)))


def check_history(article: Article) -> None:
    """No overlap, no gap but after a withdrawal, at most one open end, no drift."""
    rows = list(Publication.objects.filter(article=article).order_by("live_from"))
    for earlier, later in zip(rows, rows[1:], strict=False):
        assert earlier.live_until <= later.live_from
    assert sum(row.live_until == FOREVER for row in rows) <= 1
    assert len({row.published_at for row in rows}) <= 1
    assert drift(article) == []


def test_publishers_at_once_leave_one_live_version() -> None:
    article = make_article()

    def publish(number: int) -> None:
        # Every fourth one's clock is two seconds slow.
        lag = timedelta(seconds=2 if number % 4 == 0 else 0)
        publishing.publish(article, by=None, at=timezone.now() - lag)

    together(publish, 24)
    rows = Publication.objects.filter(article=article).order_by("live_from")
    assert rows.count() == 24
    ends = list(rows.values_list("live_until", flat=True))
    starts = list(rows.values_list("live_from", flat=True))
    assert ends == [*starts[1:], FOREVER]
    check_history(article)


def test_publishing_and_emptying_a_credit_never_both_succeed() -> None:
    for _ in range(6):
        image = make_image()
        article = make_article(lead_image=image)

        def act(number: int, image: Image = image, article: Article = article) -> None:
            now = timezone.now()
            if number:
                with suppress(publishing.NotPublishable):
                    publishing.publish(article, by=None, at=now)
                return
            emptied = Image.objects.get(pk=image.pk)
            emptied.creator = emptied.source = ""
            with suppress(images.StillShown):
                images.amend(emptied, at=now)

        together(act, 2, threads=2)
        image.refresh_from_db()
        is_live = Publication.objects.filter(lead_image=image).exists()
        assert is_live is image.has_credit


def test_every_kind_of_act_at_once_keeps_history_whole() -> None:
    article = make_article()
    publishing.publish(article, by=None, at=timezone.now())
    dice = [random.Random(seed).random() for seed in range(32)]

    def act(number: int) -> None:
        now = timezone.now()
        try:
            if dice[number] < 0.5:
                publishing.publish(article, by=None, at=now, scheduled="cancel")
            elif dice[number] < 0.7:
                start = now + timedelta(seconds=dice[number])
                publishing.schedule(
                    article, by=None, at=now, start=start, scheduled="keep"
                )
            elif dice[number] < 0.85:
                publishing.unschedule(article, by=None, at=now)
            else:
                publishing.withdraw(article, by=None, at=now)
        except publishing.CannotPublish:
            pass  # nothing live or scheduled at that instant: an answer, not an error

    together(act, 32)
    check_history(article)


def test_the_same_headline_twenty_times_makes_twenty_slugs() -> None:
    def write(number: int) -> str:
        article = Article(headline="One phone each", body=BODY)
        writing.save(article, by=None, at=NOON, topics=["Telephones"])
        return article.slug

    slugs = together(write, 20)
    assert sorted(str(slug) for slug in slugs) == sorted(
        ["one-phone-each", *(f"one-phone-each-{n}" for n in range(2, 21))]
    )


def test_one_topic_typed_by_many_at_once_is_one_row() -> None:
    spellings = ["México", "MÉXICO", "me\u0301xico", " méxico "]

    def name(number: int) -> int:
        return Topic.objects.named([spellings[number % 4]])[0].pk

    assert len(set(together(name, 24))) == 1
    assert Topic.objects.count() == 1


def test_neighbours_published_at_once_do_not_deadlock() -> None:
    articles = [
        make_article(f"Article {number}", topics=["Gas", "Coal", f"Own {number}"])
        for number in range(12)
    ]

    def publish(number: int) -> None:
        publishing.publish(articles[number], by=None, at=timezone.now())

    together(publish, 12)
    # Again, now that each is in the others' lists and has a list of its own.
    for _round in range(2):
        together(publish, 12)
    assert Topic.objects.get(name="Gas").article_count == 12
