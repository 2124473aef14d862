"""Feeds: the same articles in three formats, whole, credited and never too early."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, writing
from articles.feed_formats import legible
from articles.feeds import ITEMS
from articles.models import (
    Contributor,
    ContributorAddress,
    Correction,
    Image,
    Topic,
    TopicAddress,
)
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
from tests.machines import HOSTILE, SURVIVES, read_feed, read_news
from tests.readers import get, visit

pytestmark = pytest.mark.django_db
KINDS = ("", "atom/", "json/")
CREDIT = "Credit: Shutterstock / jijomathaidesigners"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


@pytest.fixture
def gas():
    """An article with everything a feed can bring."""
    inside = make_image(caption="Inside", creator="Ada Lens", source="")
    figure = (
        f'<figure data-image="{inside.pk}"><figcaption>At work</figcaption></figure>'
    )
    desks = [make_contributor(f"{name} desk", bio="About.") for name in ("Gas", "Data")]
    body = f'<p>See <a href="/topics/">topics</a>, <a href="#x">x</a>.</p>{figure}'
    return make_live(
        "A grid built on gas",
        section=make_section(description="All about power."),
        standfirst="Two thirds & more",
        body=body,
        lead_image=make_image(licence="CC BY 4.0", licence_url="https://x.example/by"),
        lead_caption="A pumpjack.",
        contributors=desks,
        topics=["Natural gas", "Carbon"],
    )


def correct(publication, text="The figure was wrong.", at=NOON + HOUR / 2):
    Correction.objects.create(
        article=publication.article,
        text=text,
        signed_by="The gas desk",
        corrected_at=at,
        made_at=at,
    )


@pytest.mark.parametrize("kind", KINDS[:2])
def test_xml_feed_says_everything_of_an_article(gas, kind):
    correct(gas)
    (entry,) = read_feed(f"/feed/{kind}").entries
    assert entry.title == "A grid built on gas"
    assert entry.link == f"http://testserver{gas.get_absolute_url()}"
    assert entry.id == f"tag:testserver,2026:article-{gas.article_id}"
    assert entry.summary == "Two thirds &amp; more"
    assert [author.name for author in entry.authors] == ["Gas desk", "Data desk"]
    terms = [tag.term for tag in entry.tags]
    assert terms == ["Energy & Mining", "Natural gas", "Carbon"]
    assert entry.published_parsed[:5] == (2026, 11, 22, 12, 0)
    assert entry.updated_parsed[:5] == (2026, 11, 22, 12, 30)
    (picture,) = entry.media_content
    assert (picture["width"], picture["type"]) == ("960", "image/webp")
    assert entry.media_credit[0]["content"] == "Shutterstock / jijomathaidesigners"
    assert entry.media_license["href"] == "https://x.example/by"
    content = entry.content[-1].value
    assert content.count(f"{CREDIT} (CC\N{NO-BREAK SPACE}BY\N{NO-BREAK SPACE}4.0)") == 1
    assert content.count("Credit: Ada Lens") == 1
    assert content.count("<figcaption>") == content.count("<img ") == 2
    assert ("The figure was wrong." in content, "The gas desk" in content) == (
        True,
    ) * 2


def test_json_feed_says_the_same(gas):
    correct(gas)
    feed = read_news("/feed/json/")
    (item,) = feed["items"]
    told = {name: item[name] for name in ("id", "title", "summary", "tags", "language")}
    assert told == {
        "id": f"tag:testserver,2026:article-{gas.article_id}",
        "title": "A grid built on gas",
        "summary": "Two thirds & more",
        "tags": ["Energy & Mining", "Natural gas", "Carbon"],
        "language": "en-gb",
    }
    assert [author["url"] for author in item["authors"]] == [
        "http://testserver/by/gas-desk/",
        "http://testserver/by/data-desk/",
    ]
    assert item["date_modified"] == "2026-11-22T12:30:00+00:00"
    assert CREDIT in item["attachments"][0]["title"]
    assert item["_newsroom"]["image"]["credit"] == "Shutterstock / jijomathaidesigners"
    assert item["_newsroom"]["corrections"] == [
        {
            "kind": "correction",
            "date": "2026-11-22T12:30:00+00:00",
            "text": "The figure was wrong.",
            "signed": "The gas desk",
        }
    ]


def test_no_address_in_a_text_is_cut_short(gas):
    content = read_news("/feed/json/")["items"][0]["content_html"]
    address = f"http://testserver{gas.get_absolute_url()}"
    assert (
        f'<a href="http://testserver/topics/">topics</a>, <a href="{address}#x">'
        in (content)
    )
    assert ('="/' in content, "srcset" in content) == (False, False)
    assert content.count('src="http://testserver/media/') == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("/", "Meridian 99"),
        ("/energy-mining/", "Energy & Mining | Meridian 99"),
        ("/topics/natural-gas/", "Natural gas | Meridian 99"),
        ("/by/gas-desk/", "Gas desk | Meridian 99"),
    ],
)
def test_each_list_has_its_feeds(gas, place, kind, title):
    make_live("Elsewhere", topics=["Copper"])
    path = f"{place}feed/{kind}"
    if kind == "json/":
        feed = read_news(path)
        found = (feed["title"], feed["home_page_url"], feed["feed_url"])
        headlines = [item["title"] for item in feed["items"]]
    else:
        feed = read_feed(path)
        links = {link.rel: link.href for link in feed.feed.links}
        found = (feed.feed.title, links["alternate"], links["self"])
        headlines = [entry.title for entry in feed.entries]
    assert found == (title, f"http://testserver{place}", f"http://testserver{path}")
    assert headlines == (["Elsewhere"] if place == "/" else []) + [
        "A grid built on gas"
    ]


def test_lists_without_a_page_have_no_feed(gas):
    make_contributor("Nobody")
    Topic.objects.named(["Unused"])
    for place in ("/topics/unused/", "/topics/x/", "/by/nobody/", "/by/x/", "/x/"):
        assert [get(f"{place}feed/{kind}").status_code for kind in KINDS] == [404] * 3


def test_name_outlives_a_new_headline_and_address(gas):
    before = read_news("/feed/json/")["items"][0]
    article = gas.article
    article.headline, article.slug = "Another headline", "another"
    writing.save(article, by=None, at=NOON + HOUR / 2, topics=["Carbon"])
    publishing.update(article, by=None, at=NOON + HOUR)
    after = read_news("/feed/json/")["items"][0]
    assert after["id"] == before["id"]
    assert (after["title"], after["url"] == before["url"]) == (
        "Another headline",
        False,
    )


def test_paid_content_says_so_first():
    make_live("Advice", sponsor="ACME & Co", standfirst="Buy.")
    (entry,) = read_feed("/feed/").entries
    assert entry.summary == "Paid for by ACME &amp; Co. Buy."
    assert entry.content[0].value.startswith("<p><strong>Paid for by ACME &amp; Co<")
    assert "Sponsored" in [tag.term for tag in entry.tags]
    (item,) = read_news("/feed/json/")["items"]
    assert item["_newsroom"]["sponsor"] == "ACME & Co"


def test_other_languages_have_no_place_here():
    make_live("English")
    make_live("Español", language="es", topics=["Natural gas"])
    for path in ("/feed/json/", "/topics/natural-gas/feed/json/"):
        titles = [item["title"] for item in read_news(path)["items"]]
        assert titles == ["English"]


def test_original_elsewhere_is_named():
    make_live("Syndicated", canonical_url="https://first.example/a")
    assert read_news("/feed/json/")["items"][0]["external_url"] == (
        "https://first.example/a"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_break_nothing(kind, settings):
    settings.SITE_NAME = HOSTILE
    image = make_image(
        **dict.fromkeys(("creator", "alternative_text", "licence"), HOSTILE[:90]),
        copyright_notice=HOSTILE,
        caption=HOSTILE,
    )
    section = make_section(name=HOSTILE[:50], slug="odd", description=HOSTILE)
    topics = Topic.objects.named(["Natural gas"])
    live = make_live(
        HOSTILE,
        slug="odd",
        section=section,
        standfirst=HOSTILE,
        lead_image=image,
        lead_caption=HOSTILE,
        contributors=[make_contributor(HOSTILE, slug="odd", bio=HOSTILE)],
    )
    Topic.objects.update(name=HOSTILE, description=HOSTILE)
    correct(live, HOSTILE)
    for place in ("/", "/odd/", f"/topics/{topics[0].slug}/", "/by/odd/"):
        if kind == "json/":
            title = read_news(f"{place}feed/{kind}")["items"][0]["title"]
        else:
            title = read_feed(f"{place}feed/{kind}").entries[0].title
        assert [part for part in SURVIVES if part not in title] == []


def test_what_xml_cannot_hold_is_left_out():
    told = {"a": ["x\x00\x0by", ("\ufffe",)], "b": 3, "c": "tab\tline\n😀"}
    assert legible(told) == {"a": ["xy", [""]], "b": 3, "c": "tab\tline\n😀"}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_appears_before_its_time(kind):
    coming = make_article("Tomorrow’s")
    publishing.schedule(coming, by=None, at=NOON, start=NOON + DAY)
    empty = get(f"/feed/{kind}")
    assert "Tomorrow’s" not in empty.content.decode()
    with time_machine.travel(NOON + DAY - timedelta(seconds=20), tick=False):
        assert "s-maxage=19" in get(f"/feed/{kind}")["Cache-Control"]
    with time_machine.travel(NOON + DAY, tick=False):
        assert "Tomorrow’s" in get(f"/feed/{kind}").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_feed_is_not_sent_again(gas, kind):
    first = get(f"/feed/{kind}")
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        again = get(f"/feed/{kind}", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.has_header("Last-Modified") is False
    Image.objects.update(creator="Somebody else")
    changed = get(f"/feed/{kind}", **{"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_feed_names_what_it_depends_on(gas):
    found = set(get("/feed/")["Surrogate-Key"].split())
    assert found == {
        "site",
        "all",
        f"article-{gas.article_id}",
        f"section-{gas.section_id}",
        *(f"contributor-{pk}" for pk in gas.contributor_ids),
        *(f"topic-{pk}" for pk in gas.topic_ids),
        *(f"image-{pk}" for pk in (gas.lead_image_id, *gas.image_ids)),
    }


def test_empty_feed_is_a_feed():
    assert read_feed("/feed/").entries == read_feed("/feed/atom/").entries == []
    assert read_news("/feed/json/")["items"] == []
    assert get("/feed/atom/")["ETag"] == get("/feed/atom/")["ETag"]


def test_feeds_cost_the_same_for_3_and_300_articles():
    energy, desk = make_section(), make_contributor()
    gas = Topic.objects.named(["Natural gas"])
    make_archive(3, section=energy, contributors=[desk], topics=gas)

    def costs():
        found = {}
        for place in (
            "/",
            "/energy-mining/",
            "/topics/natural-gas/",
            "/by/energy-desk/",
        ):
            for kind in KINDS:
                with CaptureQueriesContext(connection) as queries:
                    get(f"{place}feed/{kind}")
                found[place, kind] = len(queries)
        return found

    few = costs()
    make_archive(297, section=energy, contributors=[desk], topics=gas)
    assert costs() == few
    assert max(few.values()) <= 8
    assert len(read_feed("/feed/").entries) == ITEMS


def test_pages_name_their_feeds(gas):
    found = {}
    for place in (
        "/",
        "/energy-mining/",
        "/topics/carbon/",
        "/by/gas-desk/",
        "/articles/",
    ):
        links = visit(place).query('link[rel="alternate"]')
        found[place] = [link.attrs["href"] for link in links]
    own = {place: [f"{place}feed/{kind}" for kind in KINDS] for place in found}
    assert found == {
        "/": own["/"],
        **{
            place: [*own[place], "/feed/"]
            for place in ("/energy-mining/", "/topics/carbon/", "/by/gas-desk/")
        },
        "/articles/": ["/feed/"],
    }


def test_feeds_move_with_their_lists(gas):
    topic = Topic.objects.get(slug="carbon")
    TopicAddress.objects.create(slug="co2", topic=topic)
    desk = Contributor.objects.get(slug="gas-desk")
    ContributorAddress.objects.create(slug="fuel-desk", contributor=desk)
    for kind in KINDS:
        for old, new in (
            ("/topics/co2/", "/topics/carbon/"),
            ("/by/fuel-desk/", "/by/gas-desk/"),
        ):
            moved = get(f"{old}feed/{kind}")
            assert (moved.status_code, moved["Location"]) == (301, f"{new}feed/{kind}")


def test_article_called_feed_has_another_address():
    section = make_section()
    live = make_live("Feed", section=section)
    assert live.get_absolute_url() == "/energy-mining/feed-2/"
    assert get(live.get_absolute_url()).status_code == 200
