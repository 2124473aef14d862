"""The article form: what can be a draft is not refused, what is typed not lost."""

import pytest
from django.urls import reverse

from articles.models import Article, Topic
from sections.models import Section
from tests.desk import ADD, errors, form_url, press, signed_in, typed
from tests.factories import (
    BODY,
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


def save_new(client, **facts):
    return client.post(reverse(ADD), {**typed(**facts), "_save": "1"})


def only_article() -> Article:
    return Article.objects.get()


def test_a_draft_needs_nothing_at_all(desk, chief):
    response = save_new(desk)
    article = only_article()
    assert response.url == form_url(article)
    assert (article.headline, article.slug) == ("", "article")
    assert article.created_by == chief
    assert desk.get(response.url).status_code == 200


def test_everything_typed_is_saved_by_one_revision(desk, chief):
    section, image = make_section(), make_image()
    one, two = make_contributor("Trade desk"), make_contributor("Energy desk")
    other = make_live("Other").article
    save_new(
        desk,
        headline="  Gas,\r\nagain ",
        standfirst="Two in three.",
        body=f"{BODY}<script>alert(1)</script>",
        section=section.pk,
        lead_image=image.pk,
        lead_caption="A pump.",
        topics="Gas, Imports",
        contributors=f"Trade desk #{one.pk}\nEnergy desk",
        picked=f"Other #{other.pk}",
    )
    article = Article.objects.exclude(pk=other.pk).get()
    assert (article.headline, article.slug) == ("Gas, again", "gas-again")
    assert (article.section, article.lead_image) == (section, image)
    assert article.body == BODY
    assert [topic.name for topic in article.topics.all()] == ["Gas", "Imports"]
    assert [line.contributor for line in article.bylines.all()] == [one, two]
    assert [pick.other for pick in article.hand_picks.all()] == [other]
    assert [(r.number, r.made_by) for r in article.revisions.all()] == [(1, chief)]


def test_the_form_shows_what_is_saved(desk):
    contributor = make_contributor()
    article = make_article(contributors=[contributor], standfirst="Two in three.")
    form = desk.get(form_url(article)).context["adminform"].form
    assert form["headline"].value() == "A grid built on gas"
    assert form["topics"].value() == "Natural gas"
    assert form["contributors"].value() == f"Energy desk #{contributor.pk}"
    assert form["base_version"].value() == 1


def test_saving_what_was_not_changed_makes_no_revision(desk):
    article = make_article(contributors=[make_contributor()], section=make_section())
    press(desk, "_save", article)
    assert article.revisions.count() == 1
    press(desk, "_save", article, headline="Another")
    assert article.revisions.count() == 2


def test_the_address_follows_the_headline_until_somebody_sets_it(desk):
    save_new(desk)
    article = only_article()
    press(desk, "_save", article, headline="Gas")
    article.refresh_from_db()
    assert article.slug == "gas"
    press(desk, "_save", article, headline="Oil", slug="My Öwn address!")
    article.refresh_from_db()
    assert article.slug == "my-own-address"
    press(desk, "_save", article, headline="Coal")
    article.refresh_from_db()
    assert article.slug == "my-own-address"


def test_the_address_stays_once_readers_have_it(desk):
    article = make_live("Gas").article
    press(desk, "_save", article, headline="Oil")
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("Oil", "gas")


def test_two_headlines_alike_get_two_addresses(desk):
    for _ in range(3):
        save_new(desk, headline="🦆🦆")
    slugs = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["article", "article-2", "article-3"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "x" * 10_000),
        ("headline", "a\0b"),
        ("standfirst", "x" * 10_000),
        ("standfirst", "a\0b"),
        ("slug", "x" * 10_000),
        ("slug", "a\0b"),
        ("lead_caption", "a\0b"),
        ("topics", "x" * 10_000),
        ("topics", "a\0b"),
        ("contributors", "x" * 10_000),
        ("contributors", "a\0b"),
        ("picked", "1"),
        ("picked", "x #99999"),
        ("section", "99999"),
        ("section", "abc"),
        ("section", "9" * 30),
        ("section", "\0"),
        ("lead_image", "99999"),
        ("lead_image", "abc"),
        ("lead_image", "9" * 30),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk, field, value):
    response = save_new(desk, **{"headline": "Kept", field: value})
    assert response.status_code == 200
    assert list(errors(response)) == [field]
    assert Article.objects.count() == 0
    shown = response.content.decode()
    assert f'href="#id_{field}"' in shown
    assert "Everything you typed is still here." in shown


@pytest.mark.parametrize("field", ["start", "scheduled", "notice", "base_version"])
def test_what_is_aside_stops_no_draft_unless_it_is_nonsense(desk, field):
    assert save_new(desk, headline="Gas").status_code == 302
    assert save_new(desk, headline="Gas", **{field: "\0x"}).status_code == 200


def test_a_body_of_nul_bytes_and_control_characters_is_cleaned(desk):
    save_new(desk, body="<p>a\0b\x07c</p>")
    assert only_article().body == "<p>abc</p>"


def test_ten_thousand_characters_of_text_are_no_problem(desk):
    save_new(desk, body=f"<p>{'gas ' * 2500}</p>")
    assert len(only_article().body) > 9_990


# --- sections ---------------------------------------------------------------------
def options(response) -> list[str]:
    field = response.context["adminform"].form.fields["section"]
    return [section.name for section in field.queryset]


def test_a_section_editor_is_offered_their_own_sections_alone():
    own, other = make_section("Energy"), make_section("Finance")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    client = signed_in(editor)
    assert options(client.get(reverse(ADD))) == ["Energy"]
    response = save_new(client, headline="Kept", section=other.pk)
    assert errors(response) == {
        "section": ["There is no such section, or it is not one of yours."]
    }
    assert "Kept" in response.content.decode()


def test_a_section_editor_begins_in_their_only_section_with_their_own_name():
    own = make_section("Energy")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    named = make_contributor("Mei Wu", user=editor)
    form = signed_in(editor).get(reverse(ADD)).context["adminform"].form
    assert form["section"].value() == own.pk
    assert form["contributors"].value() == f"Mei Wu #{named.pk}"


def test_an_article_may_stay_in_the_section_where_it_is():
    own, other = make_section("Energy"), make_section("Finance")
    editor = make_user("desk", role="Section editor")
    own.editors.add(editor)
    article = make_article(by=editor, section=other)
    client = signed_in(editor)
    assert press(client, "_save", article, headline="New").status_code == 302
    assert press(client, "_save", article, section=own.pk).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.section) == ("New", own)


def test_a_writer_may_propose_to_any_section_and_the_chief_choose_any():
    make_section("Energy")
    make_section("Finance")
    for role in ("Writer", "Managing editor"):
        client = signed_in(make_user(role, role=role))
        assert options(client.get(reverse(ADD))) == ["Energy", "Finance"]
    assert Section.objects.count() == 2


# --- two people ---------------------------------------------------------------------
# --- the refused publication ----------------------------------------------------------
def test_a_refused_publication_keeps_everything_and_names_each_reason(desk):
    bare = {"creator": "", "source": "", "alternative_text": ""}
    image = make_image(**bare, original_name="x.jpg")
    posted = typed(
        standfirst="Two in three.",
        body="<p>Text</p>",
        lead_image=image.pk,
        contributors="",
        topics="",
    )
    response = desk.post(reverse(ADD), {**posted, "_publish": "1"})
    assert errors(response) == {
        "headline": ["A headline is needed."],
        "lead_image": [
            "“x.jpg” has no credit: name its creator or source.",
            (
                "“x.jpg” has no alternative text: say what it shows, or that it is "
                "decorative."
            ),
        ],
        "topics": ["At least one topic is needed."],
    }
    form = response.context["adminform"].form
    kept = {name: form[name].value() for name in ("standfirst", "body", "lead_image")}
    assert kept == {
        "standfirst": "Two in three.",
        "body": "<p>Text</p>",
        "lead_image": str(image.pk),
    }
    shown = response.content.decode()
    for name in ("headline", "lead_image", "topics"):
        assert f'href="#id_{name}"' in shown
    assert (Article.objects.count(), Topic.objects.count()) == (0, 0)


def test_a_refused_update_leaves_readers_and_the_desk_as_they_were(desk):
    article = make_live().article
    response = press(desk, "_publish", article, headline="", topics="")
    assert list(errors(response)) == ["headline", "topics"]
    article.refresh_from_db()
    assert article.headline == "A grid built on gas"
    assert article.publications.get().headline == "A grid built on gas"


def test_publishing_makes_the_topics_that_were_typed(desk):
    response = desk.post(
        reverse(ADD),
        {**typed(headline="Gas", body=BODY, topics="Gas, New"), "_publish": "1"},
    )
    assert response.status_code == 302
    published = only_article().publications.get()
    assert list(Topic.objects.in_bulk(published.topic_ids)) == published.topic_ids
    assert published.live_from == NOON
