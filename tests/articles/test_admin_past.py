"""History, comparing and restoring on the desk."""

import pytest
from django.urls import reverse
from justhtml import JustHTML

from articles import locking, past, publishing, writing
from articles.models import Article, Revision
from tests.desk import form_url, messages, press, signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
    make_user,
)
from tests.readers import texts

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def desk():
    return signed_in(make_user("ana", role="Managing editor"))


def address(name: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def opened(client, url: str, status: int = 200) -> JustHTML:
    response = client.get(url)
    assert response.status_code == status
    return JustHTML(response.content.decode(), sanitize=False)


def compared(client, article: Article, query: str = "") -> JustHTML:
    return opened(client, address("compare", article) + query)


def saved(article: Article, **facts) -> Article:
    article = Article.objects.get(pk=article.pk)
    for name, fact in facts.items():
        setattr(article, name, fact)
    writing.save(article, by=None, at=NOON)
    return article


def restore(client, article: Article, number: int, **facts):
    posted = {"number": number, "base_version": article.version, **facts}
    return client.post(address("restore", article), posted)


def headline(article: Article) -> str:
    return Article.objects.get(pk=article.pk).headline


# --- the history ----------------------------------------------------------------------
def test_the_history_names_what_was_done_and_offers_any_two(desk):
    article = make_live(at=NOON - DAY, by=make_user("bo")).article
    page = opened(desk, address("history", article))
    assert texts(page, "tbody th") == [
        "On the desk now",
        "What readers see now",
        "2 Published",
        "1 Saved",
    ]
    older = [radio.attrs["value"] for radio in page.query("[name=a]")]
    newer = [radio.attrs["value"] for radio in page.query("[name=b]")]
    assert (older, newer) == (["live", "2", "1"], ["now", "2", "1"])
    chosen = [radio.attrs["value"] for radio in page.query("input[checked]")]
    assert chosen == ["now", "live"]


def test_a_long_history_comes_in_pages(desk):
    article = make_article()
    Revision.objects.bulk_create(
        Revision(article=article, number=n, kind="save", made_at=NOON)
        for n in range(2, past.PAGE + 3)
    )
    page = opened(desk, address("history", article))
    [link] = page.query(".paginator a")
    assert link.attrs["href"] == "?before=3"
    rest = opened(desk, address("history", article) + "?before=3")
    assert texts(rest, "tbody th") == ["2 Saved", "1 Saved"]
    assert texts(rest, ".paginator a") == ["Latest"]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "٣"])
def test_a_page_that_is_nowhere_is_not_there(desk, before):
    url = address("history", make_article())
    assert desk.get(f"{url}?before={before}").status_code == 404


# --- comparing ------------------------------------------------------------------------
def test_by_default_it_shows_what_readers_do_not_see_yet(desk):
    article = make_live(at=NOON - DAY).article
    saved(article, headline="A grid built on wind")
    page = compared(desk, article)
    assert texts(page, ".compare-field h2") == ["Headline"]
    assert texts(page, ".compared-before del") == ["gas"]
    assert texts(page, ".compared-after ins") == ["wind"]
    assert texts(page, ".compare-acts button") == ["Discard these changes"]


def test_the_older_stands_before_the_newer_whatever_was_chosen(desk):
    article = saved(make_article("First"), headline="Second")
    for query in ("?a=1&b=2", "?a=2&b=1", "?a=1&b=now", "?a=now&b=1"):
        page = compared(desk, article, query)
        assert texts(page, ".compared-before del") == ["First"], query
        assert texts(page, ".compare-acts button") == [
            "Bring back version 1 as a draft"
        ]


def test_a_draft_is_compared_with_how_it_began(desk):
    article = saved(make_article("First"), headline="Second")
    assert texts(compared(desk, article), ".compared-before del") == ["First"]


def test_pictures_that_came_and_went_are_shown(desk):
    old, new, inside = make_image(), make_image(), make_image()
    article = make_article(lead_image=old)
    body = f'<p>Text.</p><figure data-image="{inside.pk}"></figure>'
    saved(article, lead_image=new, body=body)
    page = compared(desk, article)
    assert texts(page, ".compare-pictures del") == [str(old)]
    assert sorted(texts(page, ".compare-pictures ins")) == sorted(
        map(str, (new, inside))
    )


def test_what_is_the_same_is_said_to_be(desk):
    article = make_article()
    assert texts(compared(desk, article), ".empty") == ["Nothing is different."]


@pytest.mark.parametrize(
    "query",
    ["?a=99", "?a=x", "?a=live", "?a=1&b=0", "?a=9999999999999999999999", "?a=٣"],
)
def test_a_version_that_never_was_is_not_there(desk, query):
    assert desk.get(address("compare", make_article()) + query).status_code == 404


def test_hand_picked_articles_of_others_are_not_named():
    mei = make_user("mei", role="Writer")
    secret, public = make_article("Kanarienvogel"), make_live("Public").article
    article = make_article(by=mei, picked=[secret, public])
    writing.save(article, by=None, at=NOON, picked=[])
    page = compared(signed_in(mei), article)
    assert texts(page, ".compared-before del") == ["Article, Public"]


def test_markup_in_a_text_is_shown_and_never_run(desk):
    article = saved(make_article("<b>x</b>"), headline="<script>alert(1)</script>")
    shown = desk.get(address("compare", article)).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


# --- restoring ------------------------------------------------------------------------
def test_restoring_makes_a_draft_and_says_so(desk):
    article = saved(make_article("First"), headline="Second")
    response = restore(desk, article, 1)
    assert response.url == form_url(article)
    assert messages(response) == [
        "Back to version 1 of 22 Nov 2026, 12:00 UTC, as a draft."
    ]
    assert headline(article) == "First"
    assert [row.kind for row in article.revisions.all()] == ["restore", "save", "save"]


def test_who_saved_meanwhile_loses_nothing(desk):
    article = saved(make_article("First"), headline="Second")
    response = restore(desk, article, 1, base_version=1)
    assert response.status_code == 422
    assert "saved by somebody else" in response.content.decode()
    assert headline(article) == "Second"


def test_what_somebody_else_holds_is_not_restored(desk):
    article = saved(make_article("First"), headline="Second")
    locking.take(article, note="", by=make_user("bo", role="Managing editor"), at=NOON)
    response = restore(desk, article, 1)
    assert response.status_code == 422
    assert "bo" in response.content.decode()
    assert headline(article) == "Second"


@pytest.mark.parametrize("number", ["", "x", "99", "9" * 40])
def test_what_never_was_cannot_be_restored(desk, number):
    article = make_article()
    assert restore(desk, article, number).status_code == 404
    assert article.revisions.count() == 1


def test_looking_restores_nothing(desk):
    article = saved(make_article("First"), headline="Second")
    assert desk.get(address("restore", article)).status_code == 405
    assert headline(article) == "Second"


def test_a_section_editor_moves_nothing_back_into_a_foreign_section():
    editor = make_user("desk", role="Section editor")
    own, other = make_section("Energy"), make_section("Finance")
    own.editors.add(editor)
    article = saved(make_article("First", section=other), section=own)
    restore(signed_in(editor), article, 1)
    article.refresh_from_db()
    assert (article.headline, article.section) == ("First", own)


def test_an_approved_text_that_a_writer_brings_back_is_reviewed_again():
    mei = make_user("mei", role="Writer")
    article = saved(make_article("First", by=mei), headline="Second")
    Article.objects.update(stage=Article.Stage.READY)
    restore(signed_in(mei), article, 1)
    article.refresh_from_db()
    assert article.stage == Article.Stage.IN_REVIEW


def test_what_was_discarded_comes_back(desk):
    article = make_live(at=NOON - DAY).article
    article = saved(article, headline="Changed")
    press(desk, "_discard", article)
    assert headline(article) == "A grid built on gas"
    article.refresh_from_db()
    restore(desk, article, 3)
    assert headline(article) == "Changed"


def test_the_way_there_is_shown_only_while_something_differs(desk):
    article = make_live(at=NOON - DAY).article
    link = address("compare", article)
    assert link not in desk.get(form_url(article)).content.decode()
    saved(article, headline="Changed")
    assert link in desk.get(form_url(article)).content.decode()
    publishing.update(article, by=None, at=NOON + HOUR)
