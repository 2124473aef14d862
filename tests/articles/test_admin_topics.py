"""Tidying topics at the desk: views of what needs it, merging on two pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Topic
from tests.desk import messages, signed_in
from tests.factories import NOON, make_article, make_image, make_live, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
LIST = "/admin/articles/topic/"
MERGE = "/admin/articles/topic/merge/"


@pytest.fixture
def desk() -> Client:
    return signed_in(make_user("ana", role="Managing editor"))


def listed(response: Any) -> list[str]:
    return sorted(topic.name for topic in response.context["cl"].result_list)


def ids(*names: str) -> str:
    rows = Topic.objects.filter(name__in=names).order_by("pk")
    return ",".join(str(topic.pk) for topic in rows)


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ("", ["Coal", "Draft", "Gas", "Idle", "Mexico", "México", "Pictured"]),
        ("twins", ["Mexico", "México"]),
        ("thin", ["Coal", "Mexico"]),
        ("unused", ["Idle"]),
    ],
)
def test_views_show_what_needs_tidying(desk: Client, which: str, names: Any) -> None:
    make_live("One", topics=["Gas", "Coal"])
    make_live("Two", topics=["Gas", "Mexico"])
    make_article("Three", topics=["Draft", "México"])
    make_image().topics.add("Pictured")
    Topic.objects.named(["Idle"])
    assert listed(desk.get(LIST, {"which": which} if which else {})) == names


def test_twins_are_offered_together(desk: Client) -> None:
    make_article(topics=["Mexico", "México"])
    page = desk.get(LIST, {"which": "twins"}).content.decode()
    assert f"{MERGE}?ids={ids('Mexico', 'México').replace(',', '%2C')}" in page
    writer = signed_in(make_user("mei", role="Writer"))
    assert MERGE not in writer.get(LIST, {"which": "twins"}).content.decode()


def test_chosen_topics_are_merged(desk: Client) -> None:
    article = make_live(topics=["Crude", "Oil"]).article
    other = make_live("Other", topics=["Crude"]).article
    posted = {"action": "merge", "_selected_action": ids("Crude", "Oil").split(",")}
    answer = desk.post(LIST, posted)
    page = desk.get(answer.url).content.decode()
    assert "/topics/crude/ · 2 articles · 0 images" in page
    oil = Topic.objects.get(name="Oil")
    answer = desk.post(answer.url, {"into": oil.pk})
    assert messages(answer) == ["Merged into “Oil”: 2 articles moved."]
    assert answer.url == LIST
    names = [list(each.topics.names()) for each in (article, other)]
    assert names == [["Oil"], ["Oil"]]
    history = desk.get(reverse("admin:articles_topic_history", args=[oil.pk]))
    assert "Merged with it: Crude." in history.content.decode()
    assert listed(desk.get(LIST)) == ["Oil"]


def test_from_one_topic_the_others_are_asked_for(desk: Client) -> None:
    make_article(topics=["Crude", "Oil"])
    crude = Topic.objects.get(name="Crude")
    form = desk.get(reverse("admin:articles_topic_change", args=[crude.pk]))
    address = f"{MERGE}?ids={crude.pk}"
    assert address in form.content.decode()
    assert "others" in desk.post(address, {"others": ""}).context["form"].errors
    answer = desk.post(address, {"others": "nonsense"})
    assert "no topic called “nonsense”" in answer.content.decode()
    answer = desk.post(address, {"others": "OIL"})
    assert answer.url.replace("%2C", ",") == f"{MERGE}?ids={ids('Crude', 'Oil')}"


@pytest.mark.parametrize("into", ["", "0", "abc", "9" * 40])
def test_nonsense_for_the_one_that_stays_is_refused(desk: Client, into: str) -> None:
    make_article(topics=["Crude", "Oil", "Coal"])
    answer = desk.post(f"{MERGE}?ids={ids('Crude', 'Oil')}", {"into": into})
    assert answer.status_code == 200
    assert "into" in answer.context["form"].errors
    assert Topic.objects.current().count() == 3


def test_a_topic_that_is_not_among_them_does_not_stay(desk: Client) -> None:
    make_article(topics=["Crude", "Oil", "Coal"])
    posted = {"into": Topic.objects.get(name="Coal").pk}
    answer = desk.post(f"{MERGE}?ids={ids('Crude', 'Oil')}", posted)
    assert "into" in answer.context["form"].errors


@pytest.mark.parametrize("role", ["Writer", "Section editor", "Photo editor"])
def test_only_who_may_delete_topics_merges_them(role: str) -> None:
    make_article(topics=["Crude", "Oil"])
    client = signed_in(make_user("mei", role=role))
    posted = {"into": Topic.objects.get(name="Oil").pk}
    answer = client.post(f"{MERGE}?ids={ids('Crude', 'Oil')}", posted)
    assert answer.status_code == 403
    posted = {"action": "merge", "_selected_action": ids("Crude", "Oil").split(",")}
    client.post(LIST, posted)
    assert Topic.objects.current().count() == 2
