"""What people set for themselves, and for nobody else."""

import pytest
from django.urls import reverse

from articles import notices
from articles.models import Notice
from newsroom.models import Preference, SavedView
from tests.desk import LIST, messages, signed_in
from tests.factories import NOON, make_article, make_live, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
ME = "/admin/me/"
VIEWS = "/admin/views/"


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor", email="ana@news.example")


@pytest.fixture
def desk(chief):
    return signed_in(chief)


def unread(user) -> int:
    return Notice.objects.filter(person=user, read_at=None).count()


# --- settings -------------------------------------------------------------------------
def test_settings_are_ones_own(desk, chief):
    other = make_user("bo", role="Writer", email="bo@news.example")
    assert 'value="ana@news.example"' in desk.get(ME).content.decode()
    answer = desk.post(ME, {"email": "new@news.example", "language": "es"})
    assert (answer.status_code, answer.url) == (302, ME)
    wished = Preference.objects.get()
    assert (wished.person, wished.language, wished.wants_mail) == (chief, "es", False)
    chief.refresh_from_db()
    other.refresh_from_db()
    assert (chief.email, other.email) == ("new@news.example", "bo@news.example")


@pytest.mark.parametrize(
    ("field", "typed"), [("email", "nonsense"), ("language", "xx")]
)
def test_nonsense_is_refused_beside_the_field(desk, field, typed):
    answer = desk.post(ME, {"email": "a@news.example", field: typed})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Preference.objects.exists()


def test_the_desk_speaks_ones_language_and_readers_pages_do_not(desk, chief):
    version = make_live()
    Preference.objects.create(person=chief, language="es")
    assert '<html lang="es"' in desk.get("/admin/").content.decode()
    page = desk.get(version.get_absolute_url())
    assert '<html lang="en-gb"' in page.content.decode()
    other = signed_in(make_user("bo", role="Writer"))
    assert '<html lang="en-gb"' in other.get("/admin/").content.decode()


def test_a_language_that_is_gone_is_none(desk, chief, settings):
    Preference.objects.create(person=chief, language="es")
    settings.DESK_LANGUAGES = [("en-gb", "English")]
    assert '<html lang="en-gb"' in desk.get("/admin/").content.decode()


# --- views ----------------------------------------------------------------------------
def tabs(client) -> list[tuple[str, str]]:
    page = client.get(reverse(LIST))
    return [(view.name, view.query) for view in page.context["saved_views"]]


def test_a_view_is_saved_renamed_and_deleted(desk):
    answer = desk.post(
        VIEWS, {"act": "save", "name": "Gas", "query": "q=gas&view=live&p=3"}
    )
    assert answer.url == f"{reverse(LIST)}?q=gas&view=live"
    assert tabs(desk) == [("Gas", "q=gas&view=live")]
    view = SavedView.objects.get()
    desk.post(VIEWS, {"act": f"rename-{view.pk}", "name": "Gas and oil"})
    assert tabs(desk) == [("Gas and oil", "q=gas&view=live")]
    desk.post(VIEWS, {"act": f"delete-{view.pk}"})
    assert tabs(desk) == []


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "q=gas"), ("x" * 61, "q=gas"), ("All", "p=2"), ("All", ""), ("Gas", "q=x")],
)
def test_a_view_that_cannot_be_is_refused_in_words(desk, chief, name, query):
    SavedView.objects.create(person=chief, name="Gas", query="q=gas")
    answer = desk.post(VIEWS, {"act": "save", "name": name, "query": query})
    assert answer.status_code == 302
    assert len(messages(answer)) == 1
    assert tabs(desk) == [("Gas", "q=gas")]


def test_views_of_others_cannot_be_seen_or_touched(desk):
    other = make_user("bo", role="Writer")
    view = SavedView.objects.create(person=other, name="Secret", query="q=x")
    assert tabs(desk) == []
    for act in (f"rename-{view.pk}", f"delete-{view.pk}"):
        assert desk.post(VIEWS, {"act": act, "name": "Mine"}).status_code == 404
    assert SavedView.objects.get().name == "Secret"


@pytest.mark.parametrize("act", ["", "save-1", "rename", "delete-", "burn-1", "save\n"])
def test_an_act_that_does_not_exist_is_refused(desk, act):
    assert desk.post(VIEWS, {"act": act, "name": "x"}).status_code == 400


def test_a_photo_editor_has_no_views():
    client = signed_in(make_user("pia", role="Photo editor"))
    posted = {"act": "save", "name": "x", "query": "q=x"}
    assert client.post(VIEWS, posted).status_code == 403


# --- notices --------------------------------------------------------------------------
def test_notices_are_read_one_by_one_by_article_or_all_at_once(desk, chief):
    first, second = make_article("One"), make_article("Two")
    for article in (first, first, second, second):
        notices.tell([chief], article, "commented", "Why?", by=None, at=NOON)
    assert unread(chief) == 4
    one = Notice.objects.filter(article=first).first()
    desk.post("/admin/notices/read/", {"notice": one.pk})
    assert unread(chief) == 3
    desk.post("/admin/notices/read/", {"article": first.pk})
    assert unread(chief) == 2
    desk.post("/admin/notices/read/")
    assert unread(chief) == 0


@pytest.mark.parametrize("number", ["x", "-1", "1" * 19, "²"])
def test_a_notice_is_chosen_by_number(desk, number):
    assert desk.post("/admin/notices/read/", {"notice": number}).status_code == 400


def test_notices_of_others_stay_unread(desk):
    other = make_user("bo", role="Managing editor")
    [made] = notices.tell([other], make_article(), "review", by=None, at=NOON)
    desk.post("/admin/notices/read/", {"notice": made.pk})
    desk.post("/admin/notices/read/", {"article": made.article_id})
    assert unread(other) == 1
