"""What a page tells machines of its picture: whose it is and on which terms."""

from typing import Any

from articles.models import Image


def image_object(image: Image, address: str) -> dict[str, Any]:
    """Return schema.org's ImageObject for the picture at ``address``."""
    facts: dict[str, Any] = {
        "@type": "ImageObject",
        "contentUrl": address,
        "creator": _creator(image),
        "creditText": image.credit,
        "copyrightNotice": image.copyright_notice,
        "license": image.licence_url,
        "acquireLicensePage": image.licensor_url,
        "caption": image.caption,
    }
    return {name: value for name, value in facts.items() if value}


def _creator(image: Image) -> dict[str, str]:
    if image.creator:
        return {"@type": "Person", "name": image.creator}
    return {"@type": "Organization", "name": image.source} if image.source else {}
