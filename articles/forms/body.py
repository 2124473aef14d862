"""The field for an article's text: the editor, and the same rules without it."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from articles.models import Image
from articles.richtext import (
    ImageFacts,
    clean,
    for_editor,
    image_ids,
    without_images,
)
from articles.richtext.policy import editor_config
from articles.working_copy import inline_images

# A book and more, tags included; what is longer came here by mistake.
LONGEST = 1_000_000
SHOWN_WIDTH = 960


def _facts(image: Image) -> ImageFacts:
    return ImageFacts(
        src=image.url(SHOWN_WIDTH),
        alt=image.alt,
        credit=image.credit_line,
        has_alternative=image.has_alternative,
    )


class BodyWidget(forms.Textarea):
    """A text area that becomes the editor; without JavaScript it takes HTML or text.

    Pictures arrive in it with thumbnail and credit, from the library as it is now.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        config = json.dumps(editor_config(), separators=(",", ":"))
        super().__init__({"rows": 24, "data-body-editor": config, **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        """The editor's own style and modules; nothing inline, no import map."""
        return forms.Media(
            css={"all": ["articles/desk/editor/editor.css"]},
            js=[Script("articles/desk/editor/editor.js", type="module")],  # type: ignore[list-item]
        )

    def format_value(self, value: Any) -> str:
        """Return the clean body with its pictures shown."""
        html = clean(str(value or ""))
        images = inline_images(html).items()
        return for_editor(html, {pk: _facts(image) for pk, image in images})

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a browser cannot point at a text area that the editor hides."""
        return False


class BodyField(forms.CharField):
    """Takes what the editor, a paste or a script sends, and returns a clean body."""

    widget = BodyWidget
    default_error_messages = {
        "too_long": _("This text is too long: %(length)d characters, tags included."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})

    def to_python(self, value: Any) -> str:
        """Return the canonical body, without pictures that are not in the library."""
        html = str(value or "")
        if len(html) > LONGEST:
            message = self.error_messages["too_long"]
            raise ValidationError(message, "too_long", {"length": len(html)})
        html = clean(html)
        ids = set(image_ids(html))
        known = set(Image.objects.filter(pk__in=ids).values_list("pk", flat=True))
        return without_images(html, ids - known) if ids - known else html

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is stored, not how the editor shows it."""
        return clean(str(initial or "")) != clean(str(data or ""))
