"""The form of what is said of an image: its credit, texts, rights and focal point."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import credits
from articles.models import Image
from articles.models.topic import tidy_name
from articles.photo_metadata.texts import is_blank

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Image]
else:
    BaseForm = forms.ModelForm


class MomentInput(forms.DateTimeInput):
    """A date and a time, by the browser's own means."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DetailsForm(BaseForm):
    """What is said of an image: who made it, what it shows, where to look."""

    # The moment for which the form is shown; whoever changes an image says it.
    at: datetime | None = None

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
        """Ask why a picture is decorative, and for what readers of it need."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str) and is_blank(value):
                cleaned[name] = ""
        if not cleaned.get("is_decorative"):
            cleaned["decorative_reason"] = ""
        elif self.asks_why and not cleaned.get("decorative_reason"):
            message = _("Why is it decorative? A few words are enough.")
            self.add_error("decorative_reason", message)
        for name, sentence in self._losses(cleaned).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    @property
    def asks_why(self) -> bool:
        """Whether being decorative wants a reason: not of one that never had any."""
        before = self.instance
        return not before.is_decorative or bool(before.decorative_reason)

    def _losses(self, cleaned: dict[str, Any]) -> dict[str, str]:
        if self.at is None or not self.instance.pk:
            return {}
        said = {
            name: cleaned.get(name, getattr(self.instance, name))
            for name in credits.NEEDED
        }
        return credits.losses(self.instance, Image(**said), self.at)

    def clean_topics(self) -> list[str]:
        """Tidy the names here, where a complaint stands beside the field."""
        return [tidy_name(name) for name in self.cleaned_data["topics"]]


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
