"""The form that writes one thing on many images."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.chips import TopicsField
from articles.forms.uploads import CREDIT
from articles.models import LicenceKind
from articles.photo_metadata.texts import is_blank


class BulkForm(forms.Form):
    """What is left empty stays as it is on each image."""

    creator = forms.CharField(label=_("Creator"), max_length=200, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    copyright_notice = forms.CharField(
        label=_("Copyright notice"), max_length=300, required=False
    )
    licence_kind = forms.ChoiceField(
        label=_("Kind of licence"),
        choices=[("", _("As it is")), *LicenceKind.choices],
        required=False,
    )
    licence = forms.CharField(label=_("Licence"), max_length=100, required=False)
    licence_url = forms.URLField(
        label=_("Licence address"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    topics = TopicsField(label=_("Topics to add"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # One line: chips belong to the page of an article.
        self.fields["topics"].widget = forms.TextInput()
        self.fields["topics"].help_text = _("Separated by commas.")

    @property
    def written(self) -> dict[str, Any]:
        """What was filled in, by the names of Image's fields."""
        found = {name: self.cleaned_data[name] for name in CREDIT}
        return {name: value for name, value in found.items() if not is_blank(value)}

    def clean(self) -> dict[str, Any]:
        """Ask for something to write."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (self.written or cleaned["topics"]):
            self.add_error(None, _("Fill in what is to be written on all of them."))
        return cleaned


class SharedForm(BulkForm):
    """What many new pictures have in common, where their files do not say it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        kind: Any = self.fields["licence_kind"]
        kind.choices = [("", _("Not said")), *LicenceKind.choices]
        for name in set(self.fields) - set(CREDIT):
            del self.fields[name]
