"""Two people press Save at the same moment, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.urls import reverse

from articles.models import Article, Publication
from newsroom import roles
from tests.desk import DELETE, form_url, signed_in, typed
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chiefs() -> list[User]:
    roles.establish(apps)
    return [make_user(f"chief{n}", role="Managing editor") for n in range(4)]


def test_of_those_who_save_at_once_one_is_saved_and_all_keep_their_text(chiefs):
    article = make_article()
    opened = typed(article)
    clients = [signed_in(chief) for chief in chiefs]

    def save(number: int) -> Any:
        try:
            posted = {**opened, "headline": f"Text {number}", "_save": "1"}
            response = clients[number].post(form_url(article), posted)
            return response.status_code, response.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(save, range(4)))
    assert sorted(status for status, _ in answers) == [200, 200, 200, 302]
    for number, (status, shown) in enumerate(answers):
        if status == 200:
            assert f'name="mine_headline" value="Text {number}"' in shown
            assert "saved this article at" in shown
    saved = next(number for number, (status, _) in enumerate(answers) if status == 302)
    article = Article.objects.get()
    assert (article.headline, article.version) == (f"Text {saved}", 2)


def delete_url(article: Article) -> str:
    return reverse(DELETE, args=[article.pk])


def test_an_article_is_deleted_or_published_but_never_both(chiefs):
    articles = [make_article(f"Gas {number}") for number in range(6)]
    forms = {article.pk: typed(article) for article in articles}
    clients = [signed_in(chief) for chief in chiefs]

    def press(number: int) -> int:
        article, client = articles[number // 2], clients[number % 4]
        try:
            if number % 2:
                return client.post(delete_url(article), {"post": "yes"}).status_code
            posted = {**forms[article.pk], "_publish": "1"}
            return client.post(form_url(article), posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(press, range(12))) == {302}
    left = Article.objects.values_list("pk", flat=True)
    shown = Publication.objects.values_list("article_id", flat=True)
    assert sorted(shown) == sorted(left)
