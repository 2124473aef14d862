"""The preview: the reader's page of what nobody has saved or published."""

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from articles import preview, publishing
from articles.models import Article, Publication, Topic
from articles.working_copy import WorkingCopy
from tests.desk import signed_in, typed
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
from tests.readers import get, parsed, texts

pytestmark = pytest.mark.django_db


def previewed(copy: WorkingCopy):
    with time_machine.travel(NOON, tick=False):
        request = RequestFactory().get("/admin/articles/preview/")
        response = preview.render(copy, request, NOON)
    assert response.status_code == 200
    return response


def test_preview_of_a_form_that_was_never_saved():
    image = make_image()
    body = f'<p onclick="x">Text.</p><figure data-image="{image.pk}"></figure>'
    article = Article(headline="Unsaved", section=make_section(), body=body)
    copy = WorkingCopy(article, [Topic(name="New topic")], [make_contributor()])
    page = parsed(previewed(copy))
    assert texts(page, "h1, .article .kicker, .byline, .prose, .topics") == [
        "Energy & Mining",
        "Unsaved",
        "By Energy desk 22 November 2026 1 min read",
        "Text. Credit: Shutterstock / jijomathaidesigners",
        "New topic",
    ]
    assert "onclick" not in page.to_html()
    assert (Article.objects.count(), Publication.objects.count()) == (0, 0)


def test_preview_of_an_empty_form_has_no_empty_element():
    page = parsed(previewed(WorkingCopy(Article())))
    assert page.query("h1, .standfirst, .kicker, .prose, figure, .topics") == []


def test_preview_says_outside_the_article_what_it_is():
    page = parsed(previewed(WorkingCopy.of(make_article())))
    assert texts(page, ".preview-mark") == ["Preview Readers do not see this."]
    assert page.query("article .preview-mark, [rel=canonical]") == []


def test_preview_is_nobody_elses():
    response = previewed(WorkingCopy.of(make_article()))
    headers = (response["Cache-Control"], response["X-Robots-Tag"])
    assert headers == ("private, no-store", "noindex")
    assert not hasattr(response, "surrogate_keys")


def test_preview_of_changes_keeps_the_date_of_the_first_version():
    live = make_live(at=NOON - 48 * HOUR)
    article = Article.objects.get(pk=live.article_id)
    article.headline = "Other words"
    page = parsed(previewed(WorkingCopy.of(article)))
    assert texts(page, "h1, .byline time") == [
        "Other words",
        "20 November 2026",
        "22 November 2026, 12:00",
    ]
    assert "Other words" not in get(live.get_absolute_url()).content.decode()


def test_preview_is_what_publishing_makes():
    near = make_live("Near", at=NOON - HOUR)
    article = make_article(
        section=make_section(),
        standfirst="Two in three.",
        contributors=[make_contributor()],
        lead_image=make_image(),
        picked=[near.article],
    )
    before = parsed(previewed(WorkingCopy.of(article))).query_one("main")
    live = publishing.publish(article, by=None, at=NOON)
    with time_machine.travel(NOON, tick=False):
        after = parsed(get(live.get_absolute_url())).query_one("main")
    assert before.to_html() == after.to_html()


@pytest.mark.parametrize(
    ("role", "below"),
    [("Managing editor", ["Tomorrow's"]), ("Section editor", [])],
)
def test_another_moment_is_for_those_who_may_know_what_comes(role, below):
    article = make_live("Today's", topics=["Lithium"], section=make_section()).article
    make_live("Tomorrow's", topics=["Lithium"], at=NOON + DAY)
    then = f"{timezone.localtime(NOON + 2 * DAY):%Y-%m-%dT%H:%M}"
    mei = make_user("mei", role=role)
    mei.sections.add(article.section)
    with time_machine.travel(NOON, tick=False):
        address = f"/admin/articles/article/{article.pk}/preview/"
        facts = typed(article, preview_at=then)
        page = signed_in(mei).post(address, facts).content.decode()
    found = ["Tomorrow's"] if "Tomorrow&#x27;s" in page else []
    assert found == below


@pytest.mark.parametrize("typed_moment", ["", "x", "2026-13-45T99:99", "\0"])
def test_a_moment_that_is_none_is_now(typed_moment):
    client = signed_in(make_user("mei", role="Managing editor"))
    facts = typed(headline="New", preview_at=typed_moment)
    assert client.post("/admin/articles/article/preview/", facts).status_code == 200
