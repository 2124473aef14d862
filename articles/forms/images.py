"""Forms of the image library: adding a picture, and what is said of one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.images import Prepared, UnusablePicture
from articles.models import Image
from articles.models.topic import tidy_name

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Image]
else:
    BaseForm = forms.ModelForm

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class PictureInput(forms.FileInput):
    """A file input that is also a place to drop a picture on."""

    template_name = "admin/articles/_drop_zone.html"

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED})


class DetailsForm(BaseForm):
    """What is said of an image: who made it, what it shows, where to look."""

    # Declared here because a model's URLField still assumes http on Django 5.2.
    licence_url = forms.URLField(
        label=_("Licence address"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Image
        fields = [
            "creator",
            "source",
            "copyright_notice",
            "licence",
            "licence_url",
            "alternative_text",
            "is_decorative",
            "caption",
        ]
        help_texts = {"topics": _("Separated by commas.")}
        widgets = {
            "alternative_text": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "caption": forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
        }

    def clean_topics(self) -> list[str]:
        """Tidy the names here, where a complaint stands beside the field."""
        return [tidy_name(name) for name in self.cleaned_data["topics"]]


class UploadForm(DetailsForm):
    """A new picture with what is known of it; its own metadata fill the rest."""

    file = forms.FileField(label=_("Picture"), widget=PictureInput, max_length=255)
    again = forms.BooleanField(
        label=_("Add it once more"),
        required=False,
        help_text=_("Even if the library has the same file already."),
    )
    prepared: Prepared | None = None
    twin: Image | None = None

    def clean_file(self) -> Any:
        """Refuse an unusable file here, where the message stands beside the field."""
        file = self.cleaned_data["file"]
        try:
            self.prepared = images.prepare(file)
        except UnusablePicture as refusal:
            raise ValidationError(refusal.sentence, code="unusable") from refusal
        return file

    def clean(self) -> dict[str, Any]:
        """Say when the library has exactly this file already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.prepared and not cleaned.get("again"):
            self.twin = images.same_file(self.prepared.content_hash)
        if self.twin:
            self.add_error("file", _already_there(self.twin))
        return cleaned


class PickerUploadForm(UploadForm):
    """The upload inside the picker: asks once for what publishing will ask for."""

    later = forms.BooleanField(label=_("Credit and description follow"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a credit and an alternative text unless the file brings them."""
        cleaned = super().clean()
        if self.prepared and not cleaned.get("later"):
            said = self.prepared.said
            if not any([cleaned.get("creator"), cleaned.get("source")]) and not (
                said.creator or said.source
            ):
                self.add_error("creator", _("Who made it, or which agency is it from?"))
            if not (
                cleaned.get("alternative_text")
                or cleaned.get("is_decorative")
                or said.alternative_text
            ):
                message = _("What does it show? Or mark it as decorative.")
                self.add_error("alternative_text", message)
        return cleaned


def _already_there(twin: Image) -> ValidationError:
    message = format_html(
        '{} <a href="{}">{}</a>. {}',
        _("The library has this file already:"),
        reverse("admin:articles_image_change", args=[twin.pk]),
        twin.credit_line or twin,
        _("Use that one, or tick “Add it once more”."),
    )
    return ValidationError(message, code="twin")
