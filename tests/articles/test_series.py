"""Series: the page of one, the line on its articles, and who keeps it."""

import pytest
import time_machine

from articles import publishing
from articles.models import Series
from articles.naming import keep_series
from newsroom.models import PurgeRecord
from tests.desk import signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_image,
    make_live,
    make_user,
)
from tests.readers import get, headlines, texts, visit

pytestmark = pytest.mark.django_db
PAGE = "/series/power-lines/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON + HOUR, tick=False):
        yield


@pytest.fixture
def series() -> Series:
    facts = {"introduction": "How power travels.", "planned_parts": 5}
    return Series.objects.create(name="Power lines", slug="power-lines", **facts)


def test_parts_stand_in_order_and_those_without_a_number_last(series):
    for day, (name, part) in enumerate(
        [("Third", 3), ("Late", None), ("First", 1), ("Also third", 3), ("Last", None)]
    ):
        make_live(name, at=NOON - DAY * (9 - day), series=series, series_part=part)
    page = visit(PAGE)
    assert headlines(page) == ["First", "Third", "Also third", "Late", "Last"]
    assert texts(page, "h1, .index-deck") == ["Power lines", "How power travels."]
    assert texts(page, ".index-head .byline") == ["5 parts planned"]


def test_page_shows_its_picture_with_the_credit(series):
    series.image = make_image(creator="Ada Lens", source="")
    series.save()
    make_live(series=series)
    assert texts(visit(PAGE), ".index-head .credit") == ["Credit: Ada Lens"]


def test_page_is_kept_until_one_of_its_parts_changes(series):
    live = make_live(series=series)
    keys = set(get(PAGE)["Surrogate-Key"].split())
    assert keys >= {f"series-{series.pk}", f"article-{live.article_id}"}


def test_series_without_a_live_article_is_not_there(series):
    assert get(PAGE).status_code == get("/series/nonsense/").status_code == 404
    make_article("Draft", series=series)
    publishing.schedule(
        make_article("Coming", series=series), by=None, at=NOON, start=NOON + DAY
    )
    gone = make_live("Gone", at=NOON - DAY, series=series)
    publishing.withdraw(gone.article, by=None, at=NOON)
    assert get(PAGE).status_code == 404
    with time_machine.travel(NOON + DAY, tick=False):
        assert headlines(visit(PAGE)) == ["Coming"]


@pytest.mark.parametrize(
    ("part", "planned", "said"),
    [
        (3, 5, "Part 3 of 5 of Power lines"),
        (3, None, "Part 3 of Power lines"),
        (6, 5, "Part 6 of Power lines"),
        (None, 5, "From the series Power lines"),
    ],
)
def test_article_says_which_part_it_is(series, part, planned, said):
    Series.objects.update(planned_parts=planned)
    live = make_live(series=series, series_part=part)
    page = visit(live.get_absolute_url())
    assert texts(page, ".article-above") == [said]
    assert page.query_one(".article-above a").attrs["href"] == PAGE
    assert f"series-{series.pk}" in get(live.get_absolute_url())["Surrogate-Key"]


def test_article_costs_no_query_for_its_series(series, django_assert_num_queries):
    plain, part = make_live("Plain"), make_live("Part", series=series)
    get(plain.get_absolute_url())
    for live in (plain, part):
        with django_assert_num_queries(6):
            get(live.get_absolute_url())


def test_publishing_and_leaving_a_series_tell_its_page(series):
    live = make_live(series=series)
    assert f"series-{series.pk}" in PurgeRecord.objects.latest("pk").keys
    publishing.withdraw(live.article, by=None, at=NOON + HOUR)
    assert f"series-{series.pk}" in PurgeRecord.objects.latest("pk").keys


def test_a_new_series_gets_an_address_that_is_free(series):
    other = Series(name="Power  lines!")
    keep_series(other, at=NOON)
    assert other.slug == "power-lines-2"
    assert PurgeRecord.objects.latest("pk").keys == [f"series-{other.pk}"]


def form(**typed: str) -> dict[str, str]:
    facts = {"name": "Rail", "introduction": "", "planned_parts": "", "image": ""}
    return {**facts, **typed}


def test_desk_makes_a_series_and_its_address_stays():
    desk = signed_in(make_user(role="Section editor"))
    answer = desk.post("/admin/articles/series/add/", form(slug="rail"))
    rail = Series.objects.get()
    assert (answer.status_code, rail.get_absolute_url()) == (302, "/series/rail/")
    page = f"/admin/articles/series/{rail.pk}/change/"
    desk.post(page, form(name="Railways", slug="elsewhere", planned_parts="3"))
    rail.refresh_from_db()
    assert (rail.name, rail.slug, rail.planned_parts) == ("Railways", "rail", 3)
    assert PurgeRecord.objects.latest("pk").keys == [f"series-{rail.pk}"]


def test_series_with_articles_is_not_deleted(series):
    make_live("Canary", series=series)
    desk = signed_in(make_user(role="Managing editor"))
    address = f"/admin/articles/series/{series.pk}/delete/"
    asked = desk.get(address).content.decode()
    assert ("Power lines: in 1 article" in asked, "Canary" in asked) == (True, False)
    desk.post(address, {"post": "yes"})
    assert Series.objects.count() == 1
    other = Series.objects.create(name="Empty", slug="empty")
    desk.post(f"/admin/articles/series/{other.pk}/delete/", {"post": "yes"})
    assert list(Series.objects.all()) == [series]
