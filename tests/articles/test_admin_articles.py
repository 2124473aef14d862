"""The list of articles: true words, constant cost, and nobody else's articles."""

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import publishing, writing
from articles.admin.paging import CappedPaginator
from articles.models import Article
from tests.desk import CHANGE, DELETE, LIST, form_url, messages, signed_in
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

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(chief):
    return signed_in(chief)


def headlines(client, query: str = "") -> list[str]:
    response = client.get(reverse(LIST) + query)
    return [row.headline for row in response.context["cl"].result_list]


def test_a_row_tells_picture_kicker_headline_status_byline_and_moment(desk):
    make_live(
        "Gas & oil",
        at=NOON - HOUR,
        section=make_section(accent="copper"),
        lead_image=make_image(),
        contributors=[make_contributor("Energy desk"), make_contributor("Mei Wu")],
    )
    shown = desk.get(reverse(LIST)).content.decode()
    assert 'class="kicker accent-copper">Energy &amp; Mining' in shown
    assert 'class="row-headline">Gas &amp; oil' in shown
    assert 'class="status is-live">Live<' in shown
    assert "Energy desk, Mei Wu" in shown
    assert ">11:00 <abbr>UTC</abbr></time>" in shown
    assert "-480.webp" in shown


def test_a_draft_without_anything_is_listed(desk):
    make_article("", body="", topics=())
    shown = desk.get(reverse(LIST)).content.decode()
    assert "(no headline yet)" in shown
    assert 'class="status is-draft">Draft<' in shown


def test_a_live_article_with_a_scheduled_update_says_both(desk):
    article = make_live(at=NOON - DAY).article
    article = Article.objects.get(pk=article.pk)
    article.headline = "Next"
    writing.save(article, by=None, at=NOON)
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    shown = desk.get(reverse(LIST)).content.decode()
    assert 'class="status is-changed">Live with changes<' in shown
    assert "next: <time" in shown
    assert "23 Nov 2026, 12:00" in shown


def test_a_scheduled_article_that_was_changed_since_says_so(desk):
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    assert "changed since" not in desk.get(reverse(LIST)).content.decode()
    article = Article.objects.get(pk=article.pk)
    article.headline = "Next"
    writing.save(article, by=None, at=NOON)
    assert "changed since" in desk.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("", ["In review", "Live", "Mine", "Ready", "Scheduled"]),
        ("?view=mine", ["Mine"]),
        ("?view=review", ["In review", "Ready"]),
        ("?view=scheduled", ["Scheduled"]),
        ("?view=live", ["Live"]),
        ("?view=nonsense", ["In review", "Live", "Mine", "Ready", "Scheduled"]),
    ],
)
def test_the_tabs_are_saved_views(desk, chief, view, expected):
    make_article("Mine", by=chief)
    make_article("In review", stage="in_review")
    make_article("Ready", stage="ready")
    scheduled = make_article("Scheduled")
    publishing.schedule(scheduled, by=None, at=NOON, start=NOON + DAY)
    make_live("Live", at=NOON - HOUR)
    assert sorted(headlines(desk, view)) == expected


def test_what_carries_my_byline_is_mine(desk, chief):
    me = make_contributor("Ana Paz", user=chief)
    make_article("With me", contributors=[make_contributor(), me])
    make_article("Without me")
    assert headlines(desk, "?view=mine") == ["With me"]


def test_sections_filter_and_nonsense_shows_all(desk):
    section = make_section()
    make_article("In", section=section)
    make_article("Out")
    assert headlines(desk, f"?section={section.pk}") == ["In"]
    assert headlines(desk, "?section=none") == ["Out"]
    for nonsense in ("abc", "9" * 40, "%00", "-1"):
        assert len(headlines(desk, f"?section={nonsense}")) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("gas", ["Gas and oil", "Natural gas"]),
        ("OIL+gas", ["Gas and oil"]),
        ("coal", []),
        ("%00", ["Coal? No", "Gas and oil", "Natural gas"]),
        ("%25", []),
        ("'%22", []),
        ("x" * 5000, []),
        ("+".join(["gas"] * 500), ["Gas and oil", "Natural gas"]),
    ],
)
def test_the_search_takes_any_words(desk, words, expected):
    for headline in ("Gas and oil", "Natural gas", "Coal? No"):
        make_article(headline, topics=["Energy"])
    if words == "coal":
        Article.objects.filter(headline="Coal? No").delete()
    assert sorted(headlines(desk, f"?q={words}")) == expected


@pytest.mark.parametrize("query", ["?p=abc", "?p=-1", "?p=99999", "?o=99", "?e=1"])
def test_nonsense_in_the_address_is_no_error(desk, query):
    make_article()
    response = desk.get(reverse(LIST) + query, follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "?section__id__exact=1",
        "?created_by__password__startswith=a",
        "?headline__startswith=a",
        "?section__editors__username=ana",
    ],
)
def test_the_list_answers_no_other_questions(desk, query):
    assert desk.get(reverse(LIST) + query).status_code == 400


def test_an_empty_view_says_what_to_do(desk):
    shown = desk.get(reverse(LIST) + "?q=gas").content.decode()
    assert "Nothing here. Try other words, or another view." in shown


def test_fifty_articles_cost_what_three_do(desk):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse(LIST)).status_code == 200
        return len(queries)

    def fill(count: int) -> None:
        section = make_section(f"Section {Article.objects.count()}")
        for number in range(count):
            facts = {"section": section, "lead_image": make_image()}
            name = make_contributor(f"{section} {number}")
            live = make_live(f"Live {number}", contributors=[name], **facts)
            if number == 0:
                publishing.withdraw(live.article, by=None, at=NOON)

    fill(3)
    few = cost()
    fill(47)
    assert (few, cost()) == (few, few)


def test_the_list_counts_no_further_than_its_limit():
    make_article()
    make_article()
    assert CappedPaginator(Article.objects.order_by("pk"), 50).count == 2
    assert site._registry[Article].paginator is CappedPaginator


# --- rights -------------------------------------------------------------------------
def test_a_writer_sees_their_own_articles_alone():
    writer = make_user("mei", role="Writer")
    make_article("Mine", by=writer)
    make_article("With me", contributors=[make_contributor("Mei", user=writer)])
    make_article("Not mine")
    make_live("Not mine, but live", at=NOON - HOUR)
    client = signed_in(writer)
    assert sorted(headlines(client)) == ["Mine", "With me"]
    assert headlines(client, "?q=not") == []
    assert headlines(client, "?view=live") == []


def test_a_section_editor_sees_their_sections_and_their_own():
    own, other = make_section("Energy"), make_section("Finance")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    make_article("Own section", section=own)
    make_article("Own text", section=other, by=editor)
    make_article("Foreign", section=other)
    make_article("Homeless")
    assert sorted(headlines(signed_in(editor))) == ["Own section", "Own text"]


# --- deleting -------------------------------------------------------------------------
def test_what_is_not_ones_own_answers_like_what_does_not_exist():
    other = make_article("Gas")
    writer = make_user("mei", role="Writer")
    for pk in (other.pk, other.pk + 1):
        refused = signed_in(writer).get(reverse(CHANGE, args=[pk]))
        assert refused.url == reverse(LIST)
        expected = ["There is no such article, or it is not one of yours."]
        assert messages(refused) == expected


def test_a_draft_may_be_deleted_by_who_may_edit_it():
    writer = make_user("mei", role="Writer")
    article = make_article(by=writer)
    client = signed_in(writer)
    assert "Delete…" in client.get(form_url(article)).content.decode()
    assert client.post(reverse(DELETE, args=[article.pk]), {"post": "yes"}).url
    assert not Article.objects.exists()


def test_a_draft_is_deleted_after_asking_in_the_words_of_the_desk(desk):
    asked = desk.get(reverse(DELETE, args=[make_article("Gas").pk])).content.decode()
    assert "“Gas” has never been published." in asked
    assert "Revision" not in asked


def test_what_was_published_is_withdrawn_and_not_deleted(desk):
    article = make_live(at=NOON - HOUR).article
    assert "Delete…" not in desk.get(form_url(article)).content.decode()
    for answer in (
        desk.get(reverse(DELETE, args=[article.pk])),
        desk.post(reverse(DELETE, args=[article.pk]), {"post": "yes"}),
    ):
        assert answer.url == form_url(article)
        assert messages(answer)[-1].endswith("withdraw it instead of deleting it.")
    assert Article.objects.count() == 1


def test_what_was_scheduled_may_be_deleted_after_it_was_taken_back(desk):
    article = make_article()
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    address = reverse(DELETE, args=[article.pk])
    assert desk.get(address).status_code == 302
    publishing.unschedule(article, by=None, at=NOON)
    assert desk.get(address).status_code == 200


def test_nobody_deletes_anothers_draft():
    article = make_article()
    client = signed_in(make_user("mei", role="Writer"))
    response = client.post(reverse(DELETE, args=[article.pk]), {"post": "yes"})
    assert response.status_code in {302, 403}
    assert Article.objects.count() == 1
