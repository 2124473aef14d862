"""Forms that take a file: a new picture of the library, or another file for one."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import duplicates, images
from articles.forms.images import DetailsForm
from articles.images import Prepared, UnusablePicture
from articles.models import Image
from articles.photo_metadata import PhotoFacts

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


class PictureField(forms.FileField):
    """A file that is examined here, so that every refusal stands beside the field."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=PictureInput, max_length=255, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file with ``prepared``, the picture; refuse an unusable one."""
        file = super().clean(data, initial)
        try:
            file.prepared = images.prepare(file)
        except UnusablePicture as refusal:
            raise ValidationError(refusal.sentence, code="unusable") from refusal
        return file


class UploadForm(DetailsForm):
    """A new picture with what is known of it; its own metadata fill the rest."""

    file = PictureField(label=_("Picture"))
    again = forms.BooleanField(
        label=_("Add it once more"),
        required=False,
        help_text=_("Even if the library has the same file already."),
    )
    prepared: Prepared | None = None
    twin: Image | None = None
    alike: Sequence[Image] = ()
    # Why it could not be stored a moment ago.
    failure = ""

    def clean(self) -> dict[str, Any]:
        """Say when the library has exactly this file, or nearly the same picture."""
        cleaned = super().clean()
        self.prepared = getattr(cleaned.get("file"), "prepared", None)
        if self.prepared and not cleaned.get("again"):
            self.twin = images.same_file(self.prepared.content_hash)
            self.alike = duplicates.nearly(self.prepared.likeness)
        if self.failure:
            self.add_error("file", self.failure)
        elif self.twin:
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
    # For many files at once: their own words count, then what was typed for them all.
    otherwise = forms.BooleanField(
        label=_("Where the file says nothing"), required=False
    )

    @property
    def minds_alike(self) -> bool:
        """Not in a batch, in which nobody waits for answers: it is said beside it."""
        return not self.cleaned_data.get("later")

    @property
    def given(self) -> list[str]:
        """The labels of what was typed for all files and holds for this one."""
        names = CREDIT if self.cleaned_data.get("otherwise") else ()
        return [
            str(self.fields[name].label)
            for name in names
            if self.cleaned_data.get(name)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a credit and an alternative text unless the file brings them."""
        cleaned = super().clean()
        if self.prepared and cleaned.get("otherwise"):
            _leave_to_file(cleaned, self.prepared.said)
        if self.prepared and not cleaned.get("later"):
            said = self.prepared.said
            known = [cleaned.get("creator"), cleaned.get("source")]
            if not any([*known, said.creator, said.source]):
                self.add_error("creator", _("Who made it, or which agency is it from?"))
            told = [cleaned.get("alternative_text"), cleaned.get("is_decorative")]
            if not any([*told, said.alternative_text]):
                message = _("What does it show? Or mark it as decorative.")
                self.add_error("alternative_text", message)
        return cleaned


class ReplaceForm(forms.Form):
    """Another file for an image; what is said of it stays."""

    file = PictureField(label=_("New file"))

    @property
    def prepared(self) -> Prepared | None:
        """The picture, examined; None when it is unusable."""
        return getattr(self.cleaned_data.get("file"), "prepared", None)


def _leave_to_file(cleaned: dict[str, Any], said: PhotoFacts) -> None:
    """Forget what was typed for all files where this one says it itself."""
    own = [name for name in CREDIT if getattr(said, name, "")]
    if {"licence", "licence_url"} & set(own):
        own += ["licence_kind", "licence", "licence_url"]
    for name in own:
        cleaned[name] = ""


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
