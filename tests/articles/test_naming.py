"""Names that many pages print: saving one tells all of them."""

from typing import Any

import pytest
from django.urls import reverse

from articles import naming, publishing, search
from articles.models import Contributor, Topic, TopicAddress
from newsroom.models import PurgeRecord
from tests.desk import errors, signed_in
from tests.factories import (
    DAY,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_user,
)
from tests.readers import get

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def desk():
    return signed_in(make_user("ana", role="Managing editor"))


def told() -> list[set[str]]:
    return [set(record.keys) for record in PurgeRecord.objects.order_by("pk")]


def test_a_renamed_topic_tells_its_pages(desk):
    [topic] = Topic.objects.named(["Gas"])
    address = reverse("admin:articles_topic_change", args=[topic.pk])
    posted = {"name": "Natural  gas", "slug": "gas", "description": ""}
    assert desk.post(address, posted).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.key) == ("Natural gas", "natural gas")
    assert told() == [{f"topic-{topic.pk}", "topics"}]


def test_a_second_spelling_of_a_topic_is_refused_beside_its_name(desk):
    Topic.objects.named(["Gas", "Oil"])
    oil = Topic.objects.get(name="Oil")
    address = reverse("admin:articles_topic_change", args=[oil.pk])
    response = desk.post(address, {"name": "GAS", "slug": "oil"})
    assert errors(response) == {"name": ["There is a topic of this name already."]}


@pytest.mark.parametrize("name", ["", "x" * 61, "a,b", "a\0b", "\u200b\x07"])
def test_a_name_that_no_topic_can_have_is_refused(desk, name):
    [topic] = Topic.objects.named(["Gas"])
    address = reverse("admin:articles_topic_change", args=[topic.pk])
    response = desk.post(address, {"name": name, "slug": "gas"})
    assert response.status_code == 200
    assert "name" in errors(response) or "__all__" in errors(response)


def test_a_changed_contributor_tells_their_pages(desk):
    contributor = make_contributor()
    address = reverse("admin:articles_contributor_change", args=[contributor.pk])
    posted = {"name": "Power desk", "slug": "energy-desk", "role": "", "bio": ""}
    assert desk.post(address, posted).status_code == 302
    assert told() == [{f"contributor-{contributor.pk}", "contributors"}]


def test_a_new_contributor_gets_an_address_of_their_own(desk):
    make_contributor("Mei Wu", slug="mei-wu")
    address = reverse("admin:articles_contributor_add")
    response = desk.post(address, {"name": "Mei Wu", "slug": "mei-wu"})
    assert list(errors(response)) == ["slug"]
    assert desk.post(address, {"name": "Mei Wu", "slug": "mei-wu-2"}).status_code == 302


@pytest.mark.parametrize("name", ["contributor", "topic"])
def test_what_articles_carry_is_kept_with_their_number(desk, name):
    contributor = make_contributor()
    for headline in ("One", "Two"):
        make_live(headline, at=NOON, contributors=[contributor])
    row = contributor if name == "contributor" else Topic.objects.get()
    address = reverse(f"admin:articles_{name}_delete", args=[row.pk])
    shown = desk.get(address).content.decode()
    assert f"{row}: in 2 articles" in shown
    desk.post(address, {"post": "yes"})
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["contributor", "topic"])
def test_what_no_article_carries_may_be_deleted(desk, name):
    [topic] = Topic.objects.named(["Gas"])
    row = make_contributor() if name == "contributor" else topic
    address = reverse(f"admin:articles_{name}_delete", args=[row.pk])
    assert desk.post(address, {"post": "yes"}).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_only_topics_that_nothing_carries_are_deleted(desk):
    make_article(topics=["Gas"])
    make_image().topics.add("Oil")
    Topic.objects.named(["Coal"])
    for topic in Topic.objects.all():
        address = reverse("admin:articles_topic_delete", args=[topic.pk])
        desk.post(address, {"post": "yes"})
    assert sorted(topic.name for topic in Topic.objects.all()) == ["Gas", "Oil"]


# --- former addresses -------------------------------------------------------------
def renamed(named: Any, **facts: Any) -> Any:
    for name, value in facts.items():
        setattr(named, name, value)
    named.full_clean()
    keep = naming.keep_topic if isinstance(named, Topic) else naming.keep_contributor
    keep(named, at=NOON)
    return named


def test_former_addresses_lead_on() -> None:
    bo = make_contributor("Bo Li")
    make_live(topics=["Crude"], contributors=[bo], at=NOON - DAY)
    renamed(Topic.objects.get(), name="Oil", slug="oil")
    renamed(bo, slug="bo")
    answers = [get("/topics/crude/"), get("/by/bo-li/")]
    assert [answer["Location"] for answer in answers] == ["/topics/oil/", "/by/bo/"]
    assert [answer.status_code for answer in answers] == [301, 301]
    assert [get(path).status_code for path in ("/topics/oil/", "/by/bo/")] == [200, 200]


def test_an_address_may_come_back() -> None:
    make_live(topics=["Crude"], at=NOON - DAY)
    topic = renamed(Topic.objects.get(), slug="oil")
    renamed(topic, slug="crude")
    assert get("/topics/oil/")["Location"] == "/topics/crude/"
    assert get("/topics/crude/").status_code == 200


def test_what_readers_never_saw_leaves_no_address() -> None:
    make_article(topics=["Crude"])
    renamed(Topic.objects.get(), slug="oil")
    assert not TopicAddress.objects.exists()


def test_a_former_address_of_nothing_live_leads_nowhere() -> None:
    live = make_live(topics=["Crude"], at=NOON - DAY)
    renamed(Topic.objects.get(), slug="oil")
    publishing.withdraw(live.article, by=None, at=NOON)
    assert get("/topics/crude/").status_code == 404


def test_new_names_get_addresses_without_accents() -> None:
    naming.keep_contributor(first := Contributor(name="José Núñez"), at=NOON)
    naming.keep_contributor(second := Contributor(name="Jose Nunez"), at=NOON)
    topic = Topic(name="México")
    topic.full_clean(exclude=["slug"])
    naming.keep_topic(topic, at=NOON)
    slugs = [named.slug for named in (first, second, topic)]
    assert slugs == ["jose-nunez", "jose-nunez-2", "mexico"]


def test_nobody_takes_an_address_that_leads_on() -> None:
    make_live(topics=["Crude"], at=NOON - DAY)
    topic = renamed(Topic.objects.get(), name="Oil", slug="oil")
    assert Topic.objects.named(["Crude"])[0].slug == "crude-2"
    other = Topic(name="Other")
    assert [naming.is_taken(slug, other) for slug in ("crude", "oil", "new")] == [
        True,
        True,
        False,
    ]
    assert not naming.is_taken("crude", topic)


def test_articles_are_found_by_the_new_name() -> None:
    version = make_live(topics=["Crude"])
    renamed(Topic.objects.get(), name="Petroleum")
    assert list(search.find(search.parse("petroleum"), NOON)) == [version]


def test_uses_are_counted_once() -> None:
    image, live = make_image(), make_live(topics=["Crude"])
    make_article("Draft", topics=["Crude"])
    image.topics.add("Crude")
    topic = Topic.objects.get()
    assert (naming.articles_under(topic), naming.images_under(topic)) == (2, 1)
    assert live.article.topics.get() == topic
