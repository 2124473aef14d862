"""The proof of saving: whoever saves in whichever order, no text is ever lost.

Two browsers save the same article fifty times, really at once, on real connections.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from articles.forms.saving import last_revision
from articles.models import Article, Autosave, Revision
from newsroom import roles
from tests.desk import form_url, signed_in, typed
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 50


class Writer:
    """Somebody with a browser, who opens, types, saves, and answers what is asked."""

    def __init__(self, name: str, seed: int) -> None:
        self.person = make_user(name, role="Managing editor")
        self.client: Client = signed_in(self.person)
        self.dice = random.Random(seed)
        self.typed: list[str] = []

    def open(self, article: Article) -> dict[str, Any]:
        """What the form posts if nothing is typed."""
        return {**typed(article), "base_revision": last_revision(article)}

    def save(self, article: Article, form: dict[str, Any], number: int) -> None:
        """Type one text of one's own and save it; choose when two texts meet."""
        text = f"{self.person} {number}"
        self.typed.append(text)
        about = {"unsaved_key": f"{self.person}-{number:08}", "unsaved_step": "1"}
        posted = {**form, **about, "headline": text, "_save": "1"}
        # Now and then the page of a conflict is left as it is.
        for _ in range(self.dice.randrange(1, 4)):
            page = self.client.post(form_url(article), posted)
            if page.status_code == 302:
                return
            posted = self.choose(page)

    def choose(self, page: Any) -> dict[str, Any]:
        """Mine, theirs or a third text, by chance."""
        meeting, theirs = page.context["meeting"], page.context["theirs"]
        posted: dict[str, Any] = dict(meeting.settled)
        for one in meeting.asked:
            choice = self.dice.choice(["mine", "theirs", "edit"])
            posted |= {one.name: one.mine, f"mine_{one.name}": one.mine}
            posted[f"choice_{one.name}"] = choice
        for name in ("base_version", "base_revision"):
            posted[name] = theirs[name].value()
        key = page.context["unsaved_key"]
        return {**posted, "unsaved_key": key, "_resolve": "1", "_save": "1"}


def everywhere(article: Article) -> set[str]:
    """All headlines in the form, in the history, and among unsaved texts."""
    article.refresh_from_db()
    rows = Revision.objects.filter(article=article)
    texts = Autosave.objects.filter(article=article)
    unsaved = (row.typed.get("fields", {}).get("headline") for row in texts)
    return {article.headline, *(row.data["headline"] for row in rows), *unsaved}


def pair() -> tuple[Writer, Writer]:
    roles.establish(apps)
    return Writer("mei", 1), Writer("bo", 2)


def test_two_who_save_at_once_fifty_times_lose_nothing() -> None:
    mei, bo = pair()
    article = make_article("Begun")
    for number in range(TIMES):
        # Both have it open before either saves: every round is a meeting.
        forms = [(writer, writer.open(article)) for writer in (mei, bo)]

        def press(pair: tuple[Writer, dict[str, Any]], number: int = number) -> None:
            try:
                pair[0].save(article, pair[1], number)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(press, forms))
    typed_by_both = {*mei.typed, *bo.typed}
    assert len(typed_by_both) == 2 * TIMES
    assert typed_by_both - everywhere(article) == set()
    check_history(article)


@pytest.mark.parametrize("order", ["MmBb", "MBmb", "MBbm", "BMmb", "BMbm", "BbMm"])
def test_in_every_order_of_opening_and_saving_nothing_is_lost(order: str) -> None:
    mei, bo = pair()
    article = make_article("Begun")
    for number in range(3):
        forms: dict[str, Any] = {}
        for step in order:
            writer = mei if step in "Mm" else bo
            if step.isupper():
                forms[step.lower()] = writer.open(article)
            else:
                writer.save(article, forms[step], number)
    assert {*mei.typed, *bo.typed} - everywhere(article) == set()
    check_history(article)


def check_history(article: Article) -> None:
    """Every number once, and the last one is the article as it is."""
    rows = list(Revision.objects.filter(article=article).order_by("number"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1].data["headline"] == article.headline
