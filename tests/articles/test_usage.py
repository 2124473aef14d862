"""Where an image is used: by readers first, by the desk, by whatever else there is."""

import pytest

from articles import publishing, usage, writing
from articles.models import Article, Image, ImageUse
from articles.usage import Place
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
)

pytestmark = pytest.mark.django_db


def body_with(*images: Image) -> str:
    """A text that shows these images."""
    figures = "".join(
        f'<figure data-image="{image.pk}"><figcaption>So</figcaption></figure>'
        for image in images
    )
    return f"<p>Two are bought abroad.</p>{figures}"


def kinds(image: Image) -> list[tuple[str, str, bool]]:
    """Title, kind and whether it is live, of each place."""
    found = usage.places(image, NOON)
    return [(place.title, str(place.kind), place.is_live) for place in found]


def change(article: Article, **facts: object) -> None:
    """Save the working copy with other facts."""
    for name, value in facts.items():
        setattr(article, name, value)
    writing.save(article, by=None, at=NOON)


def test_an_image_that_nothing_shows_is_used_nowhere() -> None:
    image = make_image()
    make_article(lead_image=make_image(), body=body_with(make_image()))

    assert usage.places(image, NOON) == []


def test_working_copies_are_places() -> None:
    image = make_image()
    lead = make_article("Lead", lead_image=image)
    make_article("Text", body=body_with(image))

    assert kinds(image) == [
        ("Text", "in the text of the working copy", False),
        ("Lead", "lead image of the working copy", False),
    ]
    assert usage.places(image, NOON)[1].article_id == lead.pk


def test_what_readers_see_comes_first() -> None:
    image = make_image()
    make_article("Draft", lead_image=image)
    make_live("Lead", lead_image=image, at=NOON - HOUR)
    make_live("Text", body=body_with(image), at=NOON - HOUR)

    assert kinds(image) == [
        ("Text", "in the text", True),
        ("Lead", "lead image", True),
        ("Draft", "lead image of the working copy", False),
    ]


def test_an_image_taken_out_of_a_draft_is_free_again() -> None:
    image = make_image()
    article = make_article(body=body_with(image))
    assert len(usage.places(image, NOON)) == 1

    change(article, body="<p>Without.</p>")

    assert usage.places(image, NOON) == []
    assert ImageUse.objects.count() == 1


def test_an_image_that_readers_still_see_is_in_use_without_the_working_copy() -> None:
    image = make_image()
    article = make_live("Gas", body=body_with(image), at=NOON - HOUR).article

    change(article, body="<p>Without.</p>")

    assert kinds(image) == [("Gas", "in the text", True)]


def test_versions_to_come_and_versions_past_are_places() -> None:
    coming, past = make_image(), make_image()
    scheduled = make_article("Coming", lead_image=coming)
    publishing.schedule(scheduled, by=None, at=NOON, start=NOON + DAY)
    change(scheduled, lead_image=None)
    gone = make_live("Past", body=body_with(past), at=NOON - DAY).article
    publishing.withdraw(gone, by=None, at=NOON - HOUR)
    change(gone, body="<p>Without.</p>")

    assert kinds(coming) == [("Coming", "in a scheduled version", False)]
    assert kinds(past) == [("Past", "in an earlier version", False)]


def test_whatever_else_points_to_it_is_a_place() -> None:
    image = make_image()
    make_contributor("Mei Tan", picture=image)

    assert usage.places(image, NOON) == [Place("Mei Tan", "contributor")]


def test_an_image_id_that_does_not_exist_is_no_use() -> None:
    make_article(body='<p>x</p><figure data-image="4711"></figure>')

    assert ImageUse.objects.count() == 0


def test_places_cost_the_same_queries_for_one_and_for_twenty(
    django_assert_num_queries: object,
) -> None:
    one, many = make_image(), make_image()
    make_live("One", lead_image=one, at=NOON - HOUR)
    for number in range(20):
        make_live(f"Many {number}", lead_image=many, at=NOON - HOUR)

    for image, count in [(one, 1), (many, 20)]:
        with django_assert_num_queries(9):  # type: ignore[operator]
            assert len(usage.places(image, NOON)) == count


def test_uses_of_many_images_are_told_apart():
    lead, inside, gone, free = (make_image() for _ in range(4))
    first = make_live("First", lead_image=lead, body=body_with(inside), at=NOON - HOUR)
    change(first.article, lead_image=None, body=body_with(lead))
    draft = make_article("Draft", body=body_with(gone))
    change(draft, body="<p>Without.</p>", lead_image=inside)
    ids = [image.pk for image in (lead, inside, gone, free)]
    found = {
        pk: [(use.title, use.is_out) for use in uses]
        for pk, uses in usage.uses(ids, NOON).items()
    }
    assert found == {
        lead.pk: [("First", True)],
        inside.pk: [("First", True), ("Draft", False)],
    }


def test_the_number_of_another_image_is_no_use():
    image = make_image()
    ImageUse.objects.create(
        image=image, article=make_article(body=f'<p>{image.pk} data-image="0"</p>')
    )
    assert usage.uses([image.pk], NOON) == {}


def test_uses_cost_four_queries(django_assert_num_queries):
    images = [make_image() for _ in range(9)]
    for image in images:
        make_live(f"Live {image.pk}", lead_image=image, at=NOON - HOUR)
    with django_assert_num_queries(4):
        assert len(usage.uses([image.pk for image in images], NOON)) == 9
