"""Publishing: what readers see, from when until when."""

from datetime import timedelta

import pytest

from articles import publishing
from articles.linking import drift
from articles.models import FOREVER, Article, Publication, Revision, Topic, TopicLink
from articles.signals import changed
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)


def edit(article: Article, at=NOON, **facts) -> Article:
    """Save other words in the working copy."""
    from articles import writing

    article = Article.objects.get(pk=article.pk)
    relations = {
        name: facts.pop(name)
        for name in ("topics", "contributors", "picked")
        if name in facts
    }
    for name, value in facts.items():
        setattr(article, name, value)
    writing.save(article, by=None, at=at, **relations)
    return article


def seen(article: Article, at) -> list[str]:
    """The headlines under which readers see the article at a moment."""
    rows = Publication.objects.live(at).filter(article=article)
    return [row.headline for row in rows]


def intervals(article: Article) -> list[tuple]:
    rows = Publication.objects.filter(article=article).order_by("live_from")
    return [(row.headline, row.live_from, row.live_until) for row in rows]


def test_publish_copies_every_field() -> None:
    section, image = make_section(), make_image()
    desk, other = make_contributor(), make_live("Coal, mostly imported")
    article = make_article(
        "Two reactors",
        section=section,
        standfirst="One light in twenty.",
        lead_image=image,
        lead_caption="File picture.",
        contributors=[desk],
        topics=["Electricity", "Nuclear power"],
        picked=[other.article],
        body=f'<p>Text.</p><figure data-image="{image.pk}"></figure>',
    )
    mei = make_user()
    publication = publishing.publish(article, by=mei, at=NOON)
    stored = Publication.objects.get(pk=publication.pk)
    assert stored.headline == "Two reactors"
    assert stored.slug == "two-reactors"
    assert stored.section == section
    assert stored.standfirst == "One light in twenty."
    assert stored.lead_image == image
    assert stored.lead_caption == "File picture."
    assert stored.contributor_ids == [desk.pk]
    assert stored.topic_ids == [topic.pk for topic in article.topics.all()]
    assert stored.picked_ids == [other.article_id]
    assert stored.image_ids == [image.pk]
    assert stored.body.html == article.body
    assert stored.published_by == mei
    assert (stored.published_at, stored.live_from, stored.ends) == (NOON, NOON, None)


def test_saving_changes_nothing_for_readers() -> None:
    article = make_live("Before").article
    edit(article, headline="After")
    assert seen(article, NOON + HOUR) == ["Before"]


def test_update_replaces_at_the_same_instant() -> None:
    article = make_live("Before").article
    edit(article, headline="After")
    publishing.update(article, by=None, at=NOON + HOUR)
    assert intervals(article) == [
        ("Before", NOON, NOON + HOUR),
        ("After", NOON + HOUR, FOREVER),
    ]
    dates = Publication.objects.values_list("published_at", flat=True)
    assert set(dates) == {NOON}


def test_update_is_refused_when_nothing_is_live() -> None:
    with pytest.raises(publishing.NotLive):
        publishing.update(make_article(), by=None, at=NOON)


def test_schedule_shows_from_its_moment_on() -> None:
    article = make_article("Tomorrow")
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    assert seen(article, NOON + DAY - TICK) == []
    assert seen(article, NOON + DAY) == ["Tomorrow"]


def test_schedule_in_the_past_is_refused() -> None:
    article = make_article()
    with pytest.raises(publishing.CannotPublish):
        publishing.schedule(article, by=None, at=NOON, start=NOON)
    assert Publication.objects.count() == 0


def test_scheduled_update_swaps_at_its_moment() -> None:
    article = make_live("Before").article
    edit(article, headline="After")
    publishing.schedule(article, by=None, at=NOON + HOUR, start=NOON + DAY)
    assert seen(article, NOON + DAY - TICK) == ["Before"]
    assert seen(article, NOON + DAY) == ["After"]


def scheduled_update() -> Article:
    """An article live with "First", "Second" scheduled a day on, "Fix" at hand."""
    article = make_live("First").article
    edit(article, headline="Second")
    publishing.schedule(article, by=None, at=NOON + HOUR, start=NOON + DAY)
    return edit(article, headline="Fix")


def test_publish_over_a_scheduled_version_is_refused() -> None:
    article = scheduled_update()
    with pytest.raises(publishing.ScheduledAlready) as refusal:
        publishing.publish(article, by=None, at=NOON + 2 * HOUR)
    assert refusal.value.moment == NOON + DAY
    assert seen(article, NOON + 2 * HOUR) == ["First"]


def test_publish_keeping_the_scheduled_version() -> None:
    article = scheduled_update()
    publishing.publish(article, by=None, at=NOON + 2 * HOUR, scheduled="keep")
    assert intervals(article) == [
        ("First", NOON, NOON + 2 * HOUR),
        ("Fix", NOON + 2 * HOUR, NOON + DAY),
        ("Second", NOON + DAY, FOREVER),
    ]


def test_publish_cancelling_the_scheduled_version() -> None:
    article = scheduled_update()
    publishing.publish(article, by=None, at=NOON + 2 * HOUR, scheduled="cancel")
    assert intervals(article) == [
        ("First", NOON, NOON + 2 * HOUR),
        ("Fix", NOON + 2 * HOUR, FOREVER),
    ]


def test_publish_now_keeps_one_date_with_a_scheduled_first_version() -> None:
    article = make_article("Evening")
    publishing.schedule(article, by=None, at=NOON, start=NOON + 6 * HOUR)
    edit(article, headline="Noon")
    publishing.publish(article, by=None, at=NOON + HOUR, scheduled="keep")
    dates = Publication.objects.filter(article=article).values_list("published_at")
    assert set(dates) == {(NOON + HOUR,)}


def test_unschedule_gives_the_live_version_its_end_back() -> None:
    article = scheduled_update()
    publishing.unschedule(article, by=None, at=NOON + 2 * HOUR)
    assert intervals(article) == [("First", NOON, FOREVER)]


def test_unschedule_is_refused_when_nothing_is_scheduled() -> None:
    article = make_live().article
    with pytest.raises(publishing.NotLive):
        publishing.unschedule(article, by=None, at=NOON + HOUR)


def test_until_ends_the_publication() -> None:
    article = make_article()
    publishing.publish(article, by=None, at=NOON, until=NOON + DAY)
    assert seen(article, NOON + DAY - TICK) == ["A grid built on gas"]
    assert seen(article, NOON + DAY) == []


def test_update_keeps_the_end_that_was_set() -> None:
    article = make_article()
    publishing.publish(article, by=None, at=NOON, until=NOON + DAY)
    publishing.update(article, by=None, at=NOON + HOUR)
    assert [end for *_, end in intervals(article)] == [NOON + HOUR, NOON + DAY]


def test_until_before_the_start_is_refused() -> None:
    with pytest.raises(publishing.CannotPublish):
        publishing.publish(make_article(), by=None, at=NOON, until=NOON)


def test_withdraw_ends_the_live_version_with_its_notice() -> None:
    article = make_live().article
    ended = publishing.withdraw(
        article, by=None, at=NOON + HOUR, notice=" Taken back: the figure was wrong. "
    )
    assert seen(article, NOON + HOUR) == []
    assert seen(article, NOON + HOUR - TICK) == ["A grid built on gas"]
    ended.refresh_from_db()
    assert ended.notice == "Taken back: the figure was wrong."
    assert ended.ends == NOON + HOUR


def test_withdraw_drops_what_is_scheduled() -> None:
    article = scheduled_update()
    publishing.withdraw(article, by=None, at=NOON + 2 * HOUR)
    assert seen(article, NOON + 2 * DAY) == []


def test_withdraw_is_refused_when_nothing_is_live() -> None:
    with pytest.raises(publishing.NotLive):
        publishing.withdraw(make_article(), by=None, at=NOON)


def test_publishing_again_after_withdrawal_keeps_the_first_date() -> None:
    article = make_live().article
    publishing.withdraw(article, by=None, at=NOON + HOUR)
    again = publishing.publish(article, by=None, at=NOON + DAY)
    assert (again.published_at, again.live_from) == (NOON, NOON + DAY)


def test_a_slow_clock_does_not_publish_into_the_past() -> None:
    article = make_live("First").article
    edit(article, headline="Second")
    second = publishing.publish(article, by=None, at=NOON - HOUR)
    assert second.live_from == NOON + TICK
    assert seen(article, NOON + TICK) == ["Second"]


def test_discard_changes_restores_what_readers_see() -> None:
    image, desk = make_image(), make_contributor()
    live = make_live("First", lead_image=image, contributors=[desk], topics=["Gas"])
    changed_copy = edit(
        live.article,
        headline="Second",
        lead_image=None,
        body="<p>Other.</p>",
        topics=["Coal", "Gas"],
        contributors=[],
    )
    assert changed_copy.digest != live.digest
    publishing.discard_changes(changed_copy, by=None, at=NOON + HOUR)
    article = Article.objects.get(pk=changed_copy.pk)
    assert article.headline == "First"
    assert article.lead_image == image
    assert [topic.name for topic in article.topics.all()] == ["Gas"]
    assert list(article.contributors.all()) == [desk]
    assert article.digest == live.digest


def test_digest_tells_unpublished_changes() -> None:
    live = make_live("First")
    article = Article.objects.get(pk=live.article_id)
    assert article.digest == live.digest
    assert edit(article, headline="Second").digest != live.digest
    assert edit(article, headline="First").digest == live.digest


def test_refusal_writes_nothing() -> None:
    article = make_article(body="")
    revisions = Revision.objects.count()
    with pytest.raises(publishing.NotPublishable) as refusal:
        publishing.publish(article, by=None, at=NOON)
    assert [finding.field for finding in refusal.value.findings] == ["body"]
    assert Publication.objects.count() == 0
    assert Revision.objects.count() == revisions


def test_every_act_is_a_revision() -> None:
    article = scheduled_update()
    publishing.unschedule(article, by=None, at=NOON + 2 * HOUR)
    publishing.withdraw(article, by=None, at=NOON + 3 * HOUR, notice="Gone.")
    kinds = article.revisions.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == [
        "save",
        "publish",
        "save",
        "schedule",
        "save",
        "unschedule",
        "withdraw",
    ]


def test_links_follow_topics_and_moments() -> None:
    article = make_live(topics=["Gas", "Imports"]).article
    before = list(TopicLink.objects.order_by("pk").values_list("pk", flat=True))
    publishing.update(article, by=None, at=NOON + HOUR)
    # The same topics: an update writes no link.
    assert list(TopicLink.objects.order_by("pk").values_list("pk", flat=True)) == before
    edit(article, topics=["Gas", "Coal"])
    publishing.update(article, by=None, at=NOON + 2 * HOUR)
    rows = TopicLink.objects.values_list("topic__name", "live_from", "live_until")
    assert set(rows) == {
        ("Gas", NOON, FOREVER),
        ("Imports", NOON, NOON + 2 * HOUR),
        ("Coal", NOON + 2 * HOUR, FOREVER),
    }
    assert drift(article) == []


def test_links_never_drift_over_a_long_history() -> None:
    article = scheduled_update()
    publishing.publish(article, by=None, at=NOON + 2 * HOUR, scheduled="keep")
    edit(article, topics=["Coal"], contributors=[make_contributor()])
    publishing.publish(article, by=None, at=NOON + 3 * HOUR, scheduled="cancel")
    publishing.withdraw(article, by=None, at=NOON + 4 * HOUR)
    publishing.publish(article, by=None, at=NOON + 5 * HOUR, until=NOON + DAY)
    edit(article, section=make_section())
    publishing.update(article, by=None, at=NOON + 6 * HOUR)
    assert drift(article) == []


def test_topics_count_their_articles() -> None:
    first = make_live("One", topics=["Gas"]).article
    make_live("Two", topics=["Gas", "Coal"])
    gas, coal = Topic.objects.order_by("-name")
    assert (gas.article_count, coal.article_count) == (2, 1)
    publishing.withdraw(first, by=None, at=NOON + HOUR)
    gas.refresh_from_db()
    assert gas.article_count == 1


def test_signal_names_keys_and_moment() -> None:
    heard = []

    def listen(sender, keys, due_at, **_rest) -> None:
        heard.append((keys, due_at))

    changed.connect(listen)
    section, desk = make_section(), make_contributor()
    article = make_article(section=section, contributors=[desk], topics=["Gas"])
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    changed.disconnect(listen)
    topic = article.topics.get()
    assert heard == [
        (
            frozenset(
                {
                    "front",
                    "all",
                    f"article-{article.pk}",
                    f"section-{section.pk}",
                    f"topic-{topic.pk}",
                    f"contributor-{desk.pk}",
                }
            ),
            NOON + DAY,
        )
    ]


def test_next_change_is_the_nearest_start_or_end() -> None:
    assert Publication.objects.next_change(NOON) is None
    publishing.publish(make_article("One"), by=None, at=NOON, until=NOON + 2 * DAY)
    assert Publication.objects.next_change(NOON) == NOON + 2 * DAY
    publishing.schedule(make_article("Two"), by=None, at=NOON, start=NOON + DAY)
    assert Publication.objects.next_change(NOON) == NOON + DAY
    assert Publication.objects.next_change(NOON + DAY) == NOON + 2 * DAY
    assert Publication.objects.next_change(NOON + 2 * DAY) is None
