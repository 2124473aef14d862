"""What is not live shows nowhere: a walk over every public address."""

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import get_resolver, resolve

from articles import correcting, publishing, takedown, writing
from articles.models import (
    Article,
    Contributor,
    Image,
    Publication,
    Series,
    Topic,
)
from articles.share_cards import card_of
from sections.models import LineUp, Section, Slot
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
)
from tests.readers import crawl, get

pytestmark = pytest.mark.django_db
TICK = publishing.TICK
MONTH = "/articles/2026/11/"


def canary(number: int) -> dict:
    """Everything an article can have, each part with a word that nobody may see."""
    word = f"canary{number}"
    desk = make_contributor(f"{word} desk", bio=word, role=word)
    series = {"slug": "canary-series", "introduction": "canary"}
    image = make_image(alternative_text=word, creator=word, source=word, caption=word)
    return {
        "headline": f"{word} headline",
        "standfirst": f"{word} standfirst",
        "body": f'<p>{word} body</p><figure data-image="{image.pk}">'
        f"<figcaption>{word}</figcaption></figure>",
        "lead_image": image,
        "lead_caption": f"{word} caption",
        "topics": [f"{word} topic", "Natural gas"],
        "contributors": [desk],
        "series": Series.objects.get_or_create(series, name="canary series")[0],
    }


def overwrite(article: Article, facts: dict, at) -> Article:
    """Save other words in the working copy."""
    article = Article.objects.get(pk=article.pk)
    relations = {name: facts.pop(name) for name in ("topics", "contributors")}
    for name, value in facts.items():
        setattr(article, name, value)
    article.slug = ""
    writing.save(article, by=None, at=at, **relations)
    return article


@pytest.fixture
def energy() -> Section:
    return make_section()


@pytest.fixture
def shown(energy: Section) -> Publication:
    """An article that everybody may read, on the same subject as all canaries."""
    desk = make_contributor("Energy desk")
    return make_live(
        "Everybody’s",
        at=NOON - DAY,
        section=energy,
        contributors=[desk],
        lead_image=make_image(),
        series=Series.objects.create(name="Power lines", slug="power-lines"),
    )


@pytest.fixture
def hidden(energy: Section, shown: Publication) -> None:
    """An article in each state that readers must not notice."""
    for number, stage in enumerate(Article.Stage.values):
        make_article(section=energy, stage=stage, **canary(number))
    make_article(**canary(3))
    coming = make_article(section=energy, **canary(4))
    publishing.schedule(coming, by=None, at=NOON, start=NOON + DAY)
    gone = make_live(section=energy, at=NOON - DAY, **canary(5)).article
    publishing.withdraw(gone, by=None, at=NOON, notice="It was wrong.")
    ended = make_article(section=energy, **canary(6))
    publishing.publish(ended, by=None, at=NOON - DAY, until=NOON)
    old = make_live(section=energy, at=NOON - DAY, **canary(7)).article
    replacing = {"topics": ["Natural gas"], "contributors": [], "lead_image": None}
    replacing |= {"headline": "New", "standfirst": "", "body": "<p>New.</p>"}
    replacing |= {"lead_caption": "", "series": None}
    overwrite(old, replacing, NOON)
    publishing.update(old, by=None, at=NOON)
    changed = make_live("Changed since", section=energy, at=NOON - DAY).article
    overwrite(changed, canary(8), NOON)
    later = make_live("Changed soon", section=energy, at=NOON - DAY).article
    publishing.schedule(
        overwrite(later, canary(9), NOON), by=None, at=NOON, start=NOON + DAY
    )
    correct = {"by": None, "kind": "correction", "text": "canary"}
    down = make_live(section=energy, at=NOON - DAY, **canary(10)).article
    correcting.correct(down, at=NOON - HOUR, **correct)
    takedown.take_down(down, by=None, at=NOON, legal_note="canary")
    back = correcting.correct(shown.article, at=NOON - HOUR, **correct)
    correcting.retract(back, by=None, at=NOON)
    line_up = LineUp.objects.create(starts_at=NOON - DAY)
    Slot.objects.create(line_up=line_up, article=coming, headline="canary slot")
    tomorrow = LineUp.objects.create(starts_at=NOON + DAY, note="canary")
    Slot.objects.create(line_up=tomorrow, article=shown.article, headline="canary slot")


def addresses() -> Iterator[str]:
    """Where somebody who guesses would look, for every article, topic and name."""
    yield from ("/", "/articles/", "/topics/", "/by/", "/search/", MONTH)
    yield from ("/corrections/", "/series/power-lines/", "/series/canary-series/")
    for slug in [*Article.objects.values_list("slug", flat=True), "canary7-headline"]:
        yield from (f"/articles/{slug}/", f"/energy-mining/{slug}/")
    for topic in Topic.objects.all():
        yield topic.get_absolute_url()
    for number in range(11):
        yield f"/by/canary{number}-desk/"
    yield from for_machines()


def for_machines() -> Iterator[str]:
    """Where crawlers and other systems look: feeds, maps, share cards, the API."""
    yield from ("/sitemap.xml", "/sitemap-pages.xml", "/news-sitemap.xml")
    yield "/sitemap-2026-11.xml"
    lists = [topic.get_absolute_url() for topic in Topic.objects.all()]
    lists += [one.get_absolute_url() for one in Contributor.objects.all()]
    for place in ("/", "/energy-mining/", *lists):
        yield from (f"{place}feed/{kind}" for kind in ("", "atom/", "json/"))
    for name in ("articles", "topics", "sections"):
        yield f"/api/v1/{name}/"
    for article in Article.objects.all():
        yield f"/api/v1/articles/{article.pk}/"
    for image in Image.objects.all():
        yield f"/api/v1/images/{image.pk}/"
    for row in Publication.objects.with_cards():
        yield card_of(row, NOON + HOUR).address.removeprefix("http://testserver")


@pytest.mark.usefixtures("hidden")
def test_no_page_holds_a_word_of_what_is_hidden():
    with time_machine.travel(NOON + HOUR, tick=False):
        pages = crawl(*addresses())
    leaks = [
        path
        for path, response in pages.items()
        if "canary" in response.content.decode(errors="replace").lower()
        or "canary" in str(response.headers).lower()
    ]
    assert leaks == []
    found = {path for path, response in pages.items() if response.status_code == 200}
    assert {path for path in found if "canary" in path} == set()
    assert found >= {"/", "/energy-mining/", "/energy-mining/new/", "/by/energy-desk/"}


@pytest.mark.usefixtures("hidden")
def test_walk_visits_every_kind_of_page():
    with time_machine.travel(NOON + HOUR, tick=False):
        pages = crawl(*addresses())
    visited = {
        resolve(path.partition("?")[0]).view_name
        for path, response in pages.items()
        if response.status_code == 200
    }
    ours = {
        f"{namespace}:{name}"
        for namespace in ("articles", "sections")
        for name in get_resolver().namespace_dict[namespace][1].reverse_dict
        if isinstance(name, str)
    }
    # An article without a section, more than 5,000 in a month, a link from the desk.
    apart = {"articles:article", "articles:sitemap-part", "articles:preview"}
    assert ours - apart <= visited
    assert get(f"/articles/{make_live('No section').slug}/").status_code == 200


@pytest.mark.usefixtures("hidden")
def test_withdrawn_and_ended_answer_gone_and_nothing_else_does():
    with time_machine.travel(NOON + HOUR, tick=False):
        gone = {
            path
            for path, response in crawl(*addresses()).items()
            if response.status_code == 410
        }
    assert gone == {
        f"/{place}/canary{number}-headline/"
        for place in ("articles", "energy-mining")
        for number in (5, 6, 10)
    }


def where_said(word: str, at, extra: str = "") -> set[str]:
    """The addresses at which a reader meets ``word`` at a moment."""
    with time_machine.travel(at, tick=False):
        pages = crawl("/", "/articles/", "/topics/", "/by/", *filter(None, [extra]))
    return {path for path, page in pages.items() if word in page.content.decode()}


def test_scheduled_article_appears_everywhere_at_its_moment(energy, shown):
    desk = make_contributor("Noon desk")
    article = make_article(
        "Tomorrow’s",
        section=energy,
        topics=["Natural gas", "Lithium"],
        contributors=[desk],
    )
    start = NOON + DAY
    publishing.schedule(article, by=None, at=NOON, start=start)
    address = "/energy-mining/tomorrows/"
    for word in ("Tomorrow’s", "Lithium", "Noon desk"):
        assert where_said(word, start - TICK, address) == set()
    assert where_said("Tomorrow’s", start) == {
        "/",
        "/energy-mining/",
        address,
        shown.get_absolute_url(),
        "/articles/",
        MONTH,
        "/topics/natural-gas/",
        "/topics/lithium/",
        "/by/noon-desk/",
    }


def test_scheduled_update_swaps_everywhere_at_its_moment(energy, shown):
    live = make_live("Early words", section=energy, at=NOON)
    start = NOON + DAY
    facts = {"topics": ["Natural gas"], "contributors": [], "headline": "Late words"}
    article = overwrite(live.article, facts, NOON + HOUR)
    publishing.schedule(article, by=None, at=NOON + HOUR, start=start)
    lists = {"/", "/energy-mining/", "/articles/", MONTH, "/topics/natural-gas/"}
    lists.add(shown.get_absolute_url())
    early, late = "/energy-mining/early-words/", "/energy-mining/late-words/"
    before = start - TICK
    assert where_said("Early words", before, late) == {*lists, early}
    assert where_said("Late words", before, late) == set()
    assert where_said("Early words", start, early) == set()
    assert where_said("Late words", start, early) == {*lists, late}


def test_withdrawn_article_is_gone_from_every_list_at_once(energy, shown):
    live = make_live("Regretted", section=energy, at=NOON, topics=["Natural gas"])
    at = NOON + HOUR
    assert len(where_said("Regretted", at - TICK)) > 4
    publishing.withdraw(live.article, by=None, at=at, notice="It was wrong.")
    assert where_said("Regretted", at, live.get_absolute_url()) == set()
    assert where_said("It was wrong.", at, live.get_absolute_url()) == {
        live.get_absolute_url()
    }


def test_correcting_a_credit_corrects_it_on_every_page(energy):
    make_live("Seen", section=energy, at=NOON, lead_image=make_image())
    Image.objects.update(creator="Ada Lens", source="")
    assert where_said("jijomathaidesigners", NOON) == set()
    assert {"/", "/energy-mining/", "/energy-mining/seen/"} <= where_said(
        "Credit: Ada Lens", NOON
    )
