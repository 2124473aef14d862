"""What tests of articles may ask for."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import place_originals


@pytest.fixture
def own_folders(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """Give folders for originals and renditions that no other test looks into."""
    private, public = tmp_path / "originals", tmp_path / "media"
    settings.MEDIA_ROOT = public
    place_originals(monkeypatch, private)
    return private, public
