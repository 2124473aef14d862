"""Locks that say whether the one who claimed something still lives."""

from pathlib import Path
from typing import Any

import pytest

from articles import claims


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def test_one_holds_it_and_another_is_told() -> None:
    with claims.held("7") as mine, claims.held("7") as also, claims.held("8") as other:
        assert (mine, also, other) == (True, False, True)
        assert list(claims.abandoned()) == []
    assert list(claims.abandoned()) == []


def test_an_orderly_end_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), claims.held("7"):
        raise KeyError
    assert list((tmp_path / "claims").iterdir()) == []


def test_what_the_dead_leave_is_found_once_and_locked_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "7").touch()

    for name in claims.abandoned():
        assert name == "7"
        with claims.held("7") as mine:
            assert not mine
    assert list(claims.abandoned()) == []


def test_before_the_first_claim_there_is_nothing() -> None:
    assert list(claims.abandoned()) == []
