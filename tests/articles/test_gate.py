"""The gate: both sides of every rule."""

from datetime import timedelta

import pytest

from articles import gate, publishing
from articles.models import Article
from articles.timeline import NotPublishable
from articles.working_copy import WorkingCopy
from tests.factories import (
    DAY,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_section,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def stops(article: Article) -> list[str]:
    """The fields that block this article."""
    return [finding.field for finding in gate.blocking(WorkingCopy.of(article), NOON)]


def hints(article: Article) -> list[str]:
    """The fields about which there is advice."""
    findings = gate.review(WorkingCopy.of(article), NOON)
    return [finding.field for finding in findings if not finding.is_blocking]


def test_a_complete_article_passes_without_a_word() -> None:
    article = make_article(
        standfirst="Two cubic metres in three.",
        section=make_section(),
        lead_image=make_image(),
        contributors=[make_contributor()],
        topics=["Gas", "Imports"],
    )
    assert gate.review(WorkingCopy.of(article), NOON) == []


def test_headline_is_needed() -> None:
    assert stops(make_article("")) == ["headline"]
    assert stops(make_article("   ")) == ["headline"]


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>&nbsp;</p>", "<script>x</script>"])
def test_body_is_needed(body: str) -> None:
    assert stops(make_article(body=body)) == ["body"]


def test_a_brief_needs_no_body() -> None:
    assert stops(make_article(body="", is_brief=True)) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"creator": "", "source": ""}, ["lead_image"]),
        ({"creator": "Ana"}, []),
        ({"creator": "", "source": "Shutterstock"}, []),
        ({"alternative_text": ""}, ["lead_image"]),
        ({"alternative_text": "", "is_decorative": True}, []),
        (
            {"creator": "", "source": "", "alternative_text": ""},
            ["lead_image", "lead_image"],
        ),
    ],
)
def test_lead_image_needs_credit_and_alternative(facts, expected) -> None:
    assert stops(make_article(lead_image=make_image(**facts))) == expected


def test_inline_image_needs_credit_and_alternative() -> None:
    bare = make_image(creator="", source="", alternative_text="")
    body = f'<p>Text.</p><figure data-image="{bare.pk}"></figure>'
    findings = gate.blocking(WorkingCopy.of(make_article(body=body)), NOON)
    assert [(found.field, found.image_id) for found in findings] == [
        ("body", bare.pk),
        ("body", bare.pk),
    ]
    good = make_image()
    body = f'<p>Text.</p><figure data-image="{good.pk}"></figure>'
    assert stops(make_article(body=body)) == []


def test_inline_image_must_be_in_the_library() -> None:
    article = make_article(body='<p>Text.</p><figure data-image="987654"></figure>')
    assert stops(article) == ["body"]


def test_topics_are_needed() -> None:
    assert stops(make_article(topics=[])) == ["topics"]
    assert stops(make_article(topics=["Gas"])) == []


def test_advice_names_what_is_missing() -> None:
    article = make_article("A" * 91)
    assert hints(article) == [
        "headline",
        "standfirst",
        "lead_image",
        "section",
        "contributors",
        "topics",
    ]


def test_headline_of_ninety_characters_is_not_long() -> None:
    assert hints(make_article("A" * 90))[0] == "standfirst"


@pytest.mark.parametrize("place", ["lead_image", "body"])
def test_rights_that_have_ended_block(place) -> None:
    image = make_image(rights_expire_at=NOON)
    if place == "body":
        figure = f'<figure data-image="{image.pk}"></figure>'
        article = make_article(body=f"<p>Text.</p>{figure}")
    else:
        article = make_article(lead_image=image)
    copy = WorkingCopy.of(article)
    assert [found.field for found in gate.blocking(copy, NOON)] == [place]
    assert gate.blocking(copy, NOON - SECOND) == []


def test_rights_that_have_ended_are_advice_where_the_newsroom_only_warns(settings):
    settings.IMAGE_RIGHTS_FROM = NOON + DAY
    image = make_image(rights_expire_at=NOON, original_name="pump.jpg")
    copy = WorkingCopy.of(make_article(lead_image=image))
    said = [found.message for found in gate.review(copy, NOON) if found.image_id]
    assert said == ["The rights to “pump.jpg” ended on 22 November 2026."]
    assert stops(copy.article) == []
    assert [found.field for found in gate.blocking(copy, NOON + DAY)] == ["lead_image"]
    settings.IMAGE_RIGHTS_FROM = None
    assert gate.blocking(copy, NOON + DAY) == []


def test_rights_that_end_soon_are_advice() -> None:
    image = make_image(rights_expire_at=NOON + 28 * DAY, original_name="pump.jpg")
    copy = WorkingCopy.of(make_article(lead_image=image))
    early, late = (
        [found.message for found in gate.review(copy, at) if found.image_id]
        for at in (NOON - SECOND, NOON)
    )
    assert (early, late) == (
        [],
        ["The rights to “pump.jpg” end on 20 December 2026."],
    )


def test_publishing_later_looks_at_the_rights_of_that_moment() -> None:
    image = make_image(rights_expire_at=NOON + DAY)
    article = make_article(lead_image=image)
    with pytest.raises(NotPublishable):
        publishing.publish(article, by=None, at=NOON, start=NOON + DAY)
    publishing.publish(article, by=None, at=NOON, start=NOON + DAY - SECOND)


def test_nothing_goes_out_before_the_embargo_ends() -> None:
    article = make_article(embargo_until=NOON + SECOND)
    assert stops(article) == ["embargo_until"]
    assert gate.blocking(WorkingCopy.of(article), NOON + SECOND) == []
    with pytest.raises(NotPublishable, match="under embargo until 22 Nov 2026"):
        publishing.publish(article, by=None, at=NOON)
    publishing.schedule(article, by=None, at=NOON, start=NOON + SECOND)


def test_an_embargo_holds_back_an_update_and_a_mend_too() -> None:
    article = make_article()
    publishing.publish(article, by=None, at=NOON - DAY)
    Article.objects.update(embargo_until=NOON + SECOND)
    for is_minor in (False, True):
        with pytest.raises(NotPublishable):
            publishing.update(article, by=None, at=NOON, is_minor=is_minor)
