"""How readers' pages write names and dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from articles.models import Contributor, Publication, Topic
from articles.templatetags import reader
from tests.factories import DAY, NOON

LATE = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)


@pytest.fixture
def in_mexico(settings):
    settings.TIME_ZONE = "America/Mexico_City"


@pytest.mark.usefixtures("in_mexico")
def test_days_are_those_of_the_newsroom():
    assert reader.day(LATE) == "22 November 2026"
    assert reader.weekday(LATE) == "Sunday 22 November 2026"
    assert reader.month(date(2026, 11, 1)) == "November 2026"


@pytest.mark.usefixtures("in_mexico")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (LATE, "21:05"),
        (LATE - timedelta(hours=21, minutes=4), "00:01"),
        (LATE - timedelta(hours=21, minutes=6), "Saturday"),
        (LATE - 6 * DAY, "Monday"),
        (LATE - 7 * DAY, "15 November"),
    ],
)
def test_latest_are_dated_briefly(moment, said):
    assert reader.briefly(moment, LATE) == said


@pytest.mark.parametrize(("minutes", "is_update"), [(0, False), (5, False), (6, True)])
def test_version_counts_as_an_update_after_five_minutes(minutes, is_update):
    later = NOON + timedelta(minutes=minutes)
    version = Publication(published_at=NOON, changed_at=later)
    assert reader.is_update(version) is is_update


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and D"),
    ],
)
def test_names_are_joined_as_people_do(people, said):
    contributors = [Contributor(name=name, slug=name.lower()) for name in people]
    linked = said
    for name in people:
        linked = linked.replace(name, f'<a href="/by/{name.lower()}/">{name}</a>', 1)
    assert reader.names(contributors) == linked


def test_names_are_escaped():
    evil = Contributor(name="<b>{x}</b> & %(y)s", slug="evil")
    assert reader.names([evil, evil]).count("&lt;b&gt;{x}&lt;/b&gt; &amp; %(y)s") == 2


def test_dates_follow_the_language():
    with translation.override("es"):
        assert reader.day(NOON) == "22 de noviembre de 2026"


def test_topics_are_grouped_by_first_letter():
    topics = [
        Topic(name=name, slug=name.lower()) for name in ("Coal", "Copper", "Zinc")
    ]
    grouped = reader.by_letter(topics)
    assert grouped == [("C", topics[:2]), ("Z", topics[2:])]
