"""The command that loads the demonstration, where nothing is loaded yet."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from articles.models import Topic
from newsroom.demo import loading
from sections.models import Section
from tests.factories import NOON, make_article


def test_loading_is_refused_where_readers_may_be_real(
    db: None, settings: Settings
) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only while DEBUG is on"):
        call_command("load_demo")
    assert not User.objects.exists()
    assert not Section.objects.exists()


def test_dry_run_says_what_is_missing_and_writes_nothing(
    db: None, settings: Settings
) -> None:
    settings.DEBUG = True
    out = io.StringIO()
    call_command("load_demo", dry_run=True, stdout=out)
    assert out.getvalue().splitlines()[-8:] == [
        "129 of 129: Mexico has 674 ships. Panama has 8,174.",
        "sections: 5 missing, 0 already there",
        "accounts: 4 missing, 0 already there",
        "contributors: 10 missing, 0 already there",
        "topics: 30 missing, 0 already there",
        "pictures: 24 missing, 0 already there",
        "articles: 56 missing, 0 already there",
        "Accounts: editor, desk, writer, photo. Their password: newsroom-demo",
    ]
    assert not User.objects.exists()
    assert not Topic.objects.exists()


def test_loading_gives_way_to_an_article_of_the_same_address(
    db: None, settings: Settings
) -> None:
    settings.DEBUG = True
    make_article("One phone each")
    report = loading.load(NOON, progress=lambda done, total, name: None, dry_run=True)
    assert (report.made["articles"], report.kept["articles"]) == (55, 1)
