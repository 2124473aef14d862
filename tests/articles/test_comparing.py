"""Two states of an article, said in words."""

import pytest

from articles import comparing, suggestions, writing
from articles.models import Revision
from articles.working_copy import WorkingCopy
from tests.factories import (
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def said(change: comparing.Change) -> tuple[str, str, str]:
    before = " ".join(str(block.before) for block in change.blocks)
    after = " ".join(str(block.after) for block in change.blocks)
    return change.label, before, after


def test_every_field_that_differs_is_named_and_worded():
    energy, finance = make_section("Energy"), make_section("Finance")
    desk = make_contributor("Energy desk")
    article = make_article("Gas", section=energy, topics=["Gas", "Coal"])
    before = WorkingCopy.of(article).snapshot
    article.headline, article.section, article.is_brief = "Gas, again", finance, True
    article.lead_image = make_image(alternative_text="A pump")
    article.body = "<p>Of every three cubic metres used, two are bought abroad.</p>"
    writing.save(article, by=None, at=NOON, topics=["Gas"], contributors=[desk])
    found = comparing.changes(before, WorkingCopy.of(article).snapshot, {})
    image = str(article.lead_image)
    assert [said(change) for change in found] == [
        ("Section", "<del>Energy</del>", "<ins>Finance</ins>"),
        ("Headline", "Gas", "Gas<ins>, again</ins>"),
        (
            "Text",
            "Of every three cubic metres <del>consumed</del>, two are bought abroad.",
            "Of every three cubic metres <ins>used</ins>, two are bought abroad.",
        ),
        ("Brief", "<del>No</del>", "<ins>Yes</ins>"),
        ("Lead image", "", f"<ins>{image}</ins>"),
        ("Topics", "<del>Coal, </del>Gas", "Gas"),
        ("Bylines", "", "<ins>Energy desk</ins>"),
    ]


def test_the_order_of_topics_is_no_difference():
    snapshot = {"topics": ["Gas", "Coal"]}
    assert comparing.changes(snapshot, {"topics": ["Coal", "Gas"]}, {}) == []


def test_what_was_deleted_since_is_called_so():
    (change,) = comparing.changes({"picked": [404]}, {"picked": []}, {})
    assert said(change) == ("Hand-picked", "<del>(deleted)</del>", "")


def test_snapshots_of_other_times_and_hands_can_be_compared():
    old = {"headline": "Gas", "unheard_of": 3}
    new = {"sponsor": "A bank", "sensitivity": "grief", "series_id": 404}
    assert [said(change) for change in comparing.changes(old, new, {})] == [
        ("Paid for by", "", "<ins>A bank</ins>"),
        ("Sensitive", "", "<ins>Death or disaster</ins>"),
        ("Series", "", "<ins>(deleted)</ins>"),
        ("Headline", "<del>Gas</del>", ""),
        ("Unheard of", "<del>3</del>", ""),
    ]


def test_comparing_asks_once_for_each_kind_of_thing(django_assert_num_queries):
    desk, bo = make_contributor("Energy desk"), make_contributor("Bo")
    article = make_article(contributors=[desk, bo], section=make_section())
    before = Revision.objects.get().data
    with django_assert_num_queries(2):
        assert len(comparing.changes(before, {}, {})) == 6
    assert article.pk


@pytest.mark.parametrize("field", ["picked", "apart_ids"])
def test_an_article_is_named_to_those_alone_who_may_know_of_it(field):
    secret = make_article("A secret draft")
    snapshot = {field: [secret.pk]}
    shown = {}
    for role in ("Writer", "Managing editor"):
        user = make_user(role.lower(), role=role)
        names = suggestions.names_in(snapshot, user=user, at=NOON)
        (change,) = comparing.changes({field: []}, snapshot, names)
        shown[role] = said(change)
    assert "A secret draft" not in str(shown["Writer"])
    assert "A secret draft" in str(shown["Managing editor"])
