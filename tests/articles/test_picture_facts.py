"""What search engines are told of a page's picture."""

import json

import pytest

from articles.picture_facts import image_object
from articles.templatetags.reader import picture_facts
from tests.factories import make_image

pytestmark = pytest.mark.django_db


def test_everything_known_is_said_and_nothing_else() -> None:
    image = make_image(
        copyright_notice="© Bo",
        licence_url="https://example.com/l",
        licensor_url="https://example.com/buy",
    )

    assert image_object(image, "https://example.com/a.jpg") == {
        "@context": "https://schema.org",
        "@type": "ImageObject",
        "contentUrl": "https://example.com/a.jpg",
        "creator": {"@type": "Person", "name": "jijomathaidesigners"},
        "creditText": "Shutterstock / jijomathaidesigners",
        "copyrightNotice": "© Bo",
        "license": "https://example.com/l",
        "acquireLicensePage": "https://example.com/buy",
    }
    agency = image_object(make_image(creator="", source="AFP"), "x")
    assert agency["creator"] == {"@type": "Organization", "name": "AFP"}
    assert "creator" not in image_object(make_image(creator="", source=""), "x")


def test_no_name_can_end_the_element() -> None:
    evil = "</script><script>alert('&')"

    printed = picture_facts(make_image(creator=evil, source=""))

    start, end = '<script type="application/ld+json">', "</script>\n"
    assert printed.startswith(start)
    assert printed.endswith(end)
    inside = printed[len(start) : -len(end)]
    assert not {"<", ">", "&"} & set(inside)
    assert json.loads(inside)["creator"]["name"] == evil


def test_without_a_picture_nothing_is_said() -> None:
    assert picture_facts(None) == ""
    assert picture_facts(make_image(renditions=[])) == ""
