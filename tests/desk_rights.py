"""What the tests of the desk's rights share: every address, and one thing of each kind.

The table of addresses itself stands in ``tests/newsroom/test_desk_rights.py``.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver

from articles import correcting, publishing
from articles.models import Series
from newsroom import roles
from sections.models import BreakingBar, LineUp
from tests.desk import typed
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

CANARY = "kanarienvogel"
EVERYBODY = {*roles.ROLES, "Nobody"}
# Django's own: old addresses that lead on to /change/, and the 404 of the desk.
NO_PAGE = re.compile(r"(.+/ID/|NOWHERE)\Z")


@dataclass(frozen=True)
class Row:
    """Who gets an answer, with their own things and with those of others."""

    own: set[str]
    others: set[str] | None = None
    method: str = "get"
    # What stands behind the question mark when it is asked for.
    query: str = ""
    # What is posted besides an article's fields.
    posted: Mapping[str, str] = field(default_factory=dict)


def addresses(patterns: Any, before: str = "") -> Iterator[str]:
    """Every address of the desk, with ID for what a pattern leaves open."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield from written(route)


def written(route: str) -> Iterator[str]:
    labels = re.search(r"\(\?P<app_label>([\w|]+)\)", route)
    if labels:
        yield from (f"{label}/" for label in labels[1].split("|"))
        return
    route = re.sub(r"\(\?P<url>.*", "NOWHERE", route)
    route = re.sub(r"<slug:source>", "SOURCE", route)
    route = re.sub(r"<int:section>", "PAGE", route)
    yield re.sub(r"<[\w:]+>", "ID", route)


def answered(client: Client, address: str, row: Row, facts: dict[str, Any]) -> Any:
    path = "/admin/" + address.replace("SOURCE", "articles")
    model = "/".join(address.split("/")[:2])
    path = path.replace("ID", str(facts.get(model, 0)))
    path = path.replace("PAGE", str(facts["sections/section"]))
    if row.method == "post":
        asked = {**typed(headline="Typed"), **row.posted}
        return client.post(path, asked | {"person": str(facts["person"])})
    return client.get(path + row.query)


def is_answer(response: Any) -> bool:
    """Whether it is what was asked for, and no refusal however polite."""
    if response.status_code in {302, 301}:
        return False
    return response.status_code in {200, 422}


def things(user: Any, *, are_own: bool) -> dict[str, Any]:
    """One thing of each kind, the user's own or somebody else's."""
    section = make_section("Finance" if not are_own else "Energy")
    if are_own:
        section.editors.add(user)
    somebody = user if are_own else make_user("somebody")
    draft = make_article(f"{CANARY} draft", by=somebody, section=section)
    scheduled = make_article(f"{CANARY} plan", by=somebody, section=section)
    publishing.schedule(scheduled, by=None, at=NOON, start=NOON + DAY)
    image = make_image(uploaded_by=user if are_own else somebody)
    line_up = LineUp.objects.create(section=section, starts_at=NOON - HOUR)
    return {
        "person": user.pk,
        "articles/article": draft.pk,
        "articles/image": image.pk,
        "articles/topic": draft.topics.get().pk,
        "articles/contributor": make_contributor().pk,
        "articles/series": Series.objects.create(name="Lines", slug="lines").pk,
        "articles/correction": _told(somebody, section),
        "sections/section": section.pk,
        "sections/lineup": line_up.pk,
        "sections/breakingbar": BreakingBar.objects.create(
            text="It rains", starts_at=NOON, ends_at=NOON + HOUR, made_at=NOON
        ).pk,
        "auth/user": make_user("third").pk,
        "auth/group": user.groups.values_list("pk", flat=True).first() or 1,
    }


def _told(somebody: Any, section: Any) -> int:
    article = make_live("For everybody", at=NOON - DAY, by=somebody, section=section)
    sentence = {"kind": "correction", "text": "It was 45.5bn."}
    return correcting.correct(article.article, by=None, at=NOON, **sentence).pk


def person(role: str) -> Any:
    return make_user("mei", role="" if role == "Nobody" else role)


# Every button and field that somebody could think of, whatever the page is.
RAW = {
    **typed(headline="Raw", section="", body="<p>Raw</p>"),
    "_save": "1",
    "_publish": "1",
    "_withdraw": "1",
    "_approve": "1",
    "post": "yes",
    "confirm": "yes",
    "act": "say",
    "text": "Raw",
    "name": "Raw",
    "typed": '{"headline": "Raw"}',
    "key": "raw",
    "number": "1",
    "base_version": "1",
    "_retract": "1",
    "_take_down": "1",
    "_correct": "1",
    "correction_text": "Raw",
}


@contextmanager
def writes() -> Iterator[list[str]]:
    """What is written to the database meanwhile, but for sessions."""
    found: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        written = re.match(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", sql)
        if written and written[2] != "django_session":
            found.append(sql[:120])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield found


def raw_post(client: Client, address: str, facts: dict[str, Any]) -> Any:
    """Post to an address as no form of ours would."""
    model = "/".join(address.split("/")[:2])
    path = address.replace("SOURCE", "articles")
    path = "/admin/" + path.replace("ID", str(facts.get(model, 0)))
    path = path.replace("PAGE", str(facts["sections/section"]))
    return client.post(path, RAW | {"person": str(facts["person"])})
