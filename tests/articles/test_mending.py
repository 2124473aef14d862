"""Small mends: readers get the new text, and the date of the last change stays."""

import pytest

from articles import publishing, writing
from articles.models import Article, Revision
from tests.factories import HOUR, NOON, make_article, make_live

pytestmark = pytest.mark.django_db


def retyped(article: Article, headline: str) -> Article:
    article.headline = headline
    writing.save(article, by=None, at=NOON)
    return article


def test_a_small_mend_leaves_the_date_of_the_change():
    first = make_live("Lihtium")
    article = retyped(first.article, "Lithium")
    mended = publishing.update(article, by=None, at=NOON + HOUR, is_minor=True)
    assert (mended.headline, mended.is_minor) == ("Lithium", True)
    assert mended.changed_at == first.changed_at == first.published_at
    assert article.revisions.first().kind == Revision.Kind.MEND


def test_the_next_real_change_has_its_own_date():
    article = retyped(make_live("Lihtium").article, "Lithium")
    publishing.update(article, by=None, at=NOON + HOUR, is_minor=True)
    told = publishing.update(article, by=None, at=NOON + 2 * HOUR)
    assert (told.is_minor, told.changed_at) == (False, NOON + 2 * HOUR)
    assert article.revisions.first().kind == Revision.Kind.PUBLISH


def test_a_first_version_is_never_a_small_mend():
    article = make_article("Lithium")
    first = publishing.publish(article, by=None, at=NOON, is_minor=True)
    assert (first.is_minor, first.changed_at) == (False, NOON)
