"""Topics: one for each name, however it is typed."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Topic
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def names(*typed: str) -> list[str]:
    return [topic.name for topic in Topic.objects.named(typed)]


def test_named_creates_in_order_and_once() -> None:
    assert names("Gas", "Coal", "gas", "GAS ") == ["Gas", "Coal"]
    assert Topic.objects.count() == 2


@pytest.mark.parametrize(
    "twin", ["méxico", "MÉXICO", "me\u0301xico", "  México  ", "México\u00a0"]
)
def test_spellings_of_one_name_are_one_topic(twin: str) -> None:
    assert names("México") == names(twin)


def test_other_accents_are_another_topic() -> None:
    assert names("Mexico", "México") == ["Mexico", "México"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C", "c"),
        ("Nuevo León", "nuevo-leon"),
        ("🔥", "topic"),
        ("能源", "能源"),
        ("Oil & gas", "oil-and-gas"),
    ],
)
def test_slugs_are_readable(name: str, slug: str) -> None:
    assert Topic.objects.named([name])[0].slug == slug


def test_slugs_are_numbered_when_two_names_make_one() -> None:
    topics = Topic.objects.named(["some topic", "some-topic", "🔥", "💧"])
    slugs = [topic.slug for topic in topics]
    assert slugs == ["some-topic", "some-topic-2", "topic", "topic-2"]


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "a\x00b", "a,b", "a\ud800"])
def test_unusable_names_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Topic.objects.named([name])
    assert Topic.objects.count() == 0


def test_sixty_characters_are_a_name() -> None:
    assert names("a" * 60) == ["a" * 60]


def test_taggit_takes_our_rules() -> None:
    article = make_article(topics=["Gas"])
    article.topics.add("GAS", "me\u0301xico")
    article.topics.add("México")
    assert [topic.name for topic in article.topics.all()] == ["Gas", "méxico"]


def test_clean_refuses_a_second_spelling() -> None:
    Topic.objects.named(["Gas"])
    with pytest.raises(ValidationError):
        Topic(name="gas").full_clean(exclude=["slug"])
