"""What readers need with a picture they see: it may be corrected, never emptied."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles import usage
from articles.models import Image
from articles.photo_metadata.texts import is_blank

# The fields that ``losses`` looks at.
NEEDED = (
    "creator",
    "source",
    "alternative_text",
    "is_decorative",
    "decorative_reason",
)


def losses(before: Image, after: Image, at: datetime) -> dict[str, str]:
    """Sentences, by field, on what ``after`` no longer says though readers need it.

    Empty when it may be saved: nothing was emptied, or readers do not see the image
    at ``at`` and are not going to.
    """
    found = _emptied(before, after)
    return found if found and usage.is_out(before, at) else {}


def _emptied(before: Image, after: Image) -> dict[str, str]:
    found = {}
    if before.has_credit and not after.has_credit:
        found["creator"] = _(
            "Readers see this picture, or soon will, and it needs its creator or its "
            "source. Correct them, but leave one."
        )
    if before.has_alternative and not after.has_alternative:
        found["alternative_text"] = _(
            "Readers see this picture, or soon will, and it needs an alternative text. "
            "Correct it, or say that the picture is decorative."
        )
    if _has_reason(before) and after.is_decorative and not _has_reason(after):
        found["decorative_reason"] = _(
            "Readers see this picture, or soon will. Correct the reason why it is "
            "decorative, but leave one."
        )
    return found


def _has_reason(image: Image) -> bool:
    return image.is_decorative and not is_blank(image.decorative_reason)
