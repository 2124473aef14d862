"""What is said of an article beside its text: for searching, for sharing, for the desk.

Fields of the model whose input wants a word of ours; the admin's fieldsets place them.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights
from articles.forms.dialogs import moment_field, words_field
from articles.models import Article, Publication

# Beyond these, search engines cut.
LONG_TITLE, LONG_DESCRIPTION = 60, 155
BESIDE = [
    "search_headline",
    "search_description",
    "canonical_url",
    "is_noindex",
    "sensitivity",
    "sponsor",
    "language",
    "series",
    "series_part",
    "internal_notes",
    "embargo_until",
]


def languages() -> list[tuple[str, Any]]:
    """The languages to choose from; the site's own, its first, goes without saying."""
    (_code, own), *others = settings.LANGUAGES
    return [("", own), *others]


class BesideFields(forms.Form):
    """Fields of the article form that stand in the cards."""

    user: User
    at: datetime
    instance: Article

    search_headline = forms.CharField(
        label=gettext_lazy("Search title"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Leave empty to take the headline."),
        widget=forms.TextInput(attrs={"data-counter": LONG_TITLE}),
    )
    search_description = words_field(
        gettext_lazy("Search description"),
        max_length=300,
        help_text=gettext_lazy("Leave empty to take the standfirst."),
    )
    canonical_url = forms.URLField(
        label=gettext_lazy("First published at"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=gettext_lazy("The original's address, if it appeared elsewhere."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=languages
    )
    series_part = forms.IntegerField(
        label=gettext_lazy("Part"), required=False, min_value=1, max_value=999
    )
    internal_notes = words_field(
        gettext_lazy("For the desk"),
        max_length=4000,
        help_text=gettext_lazy("Readers never see them."),
    )
    embargo_until = moment_field(
        gettext_lazy("Embargo until"),
        help_text=gettext_lazy("Nothing of it goes out before."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        counted = self.fields["search_description"].widget
        counted.attrs["data-counter"] = LONG_DESCRIPTION
        for name in ("search_headline", "search_description", "internal_notes"):
            # A browser cuts what is pasted at maxlength, and says nothing.
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_canonical_url(self) -> str:
        """Take addresses of the web alone."""
        address: str = self.cleaned_data["canonical_url"]
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(_("Give an address that begins with https://."))
        return address

    def clean_language(self) -> str:
        """Keep two articles from being the same translation."""
        language: str = self.cleaned_data["language"]
        key = self.instance.translation_key
        others = Article.objects.filter(translation_key=key, language=language)
        if key and others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("It has been translated into that already."))
        return language

    def clean_series_part(self) -> int | None:
        """Number only what belongs to a series."""
        part: int | None = self.cleaned_data["series_part"]
        if part and not self.cleaned_data.get("series"):
            raise ValidationError(_("A part of which series?"))
        return part

    def clean_embargo_until(self) -> datetime | None:
        """Let only those who may publish lift it, and nobody set it past a schedule."""
        until: datetime | None = self.cleaned_data["embargo_until"]
        before = self.instance.embargo_until
        # The browser asks for minutes, and sends back what it was shown.
        if before and until == before.replace(second=0, microsecond=0):
            return before
        is_earlier = before is not None and (until is None or until < before)
        if is_earlier and not rights.may_publish(self.user, self.instance):
            raise ValidationError(_("Only those who may publish it lift an embargo."))
        if until is not None and (start := self._goes_out_before(until)):
            message = _("A version is scheduled for %(when)s: unschedule it first.")
            when = date_format(localtime(start), "j M Y, H:i T")
            raise ValidationError(message % {"when": when})
        return until

    def _goes_out_before(self, until: datetime) -> datetime | None:
        if not self.instance.pk:
            return None
        rows = Publication.objects.filter(article=self.instance, live_from__gt=self.at)
        found = rows.filter(live_from__lt=until).order_by("live_from")
        return found.values_list("live_from", flat=True).first()
