"""Names that many pages print: saving one tells all of them."""

import pytest
from django.urls import reverse

from articles.models import Topic
from newsroom.models import PurgeRecord
from tests.desk import errors, signed_in
from tests.factories import NOON, make_article, make_contributor, make_live, make_user

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


def test_a_topic_of_drafts_alone_may_be_deleted(desk):
    article = make_article(topics=["Gas", "Oil"])
    gas = Topic.objects.get(name="Gas")
    desk.post(reverse("admin:articles_topic_delete", args=[gas.pk]), {"post": "yes"})
    assert [topic.name for topic in article.topics.all()] == ["Oil"]
