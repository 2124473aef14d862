"""When things happened in the demonstration."""

from datetime import UTC, datetime

import pytest

from newsroom.demo.edition import Clock, moment


@pytest.mark.parametrize(
    ("days", "hour", "expected"),
    [
        (0, 12, datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        (0, 11, datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        (-3, 12, datetime(2026, 11, 19, 9, 30, tzinfo=UTC)),
        (-3, 11, datetime(2026, 11, 18, 9, 30, tzinfo=UTC)),
        (1, 12, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        (1, 11, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
    ],
)
def test_moment_counts_days_from_the_last_full_morning(
    days: int, hour: int, expected: datetime
) -> None:
    clock = Clock.read(days, "09:30")
    assert moment(clock, datetime(2026, 11, 22, hour, tzinfo=UTC)) == expected
