"""Finding images in the library, and telling the desk's JavaScript about them."""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from articles.models import Article, Image, ImageUse, Publication

SEARCHED = (
    "alternative_text",
    "caption",
    "creator",
    "source",
    "copyright_notice",
    "original_name",
    "licence",
    "usage_terms",
    "place",
    "internal_notes",
    "topics__name",
)
MAX_WORDS = 6
MAX_QUERY = 200
SOON = timedelta(days=28)
RECENT = timedelta(days=7)


class Card(TypedDict):
    """What the picker and the editor need to show an image."""

    id: int
    src: str
    alt: str
    credit: str
    caption: str
    width: int
    height: int
    name: str
    has_credit: bool
    has_alternative: bool
    address: str


def search(images: QuerySet[Image], query: str) -> QuerySet[Image]:
    """Keep the images in which every word of the query occurs somewhere."""
    printable = "".join(sign if sign.isprintable() else " " for sign in query)
    for word in printable[:MAX_QUERY].split()[:MAX_WORDS]:
        anywhere = Q()
        for name in SEARCHED:
            anywhere |= Q(**{f"{name}__icontains": word})
        # By subquery: topics would list an image once for each of them.
        images = images.filter(pk__in=Image.objects.filter(anywhere).values("pk"))
    return images


def without_credit(images: QuerySet[Image]) -> QuerySet[Image]:
    """Keep the images of which nobody knows who made them."""
    return images.filter(creator="", source="")


def without_alternative(images: QuerySet[Image]) -> QuerySet[Image]:
    """Keep the images with no alternative text that are not decorative either."""
    return images.filter(alternative_text="", is_decorative=False)


def recent(images: QuerySet[Image], at: datetime) -> QuerySet[Image]:
    """Keep the images of the last seven days."""
    return images.filter(uploaded_at__gt=at - RECENT)


def unused(images: QuerySet[Image]) -> QuerySet[Image]:
    """Keep the images that no article has ever shown."""
    return images.filter(
        ~Exists(Article.objects.filter(lead_image=OuterRef("pk"))),
        ~Exists(Publication.objects.filter(lead_image=OuterRef("pk"))),
        ~Exists(ImageUse.objects.filter(image=OuterRef("pk"))),
    )


def ending(images: QuerySet[Image], at: datetime) -> QuerySet[Image]:
    """Keep the images whose rights have ended or end within four weeks, first first."""
    return images.filter(rights_expire_at__lte=at + SOON)


def sections() -> QuerySet[Any]:
    """The sections that articles may be in, in their order."""
    field: Any = Article._meta.get_field("section")
    found: QuerySet[Any] = field.related_model.objects.all()
    return found


def of_section(images: QuerySet[Image], section_id: int) -> QuerySet[Image]:
    """Keep the images that articles of a section show, or have shown in their text."""
    articles = Article.objects.filter(section=section_id)
    return images.filter(
        Exists(articles.filter(lead_image=OuterRef("pk")))
        | Exists(articles.filter(image_uses__image=OuterRef("pk")))
    )


def card(image: Image) -> Card:
    """Return what the desk's JavaScript is told about an image."""
    return Card(
        id=image.pk,
        src=image.url(480),
        alt=image.alt,
        credit=image.credit_line,
        caption=image.caption,
        width=image.width,
        height=image.height,
        name=str(image),
        has_credit=image.has_credit,
        has_alternative=image.has_alternative,
        address=reverse("admin:articles_image_change", args=[image.pk]),
    )
