"""Forms of the image library: adding a picture, and what is said of one."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import duplicates, images
from articles.images import Prepared, UnusablePicture
from articles.models import Image
from articles.models.topic import tidy_name

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Image]
else:
    BaseForm = forms.ModelForm

# What another copy of the same picture takes over from the first.
CREDIT = (
    "creator",
    "source",
    "copyright_notice",
    "licence_kind",
    "licence",
    "licence_url",
)
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/tiff"


class PictureInput(forms.FileInput):
    """A file input that is also a place to drop a picture on."""

    template_name = "admin/articles/_drop_zone.html"

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED})


class MomentInput(forms.DateTimeInput):
    """A date and a time, by the browser's own means."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DetailsForm(BaseForm):
    """What is said of an image: who made it, what it shows, where to look."""

    # Declared here because a model's URLField still assumes http on Django 5.2.
    licence_url = forms.URLField(
        label=_("Licence address"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    licensor_url = forms.URLField(
        label=_("Where to get a licence"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    # Declared here because the admin would make two boxes of a date and a time.
    rights_expire_at = forms.DateTimeField(
        label=_("Rights end"),
        required=False,
        widget=MomentInput,
        help_text=_(
            "From then on readers see the section's fallback picture in its place."
        ),
    )
    taken_at = forms.DateTimeField(label=_("Taken"), required=False, widget=MomentInput)

    class Meta:
        model = Image
        fields = [
            "creator",
            "source",
            "copyright_notice",
            "licence_kind",
            "licence",
            "licence_url",
            "licensor_url",
            "usage_terms",
            "rights_expire_at",
            "not_for_social",
            "alternative_text",
            "is_decorative",
            "decorative_reason",
            "caption",
            "taken_at",
            "place",
            "internal_notes",
        ]
        help_texts = {
            "topics": _("Separated by commas."),
            "alternative_text": _(
                "What the picture shows, in a sentence: “Two workers check a gas "
                "meter in the rain”. Not “Photo of…”, not the caption again. For a "
                "chart, what it says: “Imports doubled between 2016 and 2026”."
            ),
            "is_decorative": _(
                "It says nothing that the text does not: readers are not told of it."
            ),
            "decorative_reason": _(
                "Such as: a plain pattern; the same picture as above; a stock "
                "picture for the mood."
            ),
        }
        labels = {"decorative_reason": _("Decorative because")}
        widgets = {
            "alternative_text": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "caption": forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
            "usage_terms": forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
            "internal_notes": forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
        }

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, text in said_by_file(self.instance).items():
            field_name = "topics" if name == "keywords" else name
            if field := self.fields.get(field_name):
                field.help_text = _with_said(str(field.help_text), text)

    def clean(self) -> dict[str, Any]:
        """Ask why a picture is decorative, whose reason somebody will ask for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        reason = cleaned.get("decorative_reason")
        if reason and not cleaned.get("is_decorative"):
            cleaned["decorative_reason"] = ""
        if self.asks_why and cleaned.get("is_decorative") and not reason:
            message = _("Why is it decorative? A few words are enough.")
            self.add_error("decorative_reason", message)
        return cleaned

    @property
    def asks_why(self) -> bool:
        """Whether being decorative wants a reason: not again for an old one."""
        return "is_decorative" in self.changed_data

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
    alike: Sequence[Image] = ()

    def clean_file(self) -> Any:
        """Refuse an unusable file here, where the message stands beside the field."""
        file = self.cleaned_data["file"]
        try:
            self.prepared = images.prepare(file)
        except UnusablePicture as refusal:
            raise ValidationError(refusal.sentence, code="unusable") from refusal
        return file

    def clean(self) -> dict[str, Any]:
        """Say when the library has exactly this file, or nearly the same picture."""
        cleaned = super().clean()
        if self.prepared and not cleaned.get("again"):
            self.twin = images.same_file(self.prepared.content_hash)
            self.alike = duplicates.nearly(self.prepared.likeness)
        if self.twin:
            self.add_error("file", _already_there(self.twin))
        elif self.alike and self.minds_alike:
            self.add_error("file", _much_like(self.alike[0]))
        return cleaned

    @property
    def minds_alike(self) -> bool:
        """Whether nearly the same picture is a reason to ask first."""
        return True


class PickerUploadForm(UploadForm):
    """The upload inside the picker: asks once for what publishing will ask for."""

    later = forms.BooleanField(label=_("Credit and description follow"), required=False)

    @property
    def minds_alike(self) -> bool:
        """Not in a batch, in which nobody waits for answers: it is said beside it."""
        return not self.cleaned_data.get("later")

    @property
    def asks_why(self) -> bool:
        """The picker has no room for it; the library's form has."""
        return False

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


class ReplaceForm(forms.Form):
    """Another file for an image; what is said of it stays."""

    file = forms.FileField(label=_("New file"), widget=PictureInput, max_length=255)
    prepared: Prepared | None = None

    def clean_file(self) -> Any:
        """Refuse an unusable file here, where the message stands beside the field."""
        file = self.cleaned_data["file"]
        try:
            self.prepared = images.prepare(file)
        except UnusablePicture as refusal:
            raise ValidationError(refusal.sentence, code="unusable") from refusal
        return file


def said_by_file(image: Image) -> dict[str, str]:
    """What the image's file says itself, as text, by the names of PhotoFacts."""
    said = {**image.said, "keywords": ", ".join(image.said.get("keywords", []))}
    if moment := parse_datetime(said.get("taken_at") or ""):
        said["taken_at"] = timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")
    return {name: str(text) for name, text in said.items() if text}


def _with_said(help_text: str, text: str) -> SafeString:
    return format_html(
        '{}<span class="from-file" data-from-file="{}" data-use="{}">{} <q>{}</q>'
        "</span>",
        help_text,
        text,
        _("Use it"),
        _("From the file:"),
        text.replace("T", " ") if parse_datetime(text) else text,
    )


def _already_there(twin: Image) -> ValidationError:
    begin = str(_("The library has this file already:"))
    return ValidationError(_instead(begin, twin), code="twin")


def _much_like(other: Image) -> ValidationError:
    begin = str(_("It looks like a picture that the library has already:"))
    return ValidationError(_instead(begin, other), code="alike")


def _instead(begin: str, other: Image) -> SafeString:
    """Offer the earlier picture, and its credit for this one."""
    return format_html(
        '{} <a href="{}">{}</a>. {} <span data-earlier="{}" data-use="{}"></span>',
        begin,
        reverse("admin:articles_image_change", args=[other.pk]),
        other.credit_line or other,
        _("Use that one, or tick “Add it once more”."),
        json.dumps({name: getattr(other, name) for name in CREDIT}),
        _("Add it with the earlier credit"),
    )
