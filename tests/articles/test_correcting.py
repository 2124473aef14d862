"""Corrections: what readers are told was wrong, when, and who takes it back."""

from datetime import UTC, datetime

import pytest

from articles import correcting, publishing, writing
from articles.models import Article, Correction, Revision
from articles.signals import changed
from articles.timeline import CannotPublish, NotLive, NotPublishable, ScheduledAlready
from tests.factories import DAY, HOUR, NOON, make_article, make_live, make_user

pytestmark = pytest.mark.django_db
WRONG = "The figure was 45.5bn, not 4.5bn."
KIND = Correction.Kind.CORRECTION


@pytest.fixture
def told():
    """Give the surrogate keys of everything told to those who keep pages."""
    heard: set[str] = set()

    def listen(*, keys: frozenset[str], **facts) -> None:
        heard.update(keys)

    changed.connect(listen)
    yield heard
    changed.disconnect(listen)


def correct(article: Article, **facts) -> Correction:
    facts = {"by": None, "at": NOON + HOUR, "kind": KIND, "text": WRONG, **facts}
    return correcting.correct(article, **facts)


def test_a_correction_is_shown_from_the_moment_it_was_made():
    article = make_live(at=NOON).article
    made = correct(article, text=f"  {WRONG}\n", signed_by=" The energy desk ")
    assert (made.text, made.signed_by) == (WRONG, "The energy desk")
    assert made.corrected_at == made.made_at == NOON + HOUR
    assert list(Correction.objects.shown(NOON + HOUR - publishing.TICK)) == []
    assert list(Correction.objects.shown(NOON + HOUR)) == [made]


def test_the_history_keeps_the_sentence_and_who_wrote_it():
    ana = make_user("ana")
    article = make_live(at=NOON).article
    correct(article, by=ana)
    last = Revision.objects.filter(article=article).first()
    assert (last.kind, last.note, last.made_by) == (Revision.Kind.CORRECT, WRONG, ana)


def test_the_pages_of_the_article_and_of_all_corrections_are_purged(told):
    article = make_live(at=NOON).article
    told.clear()
    correct(article)
    assert told >= {f"article-{article.pk}", "corrections", "front"}


def test_only_what_readers_see_can_be_corrected():
    draft = make_article()
    scheduled = make_article("Tomorrow’s")
    publishing.schedule(scheduled, by=None, at=NOON, start=NOON + DAY)
    gone = make_live("Gone", at=NOON).article
    publishing.withdraw(gone, by=None, at=NOON)
    for article in (draft, scheduled, gone):
        with pytest.raises(NotLive, match="nothing to be told of"):
            correct(article)
    assert not Correction.objects.exists()


def test_a_correction_without_words_is_none():
    with pytest.raises(CannotPublish, match="Say what was wrong"):
        correct(make_live(at=NOON).article, text=" \n")


def test_an_earlier_date_is_printed_and_changes_nothing_that_was_seen_before():
    article = make_live(at=NOON - DAY).article
    made = correct(article, corrected_at=NOON)
    assert made.corrected_at == NOON
    assert list(Correction.objects.shown(NOON + HOUR / 2)) == []
    assert list(Correction.objects.shown(NOON + HOUR)) == [made]


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        (NOON + HOUR + publishing.TICK, "in the future"),
        (datetime(2099, 1, 1, tzinfo=UTC), "in the future"),
        (NOON - publishing.TICK, "had not seen"),
    ],
)
def test_a_date_that_cannot_be_is_refused(date, sentence):
    with pytest.raises(CannotPublish, match=sentence):
        correct(make_live(at=NOON).article, corrected_at=date)
    assert not Correction.objects.exists()


def test_the_changed_text_can_go_out_in_the_same_act():
    article = make_live(at=NOON).article
    article.headline = "45.5bn"
    writing.save(article, by=None, at=NOON)
    correct(article, with_changes=True)
    live = article.publications.live(NOON + 2 * HOUR).get()
    assert (live.headline, live.is_minor) == ("45.5bn", False)
    kinds = [row.kind for row in Revision.objects.filter(article=article)[:2]]
    assert kinds == [Revision.Kind.CORRECT, Revision.Kind.PUBLISH]


def test_the_changed_text_stays_on_the_desk_unless_it_is_to_go_out():
    article = make_live(at=NOON).article
    article.headline = "45.5bn"
    writing.save(article, by=None, at=NOON)
    correct(article)
    live = article.publications.live(NOON + 2 * HOUR).get()
    assert live.headline == "A grid built on gas"


def test_a_text_that_may_not_go_out_takes_its_correction_along():
    article = make_live(at=NOON).article
    article.headline = ""
    writing.save(article, by=None, at=NOON)
    with pytest.raises(NotPublishable):
        correct(article, with_changes=True)
    assert not Correction.objects.exists()


def test_a_version_scheduled_meanwhile_is_asked_about():
    article = make_live(at=NOON).article
    article.headline = "Later"
    writing.save(article, by=None, at=NOON)
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)
    with pytest.raises(ScheduledAlready):
        correct(article, with_changes=True)
    correct(article, with_changes=True, scheduled="keep")
    assert Correction.objects.count() == 1


def test_a_correction_can_be_taken_back_once_and_was_seen_until_then(told):
    article = make_live(at=NOON).article
    made = correct(article)
    told.clear()
    correcting.retract(made, by=None, at=NOON + DAY)
    assert list(Correction.objects.shown(NOON + DAY - publishing.TICK)) == [made]
    assert list(Correction.objects.shown(NOON + DAY)) == []
    assert told >= {"corrections", f"article-{article.pk}"}
    last = Revision.objects.filter(article=article).first()
    assert last.note == f"Taken back: {WRONG}"
    with pytest.raises(CannotPublish, match="already"):
        correcting.retract(made, by=None, at=NOON + DAY)


def test_a_slow_clock_writes_no_correction_into_the_past():
    article = make_live(at=NOON).article
    made = correct(article, at=NOON - HOUR)
    assert made.made_at > NOON
