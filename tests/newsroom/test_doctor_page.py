"""The doctor's page: everybody is told of what is theirs to put right."""

from typing import Any

import pytest

from articles.models import Image, Notice, RelatedList
from newsroom.desk.doctor import late_work
from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_section,
    make_user,
)
from tests.readers import parsed, texts

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


def page(user: Any) -> Any:
    response = signed_in(user).get("/admin/doctor/")
    assert response.status_code == 200
    return parsed(response)


def ill() -> None:
    image = make_image()
    for name in ("Energy", "Finance"):
        section = make_section(name)
        make_live(f"{name} one", section=section, lead_image=image, topics=["Gas"])
        make_article(f"{name} late", section=section, due_at=NOON - HOUR)
    Image.objects.update(creator="", source="")


@pytest.mark.parametrize(
    ("role", "headings", "titles"),
    [
        (
            "Managing editor",
            ["Pictures without credit 1", "Articles without standfirst 2"]
            + ["Overdue work 2"],
            ["Energy late", "Energy one", "Finance late", "Finance one"],
        ),
        (
            "Section editor",
            ["Pictures without credit 1", "Articles without standfirst 1"]
            + ["Overdue work 1"],
            ["Energy late", "Energy one"],
        ),
        ("Photo editor", ["Pictures without credit 1"], []),
        ("Writer", [], []),
    ],
)
def test_each_role_has_its_own(role: str, headings: Any, titles: Any) -> None:
    ill()
    user: Any = make_user("bo", role=role)
    if role == "Section editor":
        make_section("Own").editors.add(user)
        user.sections.add(user.sections.model.objects.get(name="Energy"))
    shown = page(user)
    assert texts(shown, "#content h2") == headings
    found = texts(shown, ".finding-title")
    assert sorted(set(found) - {"A pumpjack on a dry slope"}) == titles
    assert texts(shown, ".doctor-well") == ([] if headings else ["All is well."])


def test_who_has_no_role_has_no_doctor() -> None:
    assert signed_in(make_user("nobody")).get("/admin/doctor/").status_code == 403


def test_late_work_is_told_to_chiefs() -> None:
    live = make_live(at=NOON - 3 * DAY, standfirst="Said.", topics=["Gas", "Oil"])
    RelatedList.objects.update(computed_at=NOON - DAY - 2 * HOUR)
    mei = make_user("mei", role="Writer")
    Notice.objects.create(
        person=mei,
        article=live.article,
        kind="review",
        made_at=NOON - DAY,
        mail_at=NOON,
    )
    assert late_work(NOON) == [
        "1 notice waits to be sent by mail.",
        "1 related list waits to be computed afresh.",
    ]
    assert "computed afresh" in page(make_user("ana", role="Administrator")).to_text()
    assert "computed afresh" not in page(mei).to_text()


def test_work_is_not_late_at_once() -> None:
    make_live(at=NOON - DAY)
    RelatedList.objects.update(computed_at=NOON - HOUR)
    assert late_work(NOON) == []
