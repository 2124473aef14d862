"""The desk: its door, its navigation, its first page, and accounts."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from articles import publishing, writing
from articles.models import Article
from newsroom.desk.site import DeskSite
from tests.desk import signed_in
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
LOGIN = "/admin/login/"


def names(client) -> list[str]:
    response = client.get("/admin/")
    return [
        str(model["name"])
        for app in response.context["available_apps"]
        for model in app["models"]
    ]


def lists(user) -> dict[str, list[str]]:
    response = signed_in(user).get("/admin/")
    shown = response.context["today"]
    return {one.name: [row.title for row in one.rows] for one in shown}


# --- the door -----------------------------------------------------------------------
def test_the_desk_is_the_admin_site():
    assert type(admin.site._wrapped) is DeskSite


def test_the_door_bears_the_magazines_name(client, settings):
    settings.SITE_NAME = "The Gazette"
    shown = client.get(LOGIN).content.decode()
    assert "<title>Log in | The Gazette</title>" in shown
    assert ">The Gazette</a>" in shown


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("", "Today"),
        ("articles/article/", "Articles"),
        ("articles/article/add/", "New article"),
        ("articles/article/{}/change/", "Gas &amp; coal"),
        ("articles/topic/add/", "Add topic"),
    ],
)
def test_every_page_is_named_in_the_words_of_the_desk(address, title):
    article = make_article("Gas & coal")
    client = signed_in(make_user("ana", role="Managing editor"))
    shown = client.get(f"/admin/{address.format(article.pk)}").content.decode()
    assert f"<title>{title} | Meridian 99</title>" in shown


def test_who_guesses_too_often_is_told_when_to_come_back(client):
    make_user("mei", password="a long enough password")
    guess = {"username": "mei", "password": "wrong"}
    for _ in range(5):
        assert client.post(LOGIN, guess).status_code == 200
    refused = client.post(LOGIN, {**guess, "password": "a long enough password"})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(15 * 60)
    assert "Too many attempts to log in." in refused.content.decode()


def test_signing_in_leads_to_today(client):
    make_user("mei", role="Writer", password="a long enough password")
    answer = {"username": "mei", "password": "a long enough password"}
    assert client.post(LOGIN, answer).url == "/admin/"


def test_a_form_learns_whether_somebody_is_still_logged_in(client):
    assert client.get("/admin/session/").url == "/admin/login/?next=/admin/session/"
    answer = signed_in(make_user("mei", role="Writer")).get("/admin/session/")
    assert list(answer.json()) == ["token", "person"]
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_is_not_open_is_refused_in_words():
    client = signed_in(make_user("mei", role="Writer"))
    refused = client.get("/admin/auth/user/")
    assert refused.status_code == 403
    assert "Your account may not see or do this." in refused.content.decode()


def test_a_form_without_our_cookie_is_refused_in_words():
    refused = Client(enforce_csrf_checks=True).post(LOGIN)
    assert refused.status_code == 403
    assert "Nothing was saved." in refused.content.decode()


def test_no_redirect_tells_the_address_of_a_draft():
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])


# --- the navigation -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Writer", "Articles, Calendar, Images, Topics, Contributors, Doctor"),
        ("Photo editor", "Images, Topics, Doctor"),
        (
            "Section editor",
            (
                "Articles, Front page & line-ups, Calendar, Images, Topics,"
                " Series, Contributors, Corrections, Doctor"
            ),
        ),
        (
            "Managing editor",
            (
                "Articles, Front page & line-ups, Breaking bar, Calendar, Images,"
                " Topics, Series, Contributors, Corrections, Sections, Doctor, Users"
            ),
        ),
        (
            "Administrator",
            (
                "Articles, Front page & line-ups, Breaking bar, Calendar, Images,"
                " Topics, Series, Contributors, Corrections, Sections, Doctor,"
                " Groups, Users"
            ),
        ),
    ],
)
def test_the_navigation_offers_tasks_in_the_order_of_the_day(role, expected):
    assert ", ".join(names(signed_in(make_user("mei", role=role)))) == expected


def test_the_button_for_a_new_article_is_for_those_who_write():
    for role, count in (("Writer", 1), ("Photo editor", 0)):
        shown = signed_in(make_user(role, role=role)).get("/admin/").content.decode()
        assert shown.count(">New article</a>") == count


def test_the_navigation_marks_where_one_is():
    client = signed_in(make_user("mei", role="Writer"))
    shown = client.get(reverse("admin:articles_image_changelist")).content.decode()
    marked = re.findall(r'<a href="([^"]+)" aria-current="page">', shown)
    assert marked[0] == "/admin/articles/image/"
    inside = client.get(reverse("admin:articles_image_add")).content.decode()
    assert '<a href="/admin/articles/image/" aria-current="true">' in inside


def test_the_page_of_one_app_is_djangos_own():
    client = signed_in(make_user("mei", role="Writer"))
    assert client.get("/admin/articles/").status_code == 200
    assert client.get("/admin/auth/").status_code == 404


# --- today ----------------------------------------------------------------------------
def test_today_tells_the_chief_what_is_unfinished_waiting_coming_and_out():
    chief = make_user("ana", role="Managing editor")
    make_article("Begun", by=chief)
    make_article("Sent", stage="in_review")
    make_article("Approved", stage="ready")
    scheduled = make_article("Tomorrow", by=chief)
    publishing.schedule(scheduled, by=None, at=NOON, start=NOON + DAY)
    make_live("Out", at=NOON - HOUR, by=chief)
    assert lists(chief) == {
        "drafts": ["Begun"],
        "waiting": ["Approved", "Sent"],
        "going-out": ["Tomorrow"],
        "published": ["Out"],
    }


def test_a_changed_live_article_is_unfinished_work():
    writer = make_user("mei", role="Writer")
    article = make_live("Out", at=NOON - HOUR, by=writer).article
    assert lists(writer)["drafts"] == []
    article = Article.objects.get(pk=article.pk)
    article.headline = "Out, changed"
    writing.save(article, by=writer, at=NOON)
    assert lists(writer)["drafts"] == ["Out, changed"]


def test_a_writer_is_told_of_nobody_elses_plans():
    writer = make_user("mei", role="Writer")
    make_article("A secret draft", stage="in_review")
    secret = make_article("A secret plan")
    publishing.schedule(secret, by=None, at=NOON, start=NOON + DAY)
    make_live("Out", at=NOON - HOUR)
    assert lists(writer) == {"drafts": [], "going-out": [], "published": ["Out"]}


def test_what_is_not_ones_own_leads_to_the_readers_page():
    writer = make_user("mei", role="Writer")
    theirs = make_live("Theirs", at=NOON - HOUR)
    mine = make_live("Mine", at=NOON - HOUR, by=writer)
    [published] = signed_in(writer).get("/admin/").context["today"][-1:]
    addresses = {row.title: row.address for row in published.rows}
    assert addresses == {
        "Theirs": theirs.get_absolute_url(),
        "Mine": f"/admin/articles/article/{mine.article_id}/change/",
    }


def test_a_section_editor_waits_for_their_own_sections():
    editor = make_user("desk", role="Section editor")
    own = make_section("Energy")
    own.editors.add(editor)
    make_article("Own", section=own, stage="in_review")
    make_article("Foreign", section=make_section("Finance"), stage="in_review")
    assert lists(editor)["waiting"] == ["Own"]


def test_empty_lists_say_what_to_do_next():
    client = signed_in(make_user("ana", role="Managing editor"))
    shown = client.get("/admin/").content.decode()
    for sentence in (
        "You have nothing unfinished. “New article” begins something.",
        "Nothing waits for review.",
        "Nothing is scheduled. Choose a moment in the dialog of Publish…",
        "Nothing is public yet. Publish the first article.",
    ):
        assert sentence in shown


def test_an_account_without_a_role_is_told_whom_to_ask():
    shown = signed_in(make_user("new")).get("/admin/").content.decode()
    assert "Your account has no role yet." in shown


def test_photo_editors_see_what_their_images_lack():
    make_image(caption="Complete")
    make_image(caption="Nobody's", creator="", source="")
    make_image(caption="Unseen", alternative_text="")
    make_image(caption="An ornament", alternative_text="", is_decorative=True)
    photo = make_user("pia", role="Photo editor")
    assert lists(photo) == {"incomplete": ["Unseen", "Nobody's"]}
    shown = signed_in(photo).get("/admin/").content.decode()
    assert shown.count("No credit yet") == 1
    assert shown.count("No alternative text yet") == 1


def test_today_costs_the_same_for_little_and_much_work(django_assert_max_num_queries):
    chief = make_user("ana", role="Managing editor")
    for number in range(8):
        make_article(f"Draft {number}", by=chief, stage="in_review")
        make_live(f"Live {number}", at=NOON - HOUR, section=make_section(f"S{number}"))
    client = signed_in(chief)
    with django_assert_max_num_queries(24):
        client.get("/admin/")


# --- accounts -------------------------------------------------------------------------
def test_an_administrator_gives_roles_but_makes_nobody_a_superuser():
    administrator = make_user("root", role="Administrator")
    person = make_user("mei")
    client = signed_in(administrator)
    address = reverse("admin:auth_user_change", args=[person.pk])
    writer = Group.objects.get(name="Writer")
    posted = {
        "username": "mei",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": ["1"],
        "groups": [writer.pk],
        "date_joined_0": "2026-11-22",
        "date_joined_1": "12:00:00",
    }
    assert client.post(address, posted).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert (person.is_superuser, person.user_permissions.count()) == (False, 0)
    assert list(person.groups.all()) == [writer]


def test_an_administrator_cannot_touch_a_superuser():
    owner = User.objects.create_superuser("owner", password="a long enough password")
    client = signed_in(make_user("root", role="Administrator"))
    address = reverse("admin:auth_user_change", args=[owner.pk])
    assert client.post(address, {"username": "hacked"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[owner.pk])
    assert client.get(password).status_code == 403
    delete = reverse("admin:auth_user_delete", args=[owner.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert signed_in(owner).get(address).status_code == 200


def test_only_who_sees_accounts_gives_one_to_a_contributor():
    contributor = make_contributor()
    me = make_user("desk", role="Section editor")
    address = reverse("admin:articles_contributor_change", args=[contributor.pk])
    posted = {"name": "Energy desk", "slug": "energy-desk", "user": me.pk}
    assert signed_in(me).post(address, posted).status_code == 302
    contributor.refresh_from_db()
    assert contributor.user is None
    chief = signed_in(make_user("ana", role="Managing editor"))
    assert chief.post(address, posted).status_code == 302
    contributor.refresh_from_db()
    assert contributor.user == me
