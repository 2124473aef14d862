"""What the dialogs of the article form ask: when, which notice, what was wrong."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Correction
from articles.timeline import Scheduled

PUBLISH, SCHEDULE, CORRECT = "_publish", "_schedule", "_correct"
FURTHEST = timedelta(days=3660)
MINUTES = "%Y-%m-%dT%H:%M"


def moment_field(label: Any, **options: Any) -> forms.DateTimeField:
    """A date and a time, as browsers ask for them."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES)
    return forms.DateTimeField(label=label, required=False, widget=widget, **options)


def words_field(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    """A few lines of plain text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, widget=widget, **options)


class DialogFields(forms.Form):
    """Fields of the article form that are no part of the article."""

    at: datetime

    start = moment_field(_("At"))
    scheduled = forms.ChoiceField(
        required=False, choices=[(choice.value, choice.value) for choice in Scheduled]
    )
    is_minor = forms.BooleanField(
        label=_("A small mend: readers get it, the date of the last change stays"),
        required=False,
    )
    notice = words_field(_("Notice to readers"), max_length=1000)
    legal_note = words_field(_("Why, for the desk alone"), max_length=2000)
    release_note = words_field(_("Why it may be published again"), max_length=1000)
    correction_kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=Correction.Kind.choices
    )
    correction_text = words_field(
        _("What was wrong, and what is right"), 4, max_length=2000
    )
    correction_signed = forms.CharField(
        label=_("Signed"),
        required=False,
        max_length=120,
        help_text=_("Such as: The energy desk. Leave empty to sign as the magazine."),
    )
    corrected_at = moment_field(
        _("Date"), help_text=_("Leave empty for now. Never in the future.")
    )
    with_changes = forms.BooleanField(
        label=_("Publish the changed text with it"), required=False
    )

    def clean_start(self) -> datetime | None:
        """Refuse moments that have passed, and slips of the keyboard."""
        start: datetime | None = self.cleaned_data["start"]
        if SCHEDULE not in self.data:
            return None
        if start is None:
            raise ValidationError(_("Choose a date and a time."))
        if start <= self.at:
            raise ValidationError(_("The moment to publish at has passed."))
        if start > self.at + FURTHEST:
            raise ValidationError(_("That is more than ten years ahead."))
        return start

    def clean_correction_text(self) -> str:
        """Correct nothing without a word."""
        text: str = self.cleaned_data["correction_text"]
        if CORRECT in self.data and not text:
            raise ValidationError(_("Say what was wrong, and what is right."))
        return text

    def clean_corrected_at(self) -> datetime | None:
        """Refuse a date of which nobody can know."""
        date: datetime | None = self.cleaned_data["corrected_at"]
        if CORRECT in self.data and date is not None and date > self.at:
            raise ValidationError(_("A correction cannot be dated in the future."))
        return date

    @property
    def asks_to_publish(self) -> bool:
        """Whether the button pressed publishes the text, now or later."""
        is_corrected = CORRECT in self.data and "with_changes" in self.data
        return PUBLISH in self.data or SCHEDULE in self.data or is_corrected


DIALOGS = frozenset(DialogFields.base_fields)
