"""A forgotten collectstatic costs browsers some questions, and not readers a page."""

import pytest

from newsroom.static_files import CollectedFilesStorage

NAME = "newsroom/icon.svg"


@pytest.fixture
def storage(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    return CollectedFilesStorage()


@pytest.fixture
def collected(storage):
    storage.hashed_files = {NAME: "newsroom/icon.0123456789ab.svg"}
    return storage


def test_uncollected_files_have_their_plain_names(storage):
    assert storage.url(NAME) == "/static/newsroom/icon.svg"


def test_collected_files_are_named_by_their_content(collected):
    assert collected.url(NAME) == "/static/newsroom/icon.0123456789ab.svg"


def test_file_that_was_not_collected_with_the_others_is_an_error(collected):
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        collected.url("newsroom/forgotten.css")
