"""What the form asks while somebody types: nothing saved, nothing told too much."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Article, Topic
from tests.desk import signed_in, typed
from tests.factories import (
    BODY,
    DAY,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def desk():
    return signed_in(make_user("ana", role="Managing editor"))


def ask(client, name: str, article: Article | None = None, **facts) -> str:
    """Post what is typed to one of the form's side views; the answer as text."""
    ids = [article.pk] if article else []
    address = reverse(f"admin:articles_article_{name}", args=ids)
    response = client.post(address, typed(article, **facts))
    assert response.status_code == 200
    return response.content.decode()


# --- the preview --------------------------------------------------------------------
def test_the_preview_is_the_readers_page_of_what_is_typed(desk):
    section, image = make_section(), make_image()
    contributor = make_contributor()
    shown = ask(
        desk,
        "preview",
        headline="Typed",
        standfirst="Two in three.",
        body=BODY,
        section=section.pk,
        lead_image=image.pk,
        topics="Brand new",
        contributors=f"Energy desk #{contributor.pk}",
    )
    for words in (
        '<h1 class="article-title">Typed</h1>',
        "Two in three.",
        "Of every three cubic metres",
        "Energy &amp; Mining",
        "Credit: Shutterstock / jijomathaidesigners",
        "Brand new",
        "Energy desk",
    ):
        assert words in shown
    assert (Article.objects.count(), Topic.objects.count()) == (0, 0)


def test_the_preview_of_a_saved_article_changes_nothing(desk):
    article = make_live(at=NOON - DAY).article
    assert "Typed" in ask(desk, "preview", article, headline="Typed")
    article.refresh_from_db()
    assert (article.headline, article.version) == ("A grid built on gas", 1)
    assert article.revisions.count() == 2


def test_the_preview_of_nothing_and_of_nonsense_is_a_page(desk):
    assert "<html" in ask(desk, "preview")
    nonsense = {"headline": "a\0b", "section": "x", "topics": "x" * 99, "picked": "?"}
    assert "<html" in ask(desk, "preview", **nonsense)


def test_no_cache_and_no_crawler_keeps_a_preview(desk):
    address = reverse("admin:articles_article_preview")
    response = desk.post(address, typed())
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


# --- the gate -------------------------------------------------------------------------
def test_the_gate_names_what_blocks_with_a_link_to_each_field(desk):
    image = make_image(creator="", source="", original_name="x.jpg")
    shown = ask(desk, "gate", lead_image=image.pk)
    assert 'data-blocked="4"' in shown
    for name in ("headline", "body", "lead_image", "topics"):
        assert f'href="#id_{name}"' in shown
    assert "“x.jpg” has no credit" in shown


def test_the_gate_counts_advice_apart_and_says_where_it_appears(desk):
    section = make_section()
    facts = {"headline": "Gas", "body": BODY, "topics": "Gas", "section": section.pk}
    shown = ask(desk, "gate", **facts)
    assert 'data-blocked="0"' in shown
    assert "Nothing stands in the way." in shown
    assert "It has no lead image." in shown
    assert '<li>Energy &amp; Mining <span class="quiet">newest</span></li>' in shown
    assert not Topic.objects.exists()


def test_the_gate_blocks_what_the_form_would_refuse(desk):
    shown = ask(desk, "gate", headline="x" * 201, body=BODY, topics="Gas")
    assert 'href="#id_headline"' in shown
    assert 'data-blocked="0"' not in shown


def test_the_gate_asks_what_becomes_of_a_scheduled_version(desk):
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    shown = ask(desk, "gate", article)
    assert "A version is scheduled for 23 Nov 2026, 12:00 UTC" in shown
    assert "scheduled-cancel" in shown


def test_the_gate_tells_a_section_editor_of_foreign_sections():
    editor = make_user("desk", role="Section editor")
    make_section("Energy").editors.add(editor)
    facts = {"headline": "Gas", "body": BODY, "topics": "Gas"}
    shown = ask(signed_in(editor), "gate", **facts)
    assert "You may publish in your own sections only." in shown


@pytest.mark.parametrize("name", ["preview", "gate"])
def test_side_views_answer_to_no_number_that_is_not_ones_own(name):
    secret = make_article("Secret")
    client = signed_in(make_user("mei", role="Writer"))
    for pk in (secret.pk, 99_999):
        address = reverse(f"admin:articles_article_{name}", args=[pk])
        assert client.post(address, typed()).status_code == 403


# --- suggestions ---
def test_suggestions_come_as_json(desk):
    Topic.objects.named(["Natural gas"])
    address = reverse("admin:articles_article_suggest", args=["topics"])
    answer = desk.get(address, {"q": "gas"})
    assert answer.json() == {
        "found": [{"value": "Natural gas", "label": "Natural gas", "note": ""}]
    }


def test_an_unknown_source_suggests_nothing(desk):
    address = reverse("admin:articles_article_suggest", args=["passwords"])
    assert desk.get(address).status_code == 404
