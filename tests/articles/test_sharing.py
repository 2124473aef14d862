"""Preview links: signed, ending, revocable, remembered; and what outsiders answer."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles import notices, sharing, takedown, writing
from articles.models import Approval, Article, Comment, Notice, PreviewVisit
from tests.desk import signed_in
from tests.factories import DAY, HOUR, NOON, make_article, make_live, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei():
    return make_user("mei", role="Managing editor", email="mei@example.org")


@pytest.fixture
def link(mei):
    article = make_article("Salt flats", by=mei)
    return sharing.share(article, by=mei, at=NOON, label="Dr Ramos", days=7)


def address(link) -> str:
    return reverse("articles:preview", args=[sharing.token_of(link)])


def get(link, at=NOON + HOUR):
    with time_machine.travel(at, tick=False):
        return Client().get(address(link))


def post(link, at=NOON + HOUR, **said):
    with time_machine.travel(at, tick=False):
        return Client().post(address(link), said)


def test_a_link_shows_the_draft_to_nobody_s_cache(link):
    response = get(link)
    assert response.status_code == 200
    assert "Salt flats" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(0), 200),
        (7 * DAY - timedelta(seconds=1), 200),
        (7 * DAY, 404),
    ],
)
def test_a_link_ends_by_its_date(link, age, status):
    assert get(link, NOON + age).status_code == status


def test_a_revoked_link_leads_nowhere(link):
    assert sharing.revoke(link, at=NOON) is True
    assert sharing.revoke(link, at=NOON) is False
    assert get(link).status_code == post(link, name="R", text="x").status_code == 404


def test_a_takedown_ends_every_link(link, mei):
    live = make_live("Live")
    other = sharing.share(live.article, by=mei, at=NOON)
    takedown.take_down(live.article, by=mei, at=NOON + HOUR)
    assert get(other, NOON + 2 * HOUR).status_code == 404
    assert get(link).status_code == 200


@pytest.mark.parametrize("tampered", ["x", "{nonce}", "{nonce}~x", "~", "{nonce}~"])
def test_only_what_we_signed_is_a_link(link, tampered):
    token = tampered.format(nonce=link.nonce)
    response = Client().get(reverse("articles:preview", args=[token]))
    assert response.status_code == 404


def test_visits_are_remembered_and_reloads_are_not(link):
    for minutes in (0, 5, 9, 10):
        get(link, NOON + timedelta(minutes=minutes))
    seen = PreviewVisit.objects.order_by("visited_at")
    assert [(row.visited_at, row.version, row.address) for row in seen] == [
        (NOON, 1, "127.0.0.1"),
        (NOON + timedelta(minutes=10), 1, "127.0.0.1"),
    ]


def test_a_remark_reaches_the_desk(link, mei):
    response = post(link, name=" Ana Ramos ", text="It is 40 %.", paragraph="0")
    assert response.status_code == 302
    comment = Comment.objects.get()
    assert (comment.name, comment.text, comment.link) == (
        "Ana Ramos",
        "It is 40 %.",
        link,
    )
    assert (comment.paragraph, bool(comment.quote)) == (0, True)
    notice = notices.unread(mei).get()
    assert (notice.kind, notice.text) == (
        Notice.Kind.OUTSIDER,
        "Ana Ramos: It is 40 %.",
    )
    assert "It is 40 %." in get(link).content.decode()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"text": "x"}, "Please say who you are."),
        ({"name": "Ana"}, "Please write your remark."),
        ({"name": "Ana", "text": "x", "paragraph": "99"}, "Select a valid choice"),
        ({"name": "Ana", "text": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_a_remark_that_is_none_says_why(link, said, complaint):
    response = post(link, **said)
    assert response.status_code == 400
    assert complaint in response.content.decode()
    assert Comment.objects.count() == 0


def test_an_approval_keeps_the_name_and_the_exact_version(link):
    assert post(link, approve="1", name="Ana", version="1").status_code == 302
    approval = Approval.objects.get()
    article = Article.objects.get()
    assert (approval.name, approval.version) == ("Ana", 1)
    assert approval.digest == article.digest != ""


def test_nobody_approves_what_they_have_not_seen(link):
    link.article.headline = "Other words"
    writing.save(link.article, by=None, at=NOON)
    response = post(link, approve="1", name="Ana", version="1")
    assert response.status_code == 400
    page = response.content.decode()
    assert "The text has changed since you opened it. Please look again." in page
    # The page that says so shows the new text: now they have seen it.
    assert '<input type="hidden" name="version" value="2"' in page
    assert Approval.objects.count() == 0


def test_a_flood_is_refused(link, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_ANSWERS", 1)
    assert post(link, name="Ana", text="One").status_code == 302
    response = post(link, name="Ana", text="Two")
    assert response.status_code == 400
    assert Comment.objects.count() == 1


def test_what_outsiders_type_is_text(link):
    post(link, name="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    page = get(link).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


# --- the desk -----------------------------------------------------------------
def links(article) -> str:
    return reverse("admin:articles_article_links", args=[article.pk])


def test_the_desk_makes_and_revokes_links(mei):
    article, client = make_article("Salt flats", by=mei), signed_in(mei)
    client.post(links(article), {"label": "Dr Ramos", "days": "3"})
    made = article.preview_links.get()
    assert made.expires_at - made.made_at == 3 * DAY
    assert sharing.token_of(made) in client.get(links(article)).content.decode()
    client.post(links(article), {"revoke": str(made.pk)})
    assert sharing.token_of(made) not in client.get(links(article)).content.decode()


@pytest.mark.parametrize("days", ["", "2", "365", "x"])
def test_a_link_is_open_for_one_of_the_terms_offered(mei, days):
    article = make_article("Salt flats", by=mei)
    response = signed_in(mei).post(links(article), {"label": "x", "days": days})
    assert response.status_code == 400
    assert article.preview_links.count() == 0


def test_a_link_of_another_article_is_not_revoked_here(link, mei):
    other = make_article("Other", by=mei)
    response = signed_in(mei).post(links(other), {"revoke": str(link.pk)})
    assert response.status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_there_is_an_end_to_links(mei, monkeypatch):
    monkeypatch.setattr(sharing, "MOST_LINKS", 1)
    article, client = make_article("Salt flats", by=mei), signed_in(mei)
    assert client.post(links(article), {"days": "3"}).status_code == 302
    assert client.post(links(article), {"days": "3"}).status_code == 400
    assert article.preview_links.count() == 1


def test_strangers_see_no_list_of_links(link):
    assert Client().get(links(link.article)).status_code == 302
    photo = signed_in(make_user("photo", role="Photo editor"))
    assert photo.get(links(link.article)).status_code == 403
