"""What is asked before one act on many articles."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.forms.talk import MOMENT, name_of
from articles.models import Article

FURTHEST = timedelta(days=3660)


def moment_field(label: Any, *, required: bool) -> forms.DateTimeField:
    """A date and a time in the newsroom's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, required=required, widget=widget)


class ManyForm(forms.Form):
    """Nothing is asked but whether."""

    def __init__(
        self, *arguments: Any, user: User, at: datetime, **options: Any
    ) -> None:
        super().__init__(*arguments, **{"label_suffix": "", **options})
        self.user, self.at = user, at

    def _clean_future(self, name: str) -> datetime | None:
        moment: datetime | None = self.cleaned_data[name]
        if moment is not None and moment <= self.at:
            raise ValidationError(_("That moment has passed."))
        if moment is not None and moment > self.at + FURTHEST:
            raise ValidationError(_("That is more than ten years ahead."))
        return moment


class AssignForm(ManyForm):
    """To whom, and until when."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Assigned to"),
        required=False,
        empty_label=_("Nobody"),
    )
    due_at = moment_field(_("Due"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["person"]
        people = rights.with_right("articles.change_article").filter(is_staff=True)
        field.queryset = people.order_by("username")
        field.label_from_instance = name_of

    def clean_due_at(self) -> datetime | None:
        """Refuse a slip of the keyboard."""
        return self._clean_future("due_at")


class MoveForm(ManyForm):
    """Where to."""

    section: Any = forms.ModelChoiceField(queryset=None, label=_("Section"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        model: Any = Article._meta.get_field("section").related_model
        field: Any = self.fields["section"]
        field.queryset = rights.open_sections(self.user, model.objects.all())


class ScheduleForm(ManyForm):
    """From when on."""

    start = moment_field(_("Readers see them from"), required=True)

    def clean_start(self) -> datetime | None:
        """Refuse moments that have passed, and slips of the keyboard."""
        return self._clean_future("start")


class WithdrawForm(ManyForm):
    """What readers are told."""

    notice = forms.CharField(
        label=_("Notice to readers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


FORMS: dict[str, type[ManyForm]] = {
    "assign": AssignForm,
    "move": MoveForm,
    "send_to_review": ManyForm,
    "schedule": ScheduleForm,
    "withdraw": WithdrawForm,
}
