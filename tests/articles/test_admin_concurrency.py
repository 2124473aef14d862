"""Two people press Save at the same moment, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Article
from newsroom import roles
from tests.desk import form_url, signed_in, typed
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
            assert f"Text {number}</textarea>" in shown.replace("\n", "")
            assert "saved this article at" in shown
    saved = next(number for number, (status, _) in enumerate(answers) if status == 302)
    article = Article.objects.get()
    assert (article.headline, article.version) == (f"Text {saved}", 2)
