"""A browser for the journeys, one that complains about what a reader would not see."""

import os
from collections.abc import Iterator

import pytest
from django.apps import apps
from playwright.sync_api import Browser, Page, sync_playwright

from newsroom import roles
from tests import browser as finder

# Playwright keeps an event loop in the test's thread; Django takes that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(autouse=True)
def _database(transactional_db: None) -> None:
    """Every journey writes rows that the server's threads must see."""
    # The journey before emptied all tables, those of the roles included.
    roles.establish(apps)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser of all journeys."""
    path = finder.found()
    if path is None:
        pytest.skip(finder.ADVICE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page of a fresh visitor; an error in its console fails the test.

    That covers violations of the content security policy, which Chromium reports
    there. A test that expects an error empties ``page.complaints`` at its end.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.complaints = complaints  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    yield opened
    context.close()
    assert complaints == []
