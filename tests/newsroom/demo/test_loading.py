"""Loading the demonstration into a database, in full."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from articles import gate, rights, writing
from articles.models import Article, Image, Publication, Revision
from articles.richtext import image_ids
from articles.working_copy import WorkingCopy
from newsroom.demo import accounts, loading
from sections.models import Section

EVENING = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def tell_nobody(done: int, total: int, name: str) -> None:
    """Hear of progress and keep it to oneself."""


class Killed(BaseException):
    """What ends a loading in the middle."""


def killed_after(steps: int) -> Callable[[int, int, str], None]:
    def count(done: int, total: int, name: str) -> None:
        if done == steps:
            raise Killed

    return count


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[loading.Report]:
    """The magazine in the database, loaded once for the tests below.

    The first attempt is killed in the middle of the articles: the second completes it.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr("django.conf.settings.DEBUG", True)
        with pytest.raises(Killed):
            loading.load(EVENING, progress=killed_after(90))
        yield loading.load(EVENING, progress=tell_nobody)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: loading.Report, db: None, settings: Settings) -> loading.Report:
    """The loaded magazine, for one test to change as it likes."""
    settings.DEBUG = True
    return loaded


def everything() -> dict[str, list[Any]]:
    """All rows of our own tables and of the accounts."""
    labels = ("articles", "sections", "auth")
    models = [
        model for label in labels for model in apps.get_app_config(label).get_models()
    ]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in models
    }


def test_loading_after_a_kill_makes_only_what_was_missing(demo: loading.Report) -> None:
    assert demo.kept == {
        "sections": 5,
        "accounts": 4,
        "contributors": 10,
        "topics": 30,
        "pictures": 24,
        "articles": 17,
    }
    assert demo.made == {"articles": 39}


def test_loading_twice_changes_nothing(demo: loading.Report) -> None:
    before = everything()
    report = loading.load(EVENING + timedelta(days=3), progress=tell_nobody)
    assert report.made == {}
    assert everything() == before


def test_loading_shows_readers_what_is_live(demo: loading.Report) -> None:
    cards = Publication.objects.live(EVENING).newest()
    assert cards.count() == 47
    assert [card.headline for card in cards[:3]] == [
        "A grid built on gas it buys abroad",
        "Growth halves, and unemployment does not notice",
        "One phone each",
    ]
    assert cards.filter(published_at__lt=EVENING - timedelta(days=365)).count() == 5


def test_loading_schedules_an_article_and_an_update(demo: loading.Report) -> None:
    slug = "mexico-has-674-ships-and-panama-8174"
    starts = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    ships = Publication.objects.filter(slug=slug)
    assert not ships.live(starts - timedelta(seconds=1)).exists()
    assert ships.live(starts).count() == 1
    lines = Publication.objects.filter(slug="twenty-six-million-broadband-lines")
    moments = list(lines.order_by("live_from").values_list("live_from", flat=True))
    assert moments == [
        datetime(2026, 10, 25, 13, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    ]


def test_loading_publishes_corrections_as_later_versions(demo: loading.Report) -> None:
    versions = Publication.objects.filter(slug="a-grid-built-on-gas-it-buys-abroad")
    first, second = versions.select_related("body").order_by("live_from")
    assert ("4.5bn kilowatt-hours were lost" in first.body.html) is True
    assert ("45.5bn kilowatt-hours were lost" in second.body.html) is True
    assert second.published_at == first.live_from
    steps = Publication.objects.filter(slug="prices-come-down-in-steps")
    assert list(steps.order_by("live_from").values_list("headline", flat=True)) == [
        "Prices come down in steps: 7.9, 5.5, 4.7",
        "Inflation comes down in steps: 7.9, 5.5, 4.7",
    ]


def test_loading_withdraws_with_and_without_a_notice(demo: loading.Report) -> None:
    gone = Publication.objects.filter(
        slug__in=["mexico-and-spain-side-by-side", "the-richest-tenth"]
    ).order_by("slug")
    assert [version.is_live(EVENING) for version in gone] == [False, False]
    assert [version.notice[:23] for version in gone] == ["(Demonstration notice.)", ""]


def test_loading_leaves_changes_that_readers_do_not_see(demo: loading.Report) -> None:
    shown = dict(Publication.objects.live(EVENING).values_list("article_id", "digest"))
    changed = [a.slug for a in Article.objects.filter(pk__in=shown).order_by("slug")
               if a.digest != shown[a.pk]]  # fmt: skip
    assert changed == [
        "the-last-fifth-of-the-country-is-still-offline",
        "twenty-six-million-broadband-lines",
    ]


def test_one_draft_shows_what_blocks_publishing(demo: loading.Report) -> None:
    draft = Article.objects.get(slug="what-a-mountain-is-made-of")
    found = gate.blocking(WorkingCopy.of(draft), EVENING)
    assert [(finding.field, finding.image_id) for finding in found] == [
        ("lead_image", draft.lead_image_id),
        ("lead_image", draft.lead_image_id),
    ]
    others = Article.objects.exclude(slug__in=[draft.slug, "methane-a-note-to-self"])
    assert [a.slug for a in others if gate.blocking(WorkingCopy.of(a), EVENING)] == []


def test_pictures_in_texts_are_images_of_the_library(demo: loading.Report) -> None:
    article = Article.objects.get(slug="three-litres-in-four")
    (shown,) = Image.objects.filter(pk__in=image_ids(article.body))
    assert shown.original_name == "lake-stones.jpg"
    assert shown.credit_line == "Credit: Flickr / National Park Service"
    assert Image.objects.get(original_name="roof-truss.jpg").credit_line == (
        "Credit: Wikimedia Commons / Tony Webster (CC\u00a0BY\u00a02.0)"
    )


def test_accounts_sign_in_and_have_their_roles(demo: loading.Report) -> None:
    for account in accounts.ACCOUNTS:
        user = authenticate(username=account.username, password="newsroom-demo")
        assert isinstance(user, User)
        assert user.is_staff
        assert [group.name for group in user.groups.all()] == [account.group]
    desk = User.objects.get(username="desk")
    assert list(desk.sections.all()) == [Section.objects.get(slug="energy-mining")]


def test_writer_has_drafts_and_a_byline_of_their_own(demo: loading.Report) -> None:
    writer = User.objects.get(username="writer")
    assert writer.contributor.name == "Telecoms desk"
    unfinished = rights.editable(writer).filter(publications=None)
    assert sorted(unfinished.values_list("slug", flat=True)) == [
        "heat-from-below",
        "methane-a-note-to-self",
        "more-phones-than-guatemalans",
        "what-a-household-spends",
        "what-a-mountain-is-made-of",
    ]


def test_loading_again_keeps_what_an_editor_changed(demo: loading.Report) -> None:
    section = Section.objects.get(slug="finance")
    section.slug = "money"
    section.save()
    image = Image.objects.get(original_name="sky.jpg")
    image.caption = "Weather."
    image.save()
    draft = Article.objects.get(slug="what-a-household-spends")
    draft.slug, draft.headline = "what-we-spend", "What we spend"
    writing.save(draft, by=None, at=EVENING)
    User.objects.get(username="photo").groups.clear()
    before = everything()
    assert loading.load(EVENING, progress=tell_nobody).made == {}
    assert everything() == before


def test_loading_again_brings_back_what_was_deleted(demo: loading.Report) -> None:
    Article.objects.filter(slug="what-a-household-spends").delete()
    Image.objects.get(original_name="ship-bow.jpg").led_publications.all().delete()
    User.objects.filter(username="photo").delete()
    report = loading.load(EVENING, progress=tell_nobody)
    assert report.made == {"accounts": 1, "articles": 1}
    draft = Article.objects.get(slug="what-a-household-spends")
    assert draft.created_by == User.objects.get(username="writer")
    assert draft.revisions.get().kind == Revision.Kind.SAVE


def test_command_reports_what_was_there(demo: loading.Report) -> None:
    out = io.StringIO()
    call_command("load_demo", stdout=out, verbosity=0)
    assert out.getvalue().splitlines()[0] == "sections: 0 loaded, 5 already there"
