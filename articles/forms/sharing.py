"""What is typed about preview links: by the desk, and by whoever was sent one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import anchors, comments, sharing
from articles.models import Article


def _days() -> list[tuple[int, str]]:
    return [
        (days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
        for days in sharing.DAYS
    ]


class LinkForm(forms.Form):
    """A new link, and for how long it is open."""

    label = forms.CharField(
        label=_("For"),
        required=False,
        max_length=120,
        help_text=_("Such as: Dr Ramos, for her quotations."),
    )
    days = forms.TypedChoiceField(
        label=_("Open for"), choices=_days, coerce=int, initial=7
    )


class OutsiderForm(forms.Form):
    """What somebody from outside says of the text, or that it is right."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Please say who you are.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    paragraph = forms.TypedChoiceField(
        label=_("About"), required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(
        label=_("Your remark"),
        max_length=comments.LONGEST,
        error_messages={"required": _("Please write your remark.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *arguments: Any, article: Article, **options: Any) -> None:
        facts = {"label_suffix": "", "auto_id": "answer_%s", **options}
        super().__init__(*arguments, **facts)
        self.blocks = anchors.paragraphs(article.body)
        named = [(str(n), text[:80]) for n, text in enumerate(self.blocks) if text]
        field: Any = self.fields["paragraph"]
        field.choices = [("", _("The whole article")), *named]

    @property
    def quote(self) -> str:
        """How the paragraph begins that the remark is about."""
        number = self.cleaned_data["paragraph"]
        return "" if number is None else self.blocks[number]


class ApprovalForm(forms.Form):
    """Who approves, and which version was on the page."""

    name = OutsiderForm.base_fields["name"]
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        facts = {"label_suffix": "", "auto_id": "approve_%s", **options}
        super().__init__(*arguments, **facts)
