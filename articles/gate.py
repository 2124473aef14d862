"""The gate: what blocks publishing an article, and what is only advice.

One function for the form, the publish dialog, actions, imports and the doctor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from articles.models import Image
from articles.richtext import clean, image_ids, plain_text
from articles.slugs import slug_for
from articles.working_copy import WorkingCopy

LONG_HEADLINE = 90
FEW_TOPICS = 2


class Severity(StrEnum):
    """Whether a finding stops publication."""

    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One sentence about one field of the article form.

    ``field``: headline, slug, standfirst, body, lead_image, topics, section or
    contributors. ``image_id``: the image concerned, where it is one.
    """

    severity: Severity
    field: str
    message: str
    image_id: int | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether publication must wait for it."""
        return self.severity is Severity.BLOCKING


def review(copy: WorkingCopy) -> list[Finding]:
    """Everything there is to say before publishing ``copy``: blocking first."""
    return [*_blocking(copy), *_advice(copy)]


def blocking(copy: WorkingCopy) -> list[Finding]:
    """Only what stops publication; empty when it may go out."""
    return list(_blocking(copy))


def _blocking(copy: WorkingCopy) -> Iterator[Finding]:
    article = copy.article
    if not article.headline.strip():
        yield _stop("headline", _("A headline is needed."))
    elif not slug_for(article.slug or article.headline, "article"):
        yield _stop("slug", _("An address is needed."))
    if not article.is_brief and not plain_text(clean(article.body)).strip():
        yield _stop(
            "body", _("There is no text yet. If that is all, mark it as a brief.")
        )
    if article.lead_image is not None:
        yield from _image_findings("lead_image", article.lead_image)
    yield from _inline_findings(copy)
    if not copy.topics:
        yield _stop("topics", _("At least one topic is needed."))


def _inline_findings(copy: WorkingCopy) -> Iterator[Finding]:
    for image_id in image_ids(clean(copy.article.body)):
        image = copy.images.get(image_id)
        if image is None:
            message = _("Picture %(id)d in the text is not in the library.")
            yield _stop("body", message % {"id": image_id}, image_id)
        else:
            yield from _image_findings("body", image)


def _image_findings(field: str, image: Image) -> Iterator[Finding]:
    name = image.original_name or str(image.pk)
    if not image.has_credit:
        message = _("“%(name)s” has no credit: name its creator or source.")
        yield _stop(field, message % {"name": name}, image.pk)
    if not image.has_alternative:
        message = _(
            "“%(name)s” has no alternative text: say what it shows, or that it is "
            "decorative."
        )
        yield _stop(field, message % {"name": name}, image.pk)


def _advice(copy: WorkingCopy) -> Iterator[Finding]:
    article = copy.article
    if len(article.headline) > LONG_HEADLINE:
        message = _(
            "The headline has %(count)d characters; cards read best below %(max)d."
        )
        numbers = {"count": len(article.headline), "max": LONG_HEADLINE}
        yield _hint("headline", message % numbers)
    if not article.standfirst.strip():
        yield _hint(
            "standfirst", _("Without a standfirst its cards show the headline alone.")
        )
    if article.lead_image is None:
        yield _hint("lead_image", _("It has no lead image."))
    if article.section_id is None:
        yield _hint("section", _("Without a section it appears on no section's page."))
    if not copy.contributors:
        yield _hint("contributors", _("Nobody is named in the byline."))
    if 0 < len(copy.topics) < FEW_TOPICS:
        yield _hint(
            "topics", _("With more topics, readers find more of what is related.")
        )


def _stop(field: str, message: str, image_id: int | None = None) -> Finding:
    return Finding(Severity.BLOCKING, field, message, image_id)


def _hint(field: str, message: str) -> Finding:
    return Finding(Severity.ADVICE, field, message)
