"""The archive by month, by the newsroom's own clock."""

from datetime import UTC, date, datetime

import pytest

from articles import archive
from tests.factories import NOON, make_article, make_live

pytestmark = pytest.mark.django_db
JUNE = datetime(2025, 6, 15, 12, tzinfo=UTC)


def test_empty_archive_has_no_months():
    make_article("A draft")
    assert archive.months(None, NOON) is None


def test_months_are_those_in_which_something_appeared():
    for at in (JUNE, datetime(2026, 9, 1, 12, tzinfo=UTC), NOON):
        make_live(f"Of {at:%B}", at=at)
    months = archive.months(None, NOON)
    assert months == archive.Months(
        year=2026,
        months=[date(2026, 11, 1), date(2026, 9, 1)],
        first=date(2025, 6, 15),
        last=date(2026, 11, 22),
    )
    assert months.years == [2026, 2025]
    assert archive.months(2025, NOON).months == [date(2025, 6, 1)]


def test_archive_includes_empty_months_between_its_ends_and_no_others():
    make_live("Old", at=JUNE)
    make_live("New", at=NOON)
    months = archive.months(2025, NOON)
    asked = [date(2025, 5, 1), date(2025, 6, 1), date(2026, 1, 1), date(2026, 11, 1)]
    assert [months.includes(month) for month in asked] == [False, True, True, True]
    assert not months.includes(date(2026, 12, 1))


def test_month_begins_at_the_newsrooms_midnight(settings):
    settings.TIME_ZONE = "America/Mexico_City"
    late = make_live("Late in October", at=datetime(2026, 11, 1, 5, 59, 59, tzinfo=UTC))
    early = make_live("First of November", at=datetime(2026, 11, 1, 6, tzinfo=UTC))
    of_month = [
        list(archive.of_month(2026, month, NOON).values_list("pk", flat=True))
        for month in (10, 11, 12)
    ]
    assert of_month == [[late.pk], [early.pk], []]


def test_months_cost_three_queries_whatever_the_archive(django_assert_num_queries):
    make_live("Old", at=JUNE)
    with django_assert_num_queries(3):
        archive.months(None, NOON)
    make_live("New", at=NOON)
    with django_assert_num_queries(3):
        archive.months(None, NOON)
