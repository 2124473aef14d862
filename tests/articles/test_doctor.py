"""The doctor: what it finds, what it leaves alone, and where each row leads."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from articles import publishing, rights
from articles.doctor import Finding, Kind, Scope, examine
from articles.models import Image, Publication, Topic, TopicLink
from sections.models import LineUp, Slot
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

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
TICK = timedelta(microseconds=1)


def findings(*kinds: Kind, **facts: Any) -> list[Finding]:
    return list(examine(Scope(NOON, kinds=frozenset(kinds), **facts)))


def titles(kind: Kind) -> list[str]:
    return [finding.title for finding in findings(kind)]


def well(**facts: Any) -> Publication:
    """A live article that nothing is wrong with."""
    facts = {"standfirst": "What it says.", "topics": ["Gas", "Oil"], **facts}
    return make_live(**facts)


def test_nothing_is_wrong_with_a_good_article() -> None:
    section, image = make_section(), make_image()
    for number in range(2):
        well(headline=f"Number {number}", section=section, lead_image=image)
    assert list(examine(Scope(NOON))) == []


@pytest.mark.parametrize(
    ("kind", "field", "facts"),
    [
        (Kind.CREDIT, "creator", {"creator": "", "source": ""}),
        (Kind.ALTERNATIVE, "alternative_text", {"alternative_text": ""}),
    ],
)
@pytest.mark.parametrize("is_lead", [True, False])
def test_pictures_that_lack_something(
    kind: Kind, field: str, facts: Any, is_lead: bool
) -> None:
    image, unused = make_image(), make_image()
    body = f'<figure data-image="{image.pk}"></figure><p>Text.</p>'
    well(**({"lead_image": image} if is_lead else {"body": body}))
    assert findings(kind) == []
    # What was published with a credit may lose it: the gate sees the next version only.
    Image.objects.filter(pk__in=[image.pk, unused.pk]).update(**facts)
    [found] = findings(kind)
    assert found.message == "In “A grid built on gas”"
    assert found.address == f"/admin/articles/image/{image.pk}/change/#id_{field}"


def test_rights_that_end_soon() -> None:
    image = make_image(rights_expire_at=NOON + 5 * DAY)
    well(lead_image=image)
    [found] = findings(Kind.RIGHTS)
    assert found.message == "Until 27 November 2026. In: A grid built on gas"
    assert not found.kind.is_fault


def test_articles_without_standfirst() -> None:
    live = make_live("Bare", topics=["Gas"])
    well(headline="Good")
    make_article("Draft")
    [found] = findings(Kind.STANDFIRST)
    address = f"/admin/articles/article/{live.article_id}/change/#id_standfirst"
    assert (found.title, found.address) == ("Bare", address)


def test_articles_in_no_list() -> None:
    section = make_section()
    for headline in ("Alone", "Led", "Filed"):
        well(headline=headline, section=section if headline == "Filed" else None)
    TopicLink.objects.all().delete()
    line_up = LineUp.objects.create(starts_at=NOON)
    led = Publication.objects.get(headline="Led").article
    Slot.objects.create(line_up=line_up, article=led)
    assert titles(Kind.ORPHAN) == ["Alone"]


@pytest.mark.parametrize(
    ("address", "is_broken"),
    [
        ("/energy/live/", False),
        ("/articles/live/?a=1#top", False),
        ("/energy/", False),
        ("/topics/gas/", False),
        ("/media/picture.webp", False),
        ("https://example.com/nowhere/", False),
        ("http://testserver/articles/live", False),
        ("http://testserver/energy/gone/", True),
        ("/energy/gone/", True),
        ("/articles/planned/", True),
        ("/articles/draft/", True),
        ("/articles/never/", True),
        ("/nowhere/", True),
        ("/a/b/c/d/", True),
        ("/energy/%E2%82%AC/", True),
    ],
)
def test_links_that_lead_nowhere(address: str, is_broken: bool) -> None:
    energy = make_section("Energy")
    well(headline="Live", section=energy)
    gone = well(headline="Gone", section=energy, at=NOON - HOUR)
    publishing.withdraw(gone.article, by=None, at=NOON)
    planned = make_article("Planned")
    publishing.schedule(planned, by=None, at=NOON, start=NOON + DAY)
    make_article("Draft")
    body = f'<p>See <a href="{address}">this</a> and <a href="{address}">this</a>.</p>'
    text = well(headline="Text", body=body)
    found = findings(Kind.LINK)
    assert [each.title for each in found] == ["Text"] * is_broken
    if found:
        form = f"/admin/articles/article/{text.article_id}/change/#id_body"
        assert found[0].address == form


def test_strange_dates() -> None:
    for headline, days in (("Far", 367), ("Near", 365)):
        article = make_article(headline)
        publishing.schedule(article, by=None, at=NOON, start=NOON + days * DAY)
    well(headline="Odd")
    Publication.objects.filter(headline="Odd").update(changed_at=NOON + HOUR)
    assert titles(Kind.FAR) == ["Far", "Odd"]


def test_overdue_work() -> None:
    make_article("Late", due_at=NOON - TICK)
    make_article("In time", due_at=NOON)
    well(headline="Out", due_at=NOON - HOUR)
    [found] = findings(Kind.OVERDUE)
    assert found.title == "Late"
    assert found.message == "Due 22 Nov 2026, 11:59 UTC: nobody has it"
    assert found.address.endswith("/change/#talk_due_at")


def test_topics_that_say_little_or_the_same() -> None:
    well(topics=["Gas", "México"])
    make_article("Draft", topics=["Mexico"])
    [twin] = findings(Kind.TWINS)
    assert (twin.title, twin.message) == ("Mexico", "And: México")
    assert twin.address.startswith("/admin/articles/topic/merge/?ids=")
    [gas, mexico] = findings(Kind.THIN)
    assert [gas.title, mexico.title] == ["Gas", "México"]
    topic = Topic.objects.get(name="Gas")
    assert gas.address == f"/admin/articles/topic/{topic.pk}/change/#id_name"


def test_links_that_drift() -> None:
    well(headline="Good")
    bad = well(headline="Bad")
    TopicLink.objects.filter(article=bad.article).first().delete()  # type: ignore[union-attr]
    assert titles(Kind.DRIFT) == ["Bad"]


def test_a_desk_is_told_of_its_own_articles() -> None:
    energy, finance = make_section("Energy"), make_section("Finance")
    for section in (energy, finance):
        make_live(f"{section}", section=section, topics=["Gas"])
    user: Any = make_user("bo", role="Section editor")
    energy.editors.add(user)
    own = findings(Kind.STANDFIRST, articles=rights.editable(user))
    assert [found.title for found in own] == ["Energy"]


def test_no_kind_tells_of_more_than_fifty(django_assert_max_num_queries: Any) -> None:
    make_live("Number", topics=["Gas"])
    for number in range(60):
        Topic.objects.create(name=f"{number}", key=f"{number}", slug=f"t{number}")
    Topic.objects.update(article_count=1)
    assert len(findings(Kind.THIN)) == 50
    with django_assert_max_num_queries(45):
        list(examine(Scope(NOON)))


# --- the command --------------------------------------------------------------------
def checked(capsys: Any, **options: Any) -> tuple[int, str]:
    try:
        call_command("check_newsroom", **options)
    except SystemExit as end:
        return int(str(end.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.mark.usefixtures("own_folders")
def test_the_command_is_the_pages_twin(capsys: Any) -> None:
    live = make_live("Bare", topics=["Gas", "Oil"])
    code, said = checked(capsys)
    address = f"/admin/articles/article/{live.article_id}/change/#id_standfirst"
    assert code == 1
    assert f"missing standfirst: Bare {address}" in said.splitlines()
    code, said = checked(capsys, json=True)
    rows = {row["kind"]: row for row in json.loads(said)}
    assert code == 1
    assert rows["missing standfirst"] == {
        "kind": "missing standfirst",
        "name": "Bare",
        "message": "",
        "article": live.article_id,
        "field": "standfirst",
        "address": address,
        "is_fault": True,
    }
    assert set(rows) == {"missing standfirst", "thin topic"}


@pytest.mark.usefixtures("own_folders")
def test_what_is_worth_a_thought_is_no_fault(capsys: Any) -> None:
    well(topics=["Gas", "Oil"])
    code, said = checked(capsys)
    assert (code, said.splitlines()[-1]) == (0, "0 findings")
    assert "thin topic: Gas" in said
