"""Finding images in the library, and telling the desk's JavaScript about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from articles.models import Article, Image, ImageEntry, ImageUse, Publication, Topic
from articles.models.topic import ImageTopic
from articles.search.folding import words_of

# What is written on an image; what its file says of itself is searched, too.
TEXTS = (
    "caption",
    "alternative_text",
    "creator",
    "source",
    "copyright_notice",
    "licence",
    "usage_terms",
    "place",
    "internal_notes",
    "decorative_reason",
    "original_name",
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


def index(image: Image) -> None:
    """Make an image findable by what is said of it now."""
    said = [text for text in image.said.values() if isinstance(text, str)]
    said += image.said.get("keywords", [])
    texts = [getattr(image, name) for name in TEXTS]
    words = " ".join(words_of(" ".join([*texts, *map(str, said)])))
    ImageEntry.objects.update_or_create(image=image, defaults={"words": words})


def index_all(step: Callable[[int], None] | None = None) -> int:
    """Make every image findable afresh; returns how many. ``step``: every 200."""
    done = 0
    for image in Image.objects.order_by("pk").iterator(200):
        index(image)
        done += 1
        if step and done % 200 == 0:
            step(done)
    return done


def search(images: QuerySet[Image], query: str) -> QuerySet[Image]:
    """Keep the images in which every word of the query occurs, or a part of a word.

    However it is written: "nunez" finds "Núñez". A query without words, such as "%",
    finds nothing; an empty one keeps all.
    """
    printable = "".join(sign if sign.isprintable() else " " for sign in query)
    if not printable.strip():
        return images
    typed = printable[:MAX_QUERY].split()[:MAX_WORDS]
    # A name such as "ship-12.jpg" is three words, which then stand side by side.
    words = [word for word in (" ".join(words_of(part)) for part in typed) if word]
    # One pass over one narrow table, whichever the database and however many the words.
    found = ImageEntry.objects.all() if words else ImageEntry.objects.none()
    for word in words:
        topics = Topic.objects.filter(Q(key__contains=word) | Q(slug__contains=word))
        tagged = ImageTopic.objects.filter(tag__in=topics).values("content_object")
        found = found.filter(Q(words__contains=word) | Q(image__in=tagged))
    return images.filter(pk__in=found.values("image"))


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
