"""The read API: valid ninjs, live articles only, pictures while they may be seen."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import api, publishing
from articles.models import Correction, Topic
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_archive,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
)
from tests.machines import HOSTILE, read_json, schema
from tests.readers import get

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
HOST = "http://testserver"
NINJS = "ninjs-3.1"


@pytest.fixture(autouse=True)
def one():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


def headlines(path: str) -> list[str]:
    """The headlines of a list, which must be valid."""
    items = read_json(path)["items"]
    for item in items:
        schema(NINJS).validate(item)
    return [item["headlines"][0]["value"] for item in items]


def inside(image) -> str:
    """A text with a picture."""
    figure = (
        f'<figure data-image="{image.pk}"><figcaption>At work</figcaption></figure>'
    )
    return f'<p>See <a href="/topics/">topics</a>.</p>{figure}'


def test_article_is_whole_and_valid():
    image = make_image(licence="CC BY 4.0", licence_url="https://x.example/by")
    live = make_live(
        "Gas",
        section=make_section(),
        standfirst="Two in three.",
        body=inside(make_image(creator="Ada Lens", source="")),
        lead_image=image,
        lead_caption="A pumpjack.",
        contributors=[make_contributor()],
        topics=["Carbon"],
        sponsor="ACME",
    )
    Correction.objects.create(
        article=live.article, text="Not three.", corrected_at=NOON + HOUR, made_at=NOON
    )
    item = read_json(f"{V1}/articles/{live.article_id}/")
    schema(NINJS).validate(item)
    assert item["uri"] == f"{HOST}{V1}/articles/{live.article_id}/"
    assert (item["type"], item["representationType"]) == ("text", "full")
    assert item["firstCreated"] == "2026-11-22T12:00:00+00:00"
    assert item["versionCreated"] == "2026-11-22T13:00:00+00:00"
    assert [body["role"] for body in item["bodies"]] == ["main", "correction"]
    assert f'href="{HOST}/topics/"' in item["bodies"][0]["value"]
    assert "Credit: Ada Lens" in item["bodies"][0]["value"]
    assert item["people"][0]["uri"] == f"{HOST}/by/energy-desk/"
    assert [(one["rel"], one["name"]) for one in item["subjects"]] == [
        ("section", "Energy & Mining"),
        ("about", "Carbon"),
    ]
    assert item["edNote"] == "Paid for by ACME.\nCorrection: Not three."
    ids = {one["role"]: one["value"] for one in item["altIds"]}
    assert ids["web"] == f"{HOST}{live.get_absolute_url()}"
    assert ids["guid"] == f"tag:testserver,2026:article-{live.article_id}"
    lead, text = item["associations"]
    assert [lead["name"], text["name"]] == ["lead", f"text-{live.image_ids[0]}"]
    told = {one["role"]: one["value"] for one in lead["descriptions"]}
    assert told["caption"] == "A pumpjack."
    assert told["credit"].startswith("Credit: Shutterstock / jijomathaidesigners (CC")
    assert (lead["by"], lead["infoSources"][0]["name"]) == (
        "jijomathaidesigners",
        "Shutterstock",
    )
    assert lead["rightsInfo"] == {"linkedRights": "https://x.example/by"}


def test_list_leaves_texts_out():
    live = make_live("Gas", body=inside(make_image()), lead_image=make_image())
    (item,) = read_json(f"{V1}/articles/")["items"]
    schema(NINJS).validate(item)
    assert (item["representationType"], "bodies" in item) == ("partial", False)
    assert [one["name"] for one in item["associations"]] == ["lead"]
    assert item["altIds"][1]["value"] == f"{HOST}{live.get_absolute_url()}"


def test_filters_narrow_and_combine():
    energy, trade = make_section(), make_section("Trade")
    ana, bo = make_contributor("Ana"), make_contributor("Bo")
    make_live("One", at=NOON - DAY, section=energy, contributors=[ana], topics=["Gas"])
    make_live("Two", at=NOON, section=trade, contributors=[ana, bo], topics=["Gas"])
    make_live(
        "Three", at=NOON + HOUR, section=energy, contributors=[bo], topics=["Oil"]
    )
    expected = {
        "": ["Three", "Two", "One"],
        "?section=energy-mining": ["Three", "One"],
        "?topic=gas": ["Two", "One"],
        "?contributor=bo": ["Three", "Two"],
        "?topic=gas&contributor=bo": ["Two"],
        "?topic=gas&section=energy-mining": ["One"],
        "?contributor=bo&section=trade": ["Two"],
        "?topic=oil&contributor=ana": [],
        "?since=2026-11-22": ["Three", "Two"],
        "?since=2026-11-22T12:30Z": ["Three"],
        "?since=2026-11-22T13:30%2B01:00": ["Three"],
        "?since=2026-11-22T13:30+01:00&section=energy-mining": ["Three"],
    }
    assert {q: headlines(f"{V1}/articles/{q}") for q in expected} == expected


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("?before=x", "before"),
        ("?since=yesterday", "since"),
        ("?since=2026-13-45", "since"),
        ("?topic=none", "topic"),
        ("?topic=%00", "topic"),
        ("?section=none", "section"),
        ("?contributor=none", "contributor"),
        ("?contributer=ana", "contributer"),
    ],
)
def test_nonsense_is_refused_in_words(query, word):
    answer = read_json(f"{V1}/articles/{query}", status=400)["error"]
    assert answer["status"] == 400
    assert word in answer["message"]
    assert read_json(f"{V1}/topics/?after=x", status=400)["error"]["status"] == 400


def test_pages_follow_one_another():
    make_archive(api.PAGE * 2 + 3, section=None, contributors=[], topics=[])
    make_live("Gas", topics=["Gas"])
    path, seen = f"{V1}/articles/?since=2020-01-01", []
    while path:
        page = read_json(path)
        seen += [item["headlines"][0]["value"] for item in page["items"]]
        path = page.get("next", "").removeprefix(HOST)
    assert len(seen) == len(set(seen)) == api.PAGE * 2 + 4
    assert seen[0] == "Gas"


def test_topics_and_sections_are_named_by_their_pages():
    make_live(section=make_section(), topics=["Gas", "Oil"])
    Topic.objects.named(["Unused"])
    topics = read_json(f"{V1}/topics/")["items"]
    assert topics[0] == {
        "name": "Gas",
        "rel": "about",
        "uri": f"{HOST}/topics/gas/",
        "literal": "gas",
    }
    assert [topic["name"] for topic in topics] == ["Gas", "Oil"]
    (section,) = read_json(f"{V1}/sections/")["items"]
    assert section["uri"] == f"{HOST}/energy-mining/"


def test_topics_come_a_page_at_a_time(monkeypatch):
    monkeypatch.setattr(api, "NAMES", 2)
    make_live(topics=["A", "B", "C", "D", "E"])
    path, seen = f"{V1}/topics/", []
    while path:
        page = read_json(path)
        seen.append([topic["name"] for topic in page["items"]])
        path = page.get("next", "").removeprefix(HOST)
    assert seen == [["A", "B"], ["C", "D"], ["E"]]


def test_only_what_is_live_is_there():
    draft = make_article("Draft")
    coming = make_article("Coming")
    publishing.schedule(coming, by=None, at=NOON, start=NOON + DAY)
    gone = make_live("Gone", at=NOON - DAY).article
    publishing.withdraw(gone, by=None, at=NOON)
    for article in (draft, coming, gone):
        assert read_json(f"{V1}/articles/{article.pk}/", status=404)["error"]
    assert headlines(f"{V1}/articles/") == []
    with time_machine.travel(NOON + DAY, tick=False):
        assert headlines(f"{V1}/articles/") == ["Coming"]


def test_picture_is_there_while_a_live_article_shows_it():
    lead, text, unused, draft = (make_image() for _ in range(4))
    live = make_live("Gas", lead_image=lead, body=inside(text))
    make_article("Draft", lead_image=draft, body=inside(draft))
    status = {
        image.pk: get(f"{V1}/images/{image.pk}/").status_code
        for image in (lead, text, unused, draft)
    }
    assert list(status.values()) == [200, 200, 404, 404]
    item = read_json(f"{V1}/images/{lead.pk}/")
    schema(NINJS).validate(item)
    assert item["renditions"][0] == {
        "name": "480-webp",
        "href": f"{HOST}/media/{lead.renditions[0]['name']}",
        "contentType": "image/webp",
        "width": 480,
        "height": 270,
    }
    publishing.withdraw(live.article, by=None, at=NOON + HOUR / 2)
    assert get(f"{V1}/images/{lead.pk}/").status_code == 404
    assert get(f"{V1}/images/{text.pk}/").status_code == 404


@pytest.mark.parametrize("place", ["lead", "text"])
def test_fallback_is_there_once_it_stands_in(place):
    ending = make_image(rights_expire_at=NOON + DAY)
    fallback = make_image()
    facts = {"lead_image": ending} if place == "lead" else {"body": inside(ending)}
    make_live("Gas", section=make_section(fallback=fallback), **facts)

    def there() -> list[int]:
        pair = (ending, fallback)
        return [get(f"{V1}/images/{image.pk}/").status_code for image in pair]

    assert there() == [200, 404]
    with time_machine.travel(NOON + DAY, tick=False):
        assert there() == [404, 200]


def test_internal_notes_and_terms_of_the_desk_stay_inside():
    image = make_image(internal_notes="Paid 300", original_name="secret.jpg")
    make_live("Gas", lead_image=image)
    for path in (f"{V1}/articles/", f"{V1}/images/{image.pk}/"):
        content = get(path).content.decode()
        assert ("Paid 300" in content, "secret" in content) == (False, False)


def test_every_site_may_read_and_none_may_write():
    live = make_live("Gas")
    path = f"{V1}/articles/{live.article_id}/"
    assert get(path)["Access-Control-Allow-Origin"] == "*"
    assert get(f"{V1}/nothing/")["Access-Control-Allow-Origin"] == "*"
    asked = Client().options(path)
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    refused = Client().post(path)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert Client().head(path).status_code == 200


def test_unchanged_answer_is_not_sent_again():
    make_live("Gas")
    first = get(f"{V1}/articles/")
    again = get(f"{V1}/articles/", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_live("Oil", at=NOON + HOUR)
    changed = get(f"{V1}/articles/", **{"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/v2/", f"{V1}/", f"{V1}/articles/0/", f"{V1}/articles/{'9' * 30}/"]
    + [f"{V1}/images/x/", f"{V1}/articles/{'9' * 18}/", f"{V1}/images/{'9' * 18}/"],
)
def test_addresses_that_lead_nowhere_answer_in_json(path):
    assert read_json(path, status=404)["error"]["status"] == 404


def test_hostile_words_are_just_words():
    image = make_image(creator=HOSTILE[:100], caption=HOSTILE, place=HOSTILE[:100])
    live = make_live(
        HOSTILE,
        slug="odd",
        standfirst=HOSTILE,
        sponsor=HOSTILE[:100],
        lead_image=image,
        lead_caption=HOSTILE,
        contributors=[make_contributor(HOSTILE, slug="odd")],
    )
    item = read_json(f"{V1}/articles/{live.article_id}/")
    schema(NINJS).validate(item)
    assert item["headlines"][0]["value"] == HOSTILE


def test_answers_cost_the_same_for_3_and_300_articles():
    energy, desk = make_section(), make_contributor()
    gas = Topic.objects.named(["Natural gas"])
    image = make_image()
    live = make_live(
        "Gas", section=energy, lead_image=image, body=inside(image), topics=["Carbon"]
    )
    make_archive(3, section=energy, contributors=[desk], topics=gas)
    paths = [
        "/articles/",
        "/articles/?section=energy-mining&topic=natural-gas&contributor=energy-desk",
        f"/articles/{live.article_id}/",
        "/sections/",
        "/topics/",
        f"/images/{image.pk}/",
    ]

    def costs() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                get(f"{V1}{path}")
            found.append(len(queries))
        return found

    few = costs()
    make_archive(297, section=energy, contributors=[desk], topics=gas)
    assert costs() == few
    assert max(few) <= 9
