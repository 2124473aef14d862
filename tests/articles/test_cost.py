"""What a page costs: the same few queries for three articles and for three hundred."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import correcting, publishing
from articles.models import Publication, Series, Topic
from sections.models import BreakingBar, LineUp, Slot
from tests.factories import (
    DAY,
    NOON,
    make_archive,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
)
from tests.readers import get

pytestmark = pytest.mark.django_db
MOST = 8
COSTS = {
    "/": 7,
    "/energy-mining/": 7,
    "/energy-mining/all-of-it/": 7,
    "/articles/": 6,
    "/articles/2026/11/": 6,
    "/topics/": 3,
    "/topics/natural-gas/": 6,
    "/by/": 3,
    "/by/energy-desk/": 6,
    "/series/power-lines/": 5,
    "/corrections/": 4,
    "/nothing/": 1,
}


def costs() -> dict[str, int]:
    """How many queries each page takes."""
    found = {}
    for path in COSTS:
        with CaptureQueriesContext(connection) as queries:
            get(path)
        found[path] = len(queries)
    return found


def test_pages_cost_the_same_for_3_and_300_articles():
    energy, desk = make_section(), make_contributor()
    gas = Topic.objects.named(["Natural gas"])
    make_archive(2, section=energy, contributors=[desk], topics=gas)
    image = make_image()
    shown = make_live(
        "All of it",
        section=energy,
        contributors=[desk],
        lead_image=image,
        body=f'<p>Text.</p><figure data-image="{image.pk}"></figure>',
    )
    series = Series.objects.create(name="Power lines", slug="power-lines")
    facts = {"series": series, "contributors": [desk], "topics": ["Rail"]}
    make_live("A part", at=NOON - DAY, **facts)
    for section in (None, energy):
        line_up = LineUp.objects.create(section=section, starts_at=NOON - DAY)
        Slot.objects.create(line_up=line_up, article=shown.article)
    sentence = {"kind": "correction", "text": "It was 45.5bn."}
    correcting.correct(shown.article, by=None, at=NOON, **sentence)
    coming = make_article("Coming")
    publishing.schedule(coming, by=None, at=NOON, start=NOON + DAY)
    with time_machine.travel(NOON, tick=False):
        few = costs()
        make_archive(297, section=energy, contributors=[desk], topics=gas)
        many = costs()
    assert few == many == COSTS
    assert max(COSTS.values()) <= MOST


@pytest.mark.parametrize("rule", ["newest", "all", "topic"])
@pytest.mark.parametrize("slots", [0, 5])
def test_whatever_fills_a_page_it_costs_the_same(rule, slots):
    energy, desk = make_section(), make_contributor()
    gas = Topic.objects.named(["Natural gas"])
    make_archive(30, section=energy, contributors=[desk], topics=gas)
    for section in (None, energy):
        line_up = LineUp.objects.create(
            section=section, starts_at=NOON - DAY, fill=rule, fill_topic=gas[0]
        )
        for live in Publication.objects.all()[:slots]:
            Slot.objects.create(line_up=line_up, article=live.article)
    BreakingBar.objects.create(
        text="It rains",
        article=Publication.objects.all()[0].article,
        starts_at=NOON - DAY,
        ends_at=NOON + DAY,
        made_at=NOON,
    )
    with time_machine.travel(NOON, tick=False):
        found = costs()
    assert found["/"] <= 8
    assert found["/energy-mining/"] <= 7
    assert found["/topics/natural-gas/"] <= 6
