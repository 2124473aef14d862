"""The gate: what blocks publishing an article, and what is only advice.

One function for the form, the publish dialog, actions, imports and the doctor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Image
from articles.richtext import clean, image_ids, plain_text
from articles.slugs import slug_for
from articles.working_copy import WorkingCopy

LONG_HEADLINE = 90
FEW_TOPICS = 2
SOON = timedelta(days=28)


class Severity(StrEnum):
    """Whether a finding stops publication."""

    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One sentence about one field of the article form.

    ``field``: headline, slug, standfirst, body, lead_image, topics, section,
    contributors or embargo_until. ``image_id``: the image concerned, where it is one.
    """

    severity: Severity
    field: str
    message: str
    image_id: int | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether publication must wait for it."""
        return self.severity is Severity.BLOCKING


def review(copy: WorkingCopy, at: datetime) -> list[Finding]:
    """All there is to say before publishing ``copy`` at ``at``: blocking first."""
    return [*_blocking(copy, at), *_advice(copy, at)]


def blocking(copy: WorkingCopy, at: datetime) -> list[Finding]:
    """Only what stops publication at ``at``; empty when it may go out."""
    return list(_blocking(copy, at))


def _blocking(copy: WorkingCopy, at: datetime) -> Iterator[Finding]:
    article = copy.article
    if not article.headline.strip():
        yield _stop("headline", _("A headline is needed."))
    elif not slug_for(article.slug or article.headline, "article"):
        yield _stop("slug", _("An address is needed."))
    if not article.is_brief and not plain_text(clean(article.body)).strip():
        yield _stop(
            "body", _("There is no text yet. If that is all, mark it as a brief.")
        )
    for image_id in _unknown_images(copy):
        message = _("Picture %(id)d in the text is not in the library.")
        yield _stop("body", message % {"id": image_id}, image_id)
    for field, image in _images(copy):
        yield from _image_findings(field, image, at)
    if not copy.topics:
        yield _stop("topics", _("At least one topic is needed."))
    if article.embargo_until is not None and at < article.embargo_until:
        message = _("It is under embargo until %(when)s: nothing goes out before.")
        yield _stop("embargo_until", message % {"when": _moment(article.embargo_until)})


def _images(copy: WorkingCopy) -> Iterator[tuple[str, Image]]:
    """The images it shows, with the field that each belongs to."""
    if copy.article.lead_image is not None:
        yield "lead_image", copy.article.lead_image
    for image_id in image_ids(clean(copy.article.body)):
        if image_id in copy.images:
            yield "body", copy.images[image_id]


def _unknown_images(copy: WorkingCopy) -> list[int]:
    ids = image_ids(clean(copy.article.body))
    return [image_id for image_id in ids if image_id not in copy.images]


def _image_findings(field: str, image: Image, at: datetime) -> Iterator[Finding]:
    name = image.original_name or str(image.pk)
    if not image.may_be_shown(at):
        message = _("The rights to “%(name)s” ended on %(day)s: choose another.")
        yield _stop(field, message % {"name": name, "day": _end(image)}, image.pk)
    if not image.has_credit:
        message = _("“%(name)s” has no credit: name its creator or source.")
        yield _stop(field, message % {"name": name}, image.pk)
    if not image.has_alternative:
        message = _(
            "“%(name)s” has no alternative text: say what it shows, or that it is "
            "decorative."
        )
        yield _stop(field, message % {"name": name}, image.pk)


def _rights_advice(copy: WorkingCopy, at: datetime) -> Iterator[Finding]:
    for field, image in _images(copy):
        facts = {"name": image.original_name or str(image.pk), "day": _end(image)}
        if image.is_expired(at) and image.may_be_shown(at):
            message = _("The rights to “%(name)s” ended on %(day)s.")
            yield _hint(field, message % facts, image.pk)
        elif not image.is_expired(at) and image.is_expired(at + SOON):
            message = _("The rights to “%(name)s” end on %(day)s.")
            yield _hint(field, message % facts, image.pk)


def _end(image: Image) -> str:
    end = image.rights_expire_at
    return date_format(localtime(end), "j F Y") if end else ""


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "j M Y, H:i T")


def _advice(copy: WorkingCopy, at: datetime) -> Iterator[Finding]:
    yield from _rights_advice(copy, at)
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


def _hint(field: str, message: str, image_id: int | None = None) -> Finding:
    return Finding(Severity.ADVICE, field, message, image_id)
