"""A forgotten collectstatic costs browsers some questions, and not readers a page."""

import pytest
from django.core.management import call_command

from newsroom.static_files import CollectedFilesStorage

NAME = "newsroom/icon.svg"


@pytest.fixture
def _production(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    backend = {"BACKEND": "newsroom.static_files.CollectedFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}


@pytest.mark.usefixtures("_production")
def test_uncollected_files_have_their_plain_names():
    assert CollectedFilesStorage().url(NAME) == "/static/newsroom/icon.svg"


@pytest.mark.usefixtures("_production")
def test_collected_files_are_named_by_their_content():
    call_command("collectstatic", "--noinput", "--verbosity", "0")
    name = CollectedFilesStorage().url(NAME)
    assert name.startswith("/static/newsroom/icon.")
    assert name != "/static/newsroom/icon.svg"


@pytest.mark.usefixtures("_production")
def test_file_that_was_not_collected_with_the_others_is_an_error():
    call_command("collectstatic", "--noinput", "--verbosity", "0")
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        CollectedFilesStorage().url("newsroom/forgotten.css")
