"""The card beside the form: comments, names after an @, and who has the article."""

import pytest
from django.urls import reverse

from articles import comments
from articles.models import Article, Comment, Notice
from tests.desk import messages, signed_in, typed
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
BODY = "<p>Gas comes from abroad.</p><hr><p>Coal was dug at home.</p>"
ATTACK = "<script>alert(1)</script>"


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def desk(chief):
    return signed_in(chief)


@pytest.fixture
def article():
    return make_article("Gas", body=BODY)


def post(client, place, article, **facts):
    address = reverse(f"admin:articles_article_{place}", args=[article.pk])
    return client.post(address, {"part": "1", **facts})


def said(response) -> list[str]:
    return [str(sentence) for sentence in response.context["said"]]


# --- comments -------------------------------------------------------------------------
def test_a_comment_without_javascript_takes_its_quote_from_what_was_saved(
    desk, article
):
    answer = post(desk, "talk", article, act="say", text="Where?", paragraph=2, part="")
    assert (answer.status_code, answer.url) == (
        302,
        f"/admin/articles/article/{article.pk}/change/#talk",
    )
    assert messages(answer) == ["Said."]
    made = Comment.objects.get()
    assert (made.paragraph, made.quote) == (2, "Coal was dug at home.")


def test_a_comment_on_what_was_typed_keeps_the_words_it_was_about(desk, article):
    post(desk, "talk", article, act="say", text="Why?", paragraph=9, quote="Typed now")
    made = Comment.objects.get()
    assert (made.paragraph, made.quote) == (9, "Typed now")


@pytest.mark.parametrize("paragraph", ["", "1", "7"])
def test_a_comment_on_no_words_is_about_the_whole_article(desk, article, paragraph):
    post(desk, "talk", article, act="say", text="Why?", paragraph=paragraph)
    made = Comment.objects.get()
    assert (made.paragraph, made.quote) == (None, "")


@pytest.mark.parametrize(
    "facts",
    [{"text": ""}, {"text": " \n"}, {"text": "x" * 4001}, {"text": "x\0"}],
)
def test_what_cannot_be_said_is_refused_in_words(desk, article, facts):
    answer = post(desk, "talk", article, act="say", **facts)
    assert answer.status_code == 422
    assert len(said(answer)) == 1
    assert not Comment.objects.exists()


def test_a_thread_is_answered_resolved_and_opened_again(desk, chief, article):
    first = comments.say(article, "Whose?", by=chief, at=NOON).comment
    pk = first.pk
    facts = {"act": f"answer-{pk}", f"answer-{pk}": "Ours.", "text": "not this"}
    answer = post(desk, "talk", article, **facts)
    [thread] = answer.context["threads"]
    assert [reply.text for reply in thread.replies] == ["Ours."]
    answer = post(desk, "talk", article, act=f"resolve-{pk}")
    assert (answer.context["threads"], len(answer.context["resolved"])) == ([], 1)
    answer = post(desk, "talk", article, act=f"reopen-{pk}")
    assert (len(answer.context["threads"]), answer.context["resolved"]) == (1, [])


@pytest.mark.parametrize("act", ["", "burn", "resolve", "reopen-", "answer-²", "say\n"])
def test_an_act_that_does_not_exist_is_refused(desk, article, act):
    assert post(desk, "talk", article, act=act, text="x").status_code == 400


@pytest.mark.parametrize("act", ["answer", "resolve", "reopen"])
def test_comments_of_other_articles_cannot_be_reached(desk, chief, article, act):
    other = make_article("Other")
    foreign = comments.say(other, "Secret", by=chief, at=NOON).comment
    facts = {"act": f"{act}-{foreign.pk}", f"answer-{foreign.pk}": "x"}
    assert post(desk, "talk", article, **facts).status_code == 404
    assert Comment.objects.get().resolved_at is None


def test_who_was_not_told_is_named_to_the_speaker(desk, article):
    answer = post(desk, "talk", article, act="say", text="@nobody, look")
    assert said(answer)[1:] == [
        "@nobody was not told: nobody of that name may open this article."
    ]


def test_what_is_said_is_text_wherever_it_is_shown(desk, chief):
    article = make_article("Gas", body=BODY, by=chief)
    person = make_user("bo", role="Managing editor", first_name=ATTACK)
    quote = {"paragraph": 2, "quote": f"Coal {ATTACK}"}
    comments.say(article, f"{ATTACK} @ana", by=person, at=NOON, **quote)
    pages = [
        desk.get(f"/admin/articles/article/{article.pk}/change/"),
        desk.get("/admin/"),
        desk.post(f"/admin/articles/article/{article.pk}/preview/", typed(article)),
        post(desk, "talk", article, act="say", text=ATTACK),
    ]
    for page in pages:
        assert page.status_code == 200
        assert ATTACK not in page.content.decode()
        assert "&lt;script&gt;alert(1)" in page.content.decode()


# --- the preview ----------------------------------------------------------------------
def test_comments_stand_beside_their_paragraphs_in_the_desks_preview_alone(desk, chief):
    version = make_live("Gas", body=BODY, at=NOON - DAY)
    article = version.article
    quote = {"paragraph": 2, "quote": "Coal was dug at home."}
    comments.say(article, "Dug where?", by=chief, at=NOON, **quote)
    comments.say(article, "On the whole, good.", by=chief, at=NOON)
    done = comments.say(article, "Long settled.", by=chief, at=NOON).comment
    comments.resolve(done, by=chief, at=NOON)
    address = f"/admin/articles/article/{article.pk}/preview/"
    page = desk.post(address, typed(article)).content.decode()
    order = ["On the whole", "Gas comes", "<hr>", "Coal was", "Dug where?"]
    places = [page.rindex(words) for words in order]
    assert places == sorted(places)
    assert "Long settled" not in page
    readers = desk.get(version.get_absolute_url()).content.decode()
    assert ("Dug where?" in readers, "remarks" in readers) == (False, False)


# --- people ---------------------------------------------------------------------------
def test_names_are_proposed_of_those_who_may_open_the_article(desk):
    section = make_section("Energy")
    article = make_article(section=section)
    editor = make_user("mei", role="Section editor", first_name="Mei", last_name="Ito")
    section.editors.add(editor)
    make_user("mei2", role="Section editor")
    make_user("mei3", role="Photo editor")
    address = reverse("admin:articles_article_people", args=[article.pk])
    expected = [{"value": "mei", "label": "Mei Ito"}]
    for term in ("", "me", "ITO", "mei i"):
        assert desk.get(address, {"q": term}).json() == {"found": expected}
    for term in ("ana", "x", "\0\0x"):
        assert desk.get(address, {"q": term}).json() == {"found": []}


def test_an_article_is_assigned_to_who_may_open_it(desk, article):
    editor = make_user("mei", role="Managing editor")
    facts = {"person": editor.pk, "due_at": "2026-11-23T12:00"}
    answer = post(desk, "assign", article, **facts)
    assert said(answer) == ["It is assigned to @mei."]
    stored = Article.objects.get()
    assert (stored.assigned_to, stored.due_at) == (editor, NOON + DAY)
    assert Notice.objects.get().kind == "assigned"
    assert said(post(desk, "assign", article)) == ["It is assigned to nobody."]
    assert Article.objects.get().assigned_to is None


@pytest.mark.parametrize("due", ["2026-11-22T12:00", "2126-11-22T12:00", "soon"])
def test_a_due_date_that_cannot_be_is_refused(desk, article, due):
    answer = post(desk, "assign", article, due_at=due)
    assert (answer.status_code, len(said(answer))) == (422, 1)
    assert Article.objects.get().due_at is None


def test_what_is_overdue_already_may_stay_so(desk, chief):
    article = make_article(due_at=NOON - HOUR)
    answer = post(desk, "assign", article, person=chief.pk, due_at="2026-11-22T11:00")
    assert said(answer) == ["It is assigned to @ana."]


@pytest.mark.parametrize("role", ["Writer", "Photo editor", ""])
def test_nobody_gets_what_they_may_not_open(desk, article, role):
    stranger = make_user("bo", role=role)
    answer = post(desk, "assign", article, person=stranger.pk)
    assert said(answer) == ["That person may not open this article."]
    assert Article.objects.get().assigned_to is None


def test_the_rights_of_the_card_are_those_of_the_form():
    article = make_article("Secret", body=BODY)
    client = signed_in(make_user("mei", role="Writer"))
    for place in ("talk", "assign"):
        assert post(client, place, article, act="say", text="x").status_code == 403
    address = reverse("admin:articles_article_people", args=[article.pk])
    assert client.get(address).status_code == 403
