"""The field for an article's lead image: a picture to look at, not a number to know."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Image

if TYPE_CHECKING:
    BaseField = forms.ModelChoiceField[Image]
else:
    BaseField = forms.ModelChoiceField


class LeadImageWidget(forms.NumberInput):
    """Shows the chosen picture with its credit, and opens the picker.

    Without JavaScript it stays what it is underneath: the image's number.
    """

    template_name = "admin/articles/_lead_image.html"

    class Media:
        css = {"all": ["articles/desk/picker.css"]}
        js = [Script("articles/desk/lead_image.js", type="module")]

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Add the chosen image and the addresses that the picker talks to."""
        context = super().get_context(name, value, attrs)
        pk = str(value or "")
        known = pk.isascii() and pk.isdigit() and len(pk) < 18
        context |= {
            "image": Image.objects.filter(pk=pk).first() if known else None,
            "picker": picker_addresses(),
        }
        return context


class LeadImageField(BaseField):
    """Chooses one image of the library."""

    widget = LeadImageWidget
    default_error_messages = {
        "invalid_choice": _("There is no such image in the library."),
    }

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "label": _("Lead image"), **options}
        super().__init__(queryset=Image.objects.all(), **options)


def picker_addresses() -> dict[str, str]:
    """Return where the picker's JavaScript finds, uploads and lists images."""
    return {
        "search": reverse("admin:articles_image_picker"),
        "upload": reverse("admin:articles_image_picker_upload"),
        "library": reverse("admin:articles_image_changelist"),
    }
