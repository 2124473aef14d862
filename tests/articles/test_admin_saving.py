"""Unsaved texts, two texts that meet, presence and locks, as a browser finds them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import autosaving, locking, presence, publishing, writing
from articles.forms.saving import SAVING
from articles.models import Article, Autosave, Lock, Presence, Publication, Revision
from tests.desk import ADD, errors, form_url, messages, press, signed_in, typed
from tests.factories import (
    NOON,
    make_article,
    make_contributor,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
KEY = "tab-00000001"


@pytest.fixture
def mei():
    return make_user("mei", role="Managing editor")


@pytest.fixture
def bo():
    return make_user("bo", role="Managing editor", first_name="Bo", last_name="Li")


@pytest.fixture
def desk(mei):
    return signed_in(mei)


def url(name: str, article: Article | None = None) -> str:
    ids = [article.pk] if article else []
    return reverse(f"admin:articles_article_{name}", args=ids)


def keep(client: Any, person: Any, article: Article | None = None, **facts: Any) -> Any:
    """What the browser sends a second after somebody has typed."""
    about = {"person": person.pk, "unsaved_key": KEY, "unsaved_step": "1"}
    place = url("autosave", article) if article else url("autosave_new")
    return client.post(place, {**typed(article), **about, **facts})


def opened(client: Any, article: Article | None = None, query: str = "") -> Any:
    address = form_url(article) if article else reverse(ADD)
    return client.get(address + query)


def values(response: Any) -> Any:
    return response.context["adminform"].form


# --- keeping ------------------------------------------------------------------------
def test_what_is_kept_is_in_the_form_on_return(desk, mei):
    article = make_article("Stored", topics=["Gas"])
    facts = {"headline": "Typed", "topics": "Gas\nOil", "is_brief": "on"}
    answer = keep(desk, mei, article, **facts, unheard_of="x")
    assert answer.json() == {
        "step": 1,
        "time": "12:00:00 UTC",
        "kept_at": "2026-11-22T12:00:00+00:00",
        "people": "",
        "moved_on": "",
        "locked": "",
    }
    form = values(opened(desk, article))
    assert form.restored == {"headline", "topics", "is_brief"}
    assert [form[name].value() for name in ("headline", "topics", "is_brief")] == [
        "Typed",
        "Gas\nOil",
        "on",
    ]
    assert "unheard_of" not in Autosave.objects.get().typed["fields"]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Stored", 1)
    assert Revision.objects.count() == 1


def test_what_is_kept_of_a_new_article_waits_under_its_address(desk, mei):
    assert keep(desk, mei, headline="Never saved").json()["step"] == 1
    assert values(opened(desk)).initial.get("headline") is None
    assert "Never saved" in opened(desk).content.decode()
    page = opened(desk, query=f"?unsaved={KEY}")
    assert values(page)["headline"].value() == "Never saved"
    assert page.context["unsaved_offers"] == []


def test_a_text_that_says_what_is_stored_is_no_unsaved_text(desk, mei):
    article = make_article()
    keep(desk, mei, article)
    page = opened(desk, article)
    assert (page.context["unsaved"], values(page).restored) == (None, frozenset())
    assert "data-restored" not in page.content.decode()


def test_keeping_is_refused_to_who_may_not_edit():
    writer = make_user("writer", role="Writer")
    article = make_article()
    client = signed_in(writer)
    assert keep(client, writer, article).status_code == 403
    photo = make_user("photo", role="Photo editor")
    assert keep(signed_in(photo), photo).status_code == 403
    assert not Autosave.objects.exists()


def test_nothing_is_kept_for_whoever_else_has_signed_in(desk, mei, bo):
    answer = keep(desk, bo, headline="Bo's, typed before Mei signed in")
    assert (answer.status_code, answer.json()) == (409, {"reason": "somebody-else"})
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"unsaved_key": ""},
        {"unsaved_key": "../../etc/passwd"},
        {"unsaved_step": "-1"},
        {"base_version": "1e9"},
        {"body": "x" * 3_000_001},
    ],
)
def test_what_our_form_never_sends_is_answered_400(desk, mei, facts):
    assert keep(desk, mei, **facts).status_code == 400
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("raw", ["", "{", "[" * 100_000, '{"person": 1}', "\0\ud7ff"])
def test_what_is_no_form_is_refused(desk, raw):
    answer = desk.post(url("autosave_new"), raw, content_type="application/json")
    assert answer.status_code in {400, 409}


def test_keeping_needs_our_token(mei):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mei)
    assert keep(client, mei).status_code == 403
    assert desk_get_is_refused(client)


def desk_get_is_refused(client: Any) -> bool:
    """Looking changes nothing: what keeps and what asks is posted."""
    return client.get(url("autosave_new")).status_code == 405


def test_keeping_asks_few_questions(desk, mei, django_assert_max_num_queries):
    article = make_article()
    keep(desk, mei, article)
    about = {"person": mei.pk, "unsaved_key": KEY, "unsaved_step": "2"}
    posted = {**typed(article), **about}
    with django_assert_max_num_queries(10):
        assert desk.post(url("autosave", article), posted).status_code == 200


def test_saving_lets_go_of_the_unsaved_text(desk, mei):
    article = make_article()
    keep(desk, mei, article, headline="Typed")
    about = {"unsaved_key": KEY, "unsaved_step": "2"}
    assert press(desk, "_save", article, headline="Saved", **about).status_code == 302
    assert not autosaving.texts(mei).exists()
    late = keep(desk, mei, article, headline="Typed")
    assert late.json() == {"saved_step": 2}


def test_saving_lets_go_of_the_text_that_was_restored(desk, mei):
    article = make_article()
    keep(desk, mei, article, headline="Typed")
    row = Autosave.objects.get()
    about = {"unsaved_key": "tab-00000002", "unsaved_step": "0"}
    about |= {"instead": row.key, "instead_at": row.saved_at.isoformat()}
    press(desk, "_save", article, headline="Typed", **about)
    assert not autosaving.texts(mei).exists()


def test_a_form_that_is_refused_goes_on_under_the_same_key(desk, mei):
    article = make_article()
    about = {"unsaved_key": KEY, "unsaved_step": "5"}
    page = press(desk, "_save", article, headline="x" * 300, **about)
    assert list(errors(page)) == ["headline"]
    assert f'data-key="{KEY}" data-step="5"' in page.content.decode()


def test_a_text_is_discarded_and_brought_back_by_its_address(desk, mei):
    article = make_article()
    keep(desk, mei, article, headline="Not that bad")
    assert keep(desk, mei, article, discard="1").json() == {"discarded": True}
    assert values(opened(desk, article)).restored == frozenset()
    form = values(opened(desk, article, f"?unsaved={KEY}"))
    assert form["headline"].value() == "Not that bad"


def test_the_page_of_what_differs_says_it_word_by_word(desk, mei):
    article = make_article("A grid built on gas")
    keep(desk, mei, article, headline="A grid built on sun")
    page = desk.get(url("unsaved", article) + f"?unsaved={KEY}").content.decode()
    assert "A grid built on <del>gas</del>" in page
    assert "A grid built on <ins>sun</ins>" in page
    keep(desk, mei, article, unsaved_key="tab-00000002")
    same = desk.get(url("unsaved", article) + "?unsaved=tab-00000002")
    assert "It says the same as the saved text." in same.content.decode()


@pytest.mark.parametrize("key", ["", "tab-00000009", "%00", "x" * 300])
def test_the_page_of_what_differs_knows_nothing_of_other_keys(desk, bo, mei, key):
    article = make_article()
    keep(signed_in(bo), bo, article, headline="Bo's own", unsaved_key="tab-00000009")
    page = desk.get(url("unsaved", article) + f"?unsaved={key}").content.decode()
    assert "There is no such unsaved text any more." in page
    assert "Bo's own" not in page


# --- two texts that meet --------------------------------------------------------------
def they_save(article: Article, by: Any, **facts: Any) -> None:
    """Somebody else saves meanwhile."""
    more = {name: facts.pop(name) for name in ("topics",) if name in facts}
    other = Article.objects.get(pk=article.pk)
    for name, value in facts.items():
        setattr(other, name, value)
    writing.save(other, by=by, at=NOON, **more)


def form_of(article: Article, **facts: Any) -> dict[str, Any]:
    """What a form posts that is open now."""
    number = article.revisions.first().number
    about = {"base_revision": number, "unsaved_key": KEY, "unsaved_step": "3"}
    return {**typed(article), **about, **facts, "_save": "1"}


def choices(page: Any, **chosen: str) -> dict[str, Any]:
    """What the page of a conflict posts, with these choices."""
    meeting, theirs = page.context["meeting"], page.context["theirs"]
    posted = dict(meeting.settled)
    for asked in meeting.asked:
        posted[f"mine_{asked.name}"] = posted[asked.name] = asked.mine
        posted[f"choice_{asked.name}"] = "mine"
    posted |= {name: theirs[name].value() for name in ("base_version", "base_revision")}
    posted |= {"unsaved_key": page.context["unsaved_key"], "unsaved_step": "3"}
    return {**posted, **chosen, "_resolve": "1", "_save": "1"}


def asked(page: Any) -> list[str]:
    return [one.name for one in page.context["meeting"].asked]


def test_two_texts_meet_on_a_page_and_neither_is_lost(desk, mei, bo):
    article = make_article("A grid built on gas")
    mine = form_of(article, headline="A grid built on sun")
    they_save(article, bo, headline="A grid built on wind")
    page = desk.post(form_url(article), mine)
    shown = page.content.decode()
    assert "Bo Li saved this article at 12:00:00 UTC" in shown
    assert "A grid built on <del>wind</del>" in shown
    assert "A grid built on <ins>sun</ins>" in shown
    assert asked(page) == ["headline"]
    # Left as it is, the page costs nothing: both are somewhere else, too.
    assert Article.objects.get().headline == "A grid built on wind"
    assert autosaving.headline(autosaving.texts(mei).get()) == "A grid built on sun"
    offer = opened(desk, article).context["unsaved_offers"][0]
    assert offer.has_moved_on
    again = desk.get(offer.address)
    assert asked(again) == ["headline"]


@pytest.mark.parametrize(
    ("choice", "edited", "saved", "history"),
    [
        ("mine", "", "Mine", ["Mine", "Theirs", "Begun"]),
        ("theirs", "", "Theirs", ["Theirs", "Mine", "Theirs", "Begun"]),
        ("edit", "Both", "Both", ["Both", "Mine", "Theirs", "Begun"]),
    ],
)
def test_mine_theirs_or_a_third_text(desk, mei, bo, choice, edited, saved, history):
    article = make_article("Begun", body="<p>Body.</p>")
    mine = form_of(article, headline="Mine", standfirst="My own standfirst")
    they_save(article, bo, headline="Theirs")
    page = desk.post(form_url(article), mine)
    chosen = choices(
        page, choice_headline=choice, **({"headline": edited} if edited else {})
    )
    assert desk.post(form_url(article), chosen).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == (saved, "My own standfirst")
    found = [row.data["headline"] for row in article.revisions.all()]
    assert found == history
    assert not autosaving.texts(mei).exists()


def test_what_is_set_aside_is_called_so_and_is_never_the_last(desk, mei, bo):
    article = make_article("Begun")
    mine = form_of(article, headline="Mine", standfirst="Also mine")
    they_save(article, bo, headline="Theirs")
    page = desk.post(form_url(article), mine)
    desk.post(form_url(article), choices(page, choice_headline="theirs"))
    notes = [(row.note, row.made_by) for row in article.revisions.all()[:2]]
    assert notes == [("", mei), ("Set aside when two texts met", mei)]


def test_what_only_one_has_changed_is_settled(desk, mei, bo):
    energy, finance = make_section("Energy"), make_section("Finance")
    ana = make_contributor("Ana")
    article = make_article("Begun", section=energy, topics=["Gas"], standfirst="Old")
    mine = form_of(article, standfirst="Mine", contributors=f"Ana #{ana.pk}")
    they_save(article, bo, section=finance, topics=["Gas", "Oil"], slug="theirs")
    page = desk.post(form_url(article), mine)
    assert asked(page) == []
    meeting = page.context["meeting"]
    assert (meeting.kept, meeting.taken) == (
        ["Standfirst", "Bylines"],
        ["Section", "Topics"],
    )
    assert desk.post(form_url(article), choices(page)).status_code == 302
    article.refresh_from_db()
    assert (article.standfirst, article.section) == ("Mine", finance)
    assert sorted(topic.name for topic in article.topics.all()) == ["Gas", "Oil"]
    assert list(article.contributors.all()) == [ana]
    assert article.slug == "theirs"


def test_without_a_beginning_every_difference_is_asked(desk, bo):
    article = make_article("Begun", standfirst="Old")
    mine = form_of(article, headline="Mine", base_revision="")
    they_save(article, bo, standfirst="Theirs")
    page = desk.post(form_url(article), mine)
    assert asked(page) == ["headline", "standfirst"]


def test_what_the_desk_alone_reads_is_asked_too(desk, bo):
    article = make_article("Begun", internal_notes="Call Ana.\nThen Bo.")
    mine = form_of(article, headline="Mine", internal_notes="Call Ana.\r\nThen Bo.")
    they_save(article, bo, standfirst="Theirs")
    assert asked(desk.post(form_url(article), mine)) == []
    they_save(article, bo, internal_notes="Call nobody.")
    page = desk.post(form_url(article), mine)
    assert asked(page) == ["internal_notes"]
    assert "Call <del>nobody</del>." in page.content.decode()


def test_a_third_save_while_somebody_chooses_asks_again(desk, bo):
    article = make_article("Begun")
    mine = form_of(article, headline="Mine")
    they_save(article, bo, headline="Theirs")
    page = desk.post(form_url(article), mine)
    they_save(article, bo, headline="Theirs, again")
    again = desk.post(form_url(article), choices(page))
    assert asked(again) == ["headline"]
    assert Article.objects.get().headline == "Theirs, again"
    desk.post(form_url(article), choices(again))
    assert Article.objects.get().headline == "Mine"


def test_what_is_wrong_with_the_form_is_said_first(desk, bo):
    article = make_article("Begun")
    mine = form_of(article, headline="x" * 300)
    they_save(article, bo, headline="Theirs")
    page = desk.post(form_url(article), mine)
    assert sorted(errors(page)) == ["__all__", "headline"]
    better = mine | {"headline": "Mine"}
    better |= {name: values(page)[name].value() for name in SAVING}
    assert asked(desk.post(form_url(article), better)) == ["headline"]


@pytest.mark.parametrize("base", ["", "0", "999", "abc"])
def test_a_raw_post_without_the_right_version_overwrites_nothing(desk, base):
    article = make_article("Stored")
    posted = typed(article, headline="Raw", base_version=base)
    assert desk.post(form_url(article), posted).status_code == 200
    assert Article.objects.get().headline == "Stored"


@pytest.mark.parametrize("button", ["_publish", "_send_to_review"])
def test_no_button_acts_on_a_text_that_nobody_has_looked_at(desk, bo, button):
    article = make_article("Begun")
    opened_before = {**form_of(article), button: "1"}
    they_save(article, bo, headline="Theirs")
    answer = desk.post(form_url(article), opened_before)
    assert answer.url == form_url(article)
    [message] = messages(answer)
    assert message.startswith("Bo Li saved this article at 12:00:00 UTC, after you")
    assert not Publication.objects.exists()
    assert Article.objects.get().stage == Article.Stage.DRAFT


def test_discarding_does_not_pass_over_what_somebody_saved(desk, bo):
    article = make_live("Live").article
    they_save(article, bo, headline="Changed")
    before = {**typed(article), "_discard": "1"}
    they_save(article, bo, headline="Changed again")
    assert desk.post(form_url(article), before).status_code == 302
    assert Article.objects.get().headline == "Changed again"


# --- presence -----------------------------------------------------------------------
def look(client: Any, article: Article, **facts: Any) -> Any:
    about = {"base_version": article.version, **facts}
    return client.post(url("presence", article), about)


def test_others_are_named_and_whether_they_type(desk, mei, bo):
    article = make_article()
    assert look(desk, article).json()["people"] == ""
    look(signed_in(bo), article, typing="1")
    assert look(desk, article).json()["people"] == "Bo Li is typing here"
    assert "Bo Li is typing here" in opened(desk, article).content.decode()
    look(signed_in(bo), article, leaving="1")
    assert look(desk, article).json()["people"] == ""
    assert [row.person for row in Presence.objects.all()] == [mei]


def test_who_keeps_a_text_is_there_and_typing(desk, mei, bo):
    article = make_article()
    look(signed_in(bo), article)
    found = keep(desk, mei, article).json()
    assert found["people"] == "Bo Li is in this article"
    at = NOON + timedelta(seconds=1)
    assert presence.others(article, bo, at)[0].is_typing


def test_the_form_is_told_that_the_article_has_moved_on(desk, bo):
    article = make_article()
    they_save(article, bo, headline="Theirs")
    told = look(desk, article).json()["moved_on"]
    assert told.startswith("Bo Li saved this article at 12:00:00 UTC")
    article.refresh_from_db()
    assert look(desk, article).json()["moved_on"] == ""
    assert look(desk, article, base_version="²").json()["moved_on"] == ""


# --- locks --------------------------------------------------------------------------
def lock(client: Any, article: Article, act: str, **facts: Any) -> Any:
    return client.post(form_url(article), {**typed(article), "_lock": act, **facts})


def test_a_locked_form_is_shown_and_not_saved(desk, mei, bo):
    article = make_article("Stored")
    lock(signed_in(bo), article, "take", lock_note="legal check")
    page = opened(desk, article)
    assert "Locked by Bo Li: “legal check”." in page.content.decode()
    assert values(page).fields["body"].widget.attrs["readonly"] is True
    answer = press(desk, "_save", article, headline="Mine")
    assert errors(answer) == {"__all__": ["Locked by Bo Li: “legal check”."]}
    assert values(answer)["headline"].value() == "Mine"
    assert Article.objects.get().headline == "Stored"
    assert keep(desk, mei, article).json()["locked"].startswith("Locked by Bo Li")


@pytest.mark.parametrize("button", ["_publish", "_send_to_review", "_discard"])
def test_no_button_of_others_acts_on_a_locked_article(desk, bo, button):
    article = make_live("Live", section=make_section()).article
    they_save(article, None, headline="Changed")
    locking.take(article, by=bo, at=NOON)
    press(desk, button, article)
    article.refresh_from_db()
    assert (article.headline, article.stage) == ("Changed", Article.Stage.DRAFT)
    assert Publication.objects.count() == 1


def test_withdrawing_is_open_to_others_all_the_same(desk, bo):
    article = make_live().article
    locking.take(article, by=bo, at=NOON)
    press(desk, "_withdraw", article)
    assert not article.publications.get().is_live(NOON + timedelta(seconds=1))


def test_taking_over_leaves_the_former_holders_text_where_it_is(desk, mei, bo):
    article = make_article()
    client = signed_in(bo)
    lock(client, article, "take")
    keep(client, bo, article, headline="Bo's unsaved")
    assert lock(desk, article, "take-over").url == form_url(article)
    assert Lock.objects.get().person == mei
    told = look(client, article).json()["locked"]
    assert told == "Locked by mei."
    assert autosaving.headline(autosaving.texts_of(bo, article)[0]) == "Bo's unsaved"
    assert bo.notices.get().get_kind_display() == "Your lock was taken over"


def test_what_was_typed_before_a_lock_is_pressed_is_kept(desk, mei):
    article = make_article()
    lock(desk, article, "take", headline="Typed", unsaved_key=KEY)
    assert autosaving.headline(autosaving.texts_of(mei, article)[0]) == "Typed"


def test_locks_are_opened_by_their_holder_and_by_who_publishes(desk, bo):
    writer = make_user("writer", role="Writer")
    article = make_article(by=writer)
    locking.take(article, by=bo, at=NOON)
    [refused] = messages(lock(signed_in(writer), article, "release"))
    assert refused == "There is no lock that you could open."
    assert [*messages(lock(desk, article, "release"))] == [
        "Unlocked: everybody can save it again."
    ]
    assert not Lock.objects.exists()


def test_a_lock_that_somebody_holds_is_not_taken_in_passing(desk, bo):
    article = make_article()
    locking.take(article, by=bo, at=NOON)
    assert messages(lock(desk, article, "take")) == ["Locked by Bo Li."]
    assert Lock.objects.get().person == bo


def test_a_lock_is_nothing_for_who_may_not_edit(bo):
    article = make_article()
    writer = make_user("writer", role="Writer")
    lock(signed_in(writer), article, "take")
    assert not Lock.objects.exists()
    assert publishing.publish(article, by=bo, at=NOON)
