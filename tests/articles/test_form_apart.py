"""Keeping articles apart: typed, kept, and refused where it contradicts."""

import pytest

from articles.models import Article
from tests.desk import errors, press, signed_in
from tests.factories import make_article, make_live, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(make_user("mei", role="Managing editor"))


def test_articles_kept_apart_are_saved_and_shown_again(desk):
    other, article = make_live("Other").article, make_article("New")
    press(desk, "_save", article, apart_ids=f"Other #{other.pk}")
    assert Article.objects.get(pk=article.pk).apart_ids == [other.pk]
    page = desk.get(f"/admin/articles/article/{article.pk}/change/")
    assert f"Other #{other.pk}" in page.content.decode()
    press(desk, "_save", Article.objects.get(pk=article.pk), apart_ids="")
    assert Article.objects.get(pk=article.pk).apart_ids == []


def test_what_is_hand_picked_is_not_kept_apart(desk):
    other, article = make_live("Other").article, make_article("New")
    line = f"Other #{other.pk}"
    answer = press(desk, "_save", article, apart_ids=line, picked=line)
    assert errors(answer) == {
        "apart_ids": ["“Other” is hand-picked, too: decide for one."]
    }
    assert Article.objects.get(pk=article.pk).apart_ids == []


def test_an_article_is_not_kept_apart_from_itself(desk):
    article = make_live("New").article
    press(desk, "_save", article, apart_ids=f"New #{article.pk}")
    assert Article.objects.get(pk=article.pk).apart_ids == []


def test_an_unknown_article_is_refused(desk):
    article = make_article("New")
    answer = press(desk, "_save", article, apart_ids="Nothing #999999")
    assert errors(answer) == {
        "apart_ids": ["“Nothing #999999” is none of the articles that you can pick."]
    }
