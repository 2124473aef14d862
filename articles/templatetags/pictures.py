"""``{% picture %}``, the one tag that prints a picture: never without its credit."""

from django import template
from django.utils.safestring import SafeString

from articles.figures import figure
from articles.models import Image

register = template.Library()


@register.simple_tag
def picture(
    image: Image | None,
    place: str = "card",
    caption: str = "",
    first: bool | None = None,
) -> SafeString:
    """Print the image for a place: article-lead, front-lead, card, feature, row.

    Without an image it prints nothing; without a caption of its own, the image's.
    ``first`` overrides whether the browser fetches it before everything else.
    """
    own = image.caption if image else ""
    return figure(image, place, caption=caption or own, first=first)
