"""What is typed beside an article: a comment, and who has it until when."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import comments, rights
from articles.models import Article

FURTHEST = timedelta(days=3660)
MOMENT = "%Y-%m-%dT%H:%M"


class CommentForm(forms.Form):
    """A comment on the article or one of its paragraphs."""

    text = forms.CharField(
        max_length=comments.LONGEST,
        error_messages={"required": _("There was nothing to say yet.")},
    )
    paragraph = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    # How the paragraph begins as it is typed; without JavaScript, as it was saved.
    quote = forms.CharField(required=False, max_length=2000)


class AssignmentForm(forms.Form):
    """Who has the article next, and until when."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Assigned to"),
        required=False,
        empty_label=_("Nobody"),
        error_messages={
            "invalid_choice": _("That person may not open this article."),
        },
    )
    due_at = forms.DateTimeField(
        label=_("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )

    def __init__(
        self, *arguments: Any, article: Article, at: datetime, **options: Any
    ) -> None:
        known = {"person": article.assigned_to_id, "due_at": article.due_at}
        fixed = {"initial": known, "auto_id": "talk_%s", "label_suffix": ""}
        super().__init__(*arguments, **{**options, **fixed})
        self.at = at
        field: Any = self.fields["person"]
        field.queryset = rights.people_for(article).order_by("username")
        field.label_from_instance = name_of
        for each in self.fields.values():
            # They stand inside the article's form, and belong to one of their own.
            each.widget.attrs["form"] = "assign-form"

    def clean_due_at(self) -> datetime | None:
        """Refuse a slip of the keyboard; what was due before may stay."""
        due: datetime | None = self.cleaned_data["due_at"]
        if due is None or "due_at" not in self.changed_data:
            return due
        if due <= self.at:
            raise ValidationError(_("That moment has passed."))
        if due > self.at + FURTHEST:
            raise ValidationError(_("That is more than ten years ahead."))
        return due


def name_of(person: User) -> str:
    """A colleague in a menu: the name, and what one types after an @."""
    name = person.get_full_name()
    return f"{name} (@{person.username})" if name else f"@{person.username}"
