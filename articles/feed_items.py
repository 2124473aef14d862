"""What an item of a feed says besides what feeds have words for."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from articles.dispatches import Dispatch
from articles.figures import address_of
from articles.models import Publication

WIDTH = 1280


def summary(publication: Publication) -> str:
    """The standfirst, and first of all who paid for the article."""
    if not publication.sponsor:
        return publication.standfirst
    paid = _("Paid for by %(sponsor)s.") % {"sponsor": publication.sponsor}
    return f"{paid} {publication.standfirst}".strip()


def picture(item: Dispatch) -> dict[str, Any]:
    """The picture that readers may pass on, and all that its licence asks for."""
    image = item.shared_image
    shown = image.at_least(WIDTH) if image else None
    if image is None or shown is None:
        return {}
    ending = shown["name"].rpartition(".")[2]
    is_lead = image == item.lead_image
    return {
        "url": address_of(shown),
        "type": f"image/{'jpeg' if ending == 'jpg' else ending}",
        "width": shown["width"],
        "height": shown["height"],
        "caption": (is_lead and item.lead_caption) or image.caption,
        "credit": image.credit,
        "credit_line": image.credit_line,
        "copyright": image.copyright_notice,
        "licence": image.licence,
        "licence_url": image.licence_url,
    }


def extension(item: Dispatch) -> dict[str, Any]:
    """What JSON Feed has no word for."""
    shown = picture(item)
    facts = ("credit", "copyright", "licence", "licence_url")
    return {
        "sponsor": item.publication.sponsor,
        "image": {name: shown[name] for name in facts if shown.get(name)},
        "corrections": [
            {
                "kind": one.kind,
                "date": one.corrected_at.isoformat(),
                "text": one.text,
                "signed": one.signed_by or settings.SITE_NAME,
            }
            for one in item.corrections
        ],
    }
