"""Unsaved texts: one for each tab, for one person's eyes, until they are saved."""

import pytest

from articles import autosaving
from articles.autosaving import SavedAlready, Typed, Unusable
from articles.models import Article, Autosave, Revision
from tests.factories import DAY, HOUR, NOON, make_article, make_user

pytestmark = pytest.mark.django_db
KEY, OTHER = "tab-00000001", "tab-00000002"


def typed(headline: str = "Typed", *, key: str = KEY, step: int = 1, base: int = 1):
    return Typed(key, step, base, {"headline": headline})


def kept(person, **facts):
    return [autosaving.headline(row) for row in autosaving.texts(person)]


@pytest.fixture
def mei():
    return make_user("mei")


def test_keeping_again_is_one_row_and_leaves_the_article_alone(mei):
    article = make_article()
    for step in range(1, 4):
        autosaving.keep(mei, article, typed(f"Text {step}", step=step), at=NOON)
    assert kept(mei) == ["Text 3"]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("A grid built on gas", 1)
    assert Revision.objects.count() == 1


def test_keeping_again_asks_one_question(mei, django_assert_num_queries):
    article = make_article()
    autosaving.keep(mei, article, typed(), at=NOON)
    with django_assert_num_queries(1):
        autosaving.keep(mei, article, typed(step=2), at=NOON)


def test_one_person_never_sees_anothers_text(mei):
    bo, article = make_user("bo"), make_article()
    autosaving.keep(mei, article, typed("Mei's"), at=NOON)
    autosaving.keep(bo, article, typed("Bo's"), at=NOON)
    assert (kept(mei), kept(bo)) == (["Mei's"], ["Bo's"])
    assert autosaving.headline(autosaving.text(bo, KEY, article)) == "Bo's"


def test_two_tabs_keep_two_texts_the_latest_first(mei):
    article = make_article()
    autosaving.keep(mei, article, typed("First tab"), at=NOON)
    autosaving.keep(mei, article, typed("Second tab", key=OTHER), at=NOON + HOUR)
    found = autosaving.texts_of(mei, article)
    assert [autosaving.headline(row) for row in found] == ["Second tab", "First tab"]


def test_a_text_goes_on_under_a_new_key(mei):
    autosaving.keep(mei, None, typed("Before the crash"), at=NOON)
    onward = typed("After it", key=OTHER)
    autosaving.keep(mei, None, onward, at=NOON + HOUR, instead=(KEY, NOON))
    assert kept(mei) == ["After it"]


def test_a_text_that_another_tab_has_written_to_stays(mei):
    autosaving.keep(mei, None, typed("Restored"), at=NOON)
    autosaving.keep(mei, None, typed("Typed on there", step=2), at=NOON + HOUR)
    onward = typed("Typed on here", key=OTHER)
    autosaving.keep(mei, None, onward, at=NOON + HOUR, instead=(KEY, NOON))
    assert sorted(kept(mei)) == ["Typed on here", "Typed on there"]


def test_what_was_saved_is_unsaved_no_more_even_if_it_comes_late(mei):
    article = make_article()
    autosaving.keep(mei, article, typed(step=3), at=NOON)
    autosaving.finish(mei, KEY, "4", at=NOON)
    assert kept(mei) == []
    for step in (4, 9):
        with pytest.raises(SavedAlready) as told:
            autosaving.keep(mei, article, typed("Late", step=step), at=NOON)
        assert told.value.step == 4
    assert (kept(mei), autosaving.text(mei, KEY, article)) == ([], None)


def test_what_was_saved_before_it_was_ever_kept_does_not_come_late(mei):
    autosaving.finish(mei, KEY, "1", at=NOON)
    with pytest.raises(SavedAlready):
        autosaving.keep(mei, None, typed(), at=NOON)


def test_what_has_gone_beyond_the_saved_text_stays(mei):
    autosaving.keep(mei, None, typed("Typed on", step=7), at=NOON)
    autosaving.finish(mei, KEY, "6", at=NOON)
    assert kept(mei) == ["Typed on"]


@pytest.mark.parametrize(
    ("key", "step"), [("", "1"), ("x", "1"), (KEY, ""), (KEY, "²")]
)
def test_nonsense_is_never_finished(mei, key, step):
    autosaving.finish(mei, key, step, at=NOON)
    assert not Autosave.objects.exists()


def test_a_discarded_text_can_be_brought_back(mei):
    autosaving.keep(mei, None, typed("Not that bad"), at=NOON)
    assert autosaving.discard(mei, KEY) is True
    assert kept(mei) == []
    assert autosaving.headline(autosaving.text(mei, KEY, None)) == "Not that bad"
    autosaving.keep(mei, None, typed("Typed on", step=2), at=NOON)
    assert kept(mei) == ["Typed on"]


def test_only_a_text_of_ones_own_is_discarded(mei):
    autosaving.keep(make_user("bo"), None, typed(), at=NOON)
    assert autosaving.discard(mei, KEY) is False
    autosaving.finish(mei, OTHER, "1", at=NOON)
    assert autosaving.discard(mei, OTHER) is False


def test_texts_without_an_article_are_told_apart(mei):
    article = make_article()
    autosaving.keep(mei, article, typed("Of an article"), at=NOON)
    autosaving.keep(mei, None, typed("  Of\nnone ", key=OTHER), at=NOON)
    (row,) = autosaving.never_saved(mei)
    assert autosaving.headline(row) == "Of none"
    assert autosaving.text(mei, OTHER, article) is None
    assert autosaving.text(mei, "../etc", None) is None


def test_a_deleted_article_takes_its_unsaved_texts_along(mei):
    article = make_article()
    autosaving.keep(mei, article, typed(), at=NOON)
    Article.objects.all().delete()
    assert not Autosave.objects.exists()


# --- what a browser may send ---------------------------------------------------------
def test_what_our_form_sends_is_read():
    fields = {"headline": ["Gas"], "topics": ["a", "b"], "slug": []}
    assert Typed.of(KEY, "3", "7", fields) == Typed(
        KEY, 3, 7, {"headline": "Gas", "topics": ["a", "b"], "slug": []}
    )
    assert Typed.of(KEY, "", "", {}) == Typed(KEY, 0, 0, {})


def test_what_no_database_keeps_is_taken_out(mei):
    text = Typed.of(KEY, "1", "1", {"headline": ["a\0b\ud800c\udfff😀"]})
    assert text.fields == {"headline": "abc😀"}
    autosaving.keep(mei, None, text, at=NOON)
    assert kept(mei) == ["abc😀"]


@pytest.mark.parametrize(
    ("key", "step", "base", "fields"),
    [
        ("", "1", "1", {}),
        ("short", "1", "1", {}),
        ("x" * 41, "1", "1", {}),
        ("tab/00000001", "1", "1", {}),
        ("tab-0000000é", "1", "1", {}),
        (KEY, "-1", "1", {}),
        (KEY, "1", "9" * 10, {}),
        (KEY, "1", "²", {}),
        (KEY, "1", "1", {"body": ["x" * 3_000_001]}),
        (KEY, "1", "1", {f"field{number}": [""] for number in range(201)}),
    ],
)
def test_what_our_form_never_sends_is_refused(key, step, base, fields):
    with pytest.raises(Unusable):
        Typed.of(key, step, base, fields)


# --- what nobody came back for -------------------------------------------------------
def test_texts_go_after_thirty_days_and_not_before(mei):
    for days in (29, 31, 32):
        autosaving.keep(
            mei, None, typed(f"{days}", key=f"tab-{days:08}"), at=NOON - DAY * days
        )
    assert autosaving.old(NOON) == 2
    assert [autosaving.prune(NOON, 1), autosaving.prune(NOON, 9)] == [1, 1]
    assert kept(mei) == ["29"]
