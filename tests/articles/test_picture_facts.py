"""What search engines are told of a page's picture."""

import pytest

from articles.picture_facts import image_object
from tests.factories import make_image

pytestmark = pytest.mark.django_db


def test_everything_known_is_said_and_nothing_else() -> None:
    image = make_image(
        copyright_notice="© Bo",
        licence_url="https://example.com/l",
        licensor_url="https://example.com/buy",
    )

    assert image_object(image, "https://example.com/a.jpg") == {
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
