"""What stands beside the text on the form: searching, sharing, series, notes."""

import uuid

import pytest

from articles import publishing
from articles.models import Article, Series
from tests.desk import OFF, errors, form_url, press, signed_in
from tests.factories import NOON, make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def desk():
    return signed_in(make_user("ana", role="Managing editor"))


def test_all_of_it_is_saved_and_goes_out(desk):
    series = Series.objects.create(name="Power lines", slug="power")
    facts = {
        "search_headline": "Gas in Mexico",
        "search_description": "Where it comes from.",
        "canonical_url": "https://elsewhere.example/gas",
        "sensitivity": "grief",
        "sponsor": "A bank",
        "language": "es",
        "series_part": 3,
    }
    article = make_article()
    press(desk, "_publish", article, **facts, series=series.pk, is_noindex="on")
    version = article.publications.get()
    assert {name: getattr(version, name) for name in facts} == facts
    assert (version.series, version.is_noindex) == (series, True)
    press(desk, "_save", article, is_noindex=OFF)
    assert Article.objects.get().is_noindex is False


def test_notes_stay_on_the_desk(desk):
    article = make_article()
    press(desk, "_publish", article, internal_notes="Ask the lawyer")
    assert Article.objects.get().internal_notes == "Ask the lawyer"
    assert "internal_notes" not in article.revisions.first().data
    page = desk.get(article.publications.get().get_absolute_url())
    assert "Ask the lawyer" not in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("search_headline", "x" * 121, "at most 120 characters"),
        ("search_description", "x" * 301, "at most 300 characters"),
        ("search_description", "a\0b", "Null characters"),
        ("canonical_url", "javascript:alert(1)", "Enter a valid URL."),
        ("canonical_url", "ftp://elsewhere.example/", "begins with https://"),
        ("sensitivity", "fun", "not one of the available choices"),
        ("language", "tlh", "not one of the available choices"),
        ("series", "404", "not one of the available choices"),
        ("series_part", "0", "greater than or equal to 1"),
        ("series_part", "40000", "less than or equal to 999"),
        ("series_part", "two", "Enter a whole number."),
        ("series_part", "2", "A part of which series?"),
        ("internal_notes", "x" * 4001, "at most 4000 characters"),
        ("embargo_until", "soon", "Enter a valid date/time."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk, field, typed, sentence):
    article = make_article()
    found = errors(press(desk, "_save", article, headline="Kept", **{field: typed}))
    assert list(found) == [field]
    assert sentence in " ".join(found[field])


def test_an_address_without_a_scheme_is_taken_for_a_safe_one(desk):
    press(desk, "_save", make_article(), canonical_url="elsewhere.example/gas")
    assert Article.objects.get().canonical_url == "https://elsewhere.example/gas"


def test_one_text_has_one_article_in_each_language(desk):
    key = uuid.uuid4()
    make_article("Gas", translation_key=key)
    other = make_article("Gas natural", translation_key=key, language="es")
    found = errors(press(desk, "_save", other, language=""))
    assert found == {"language": ["It has been translated into that already."]}
    assert press(desk, "_save", other, headline="El gas").status_code == 302


def test_the_sites_own_language_goes_without_saying(desk):
    shown = desk.get(form_url(make_article())).content.decode()
    assert '<option value="" selected>British English</option>' in shown
    assert '<option value="es">español</option>' in shown


def test_a_card_for_searching_and_sharing_stands_ready(desk):
    shown = desk.get(form_url(make_article())).content.decode()
    assert 'data-counter="60"' in shown
    assert 'data-counter="155"' in shown
    assert "data-sharing hidden" in shown


def test_a_changed_headline_for_searching_is_a_change(desk):
    article = make_article()
    publishing.publish(article, by=None, at=NOON)
    press(desk, "_save", article, search_headline="Gas")
    assert "Live with changes" in desk.get(form_url(article)).content.decode()
