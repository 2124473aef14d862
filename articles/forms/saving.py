"""What the article form knows of saving: where the text began, and what is unsaved."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Max

from articles.forms.conflict import Conflict, conflict_of
from articles.models import Article, Revision

# Pressed with a text that has changed meanwhile, they do what nobody has looked at.
# These do not depend on the text, or take the article away from readers.
WITHOUT_TEXT = frozenset(
    [
        "_save",
        "_continue",
        "_addanother",
        "_popup",
        "_to_field",
        "_preview",
        "_resolve",
        "_unschedule",
        "_withdraw",
        "_take_down",
        "_release",
        "_lock",
    ]
)

Values = Mapping[str, Any]


class SavingFields(forms.Form):
    """Fields that say from which version the text went on, and the unsaved text."""

    instance: Article
    has_new_text: bool
    # What was typed and not saved: shown in the place of what is stored.
    unsaved: Values | None = None
    # The names of the fields that say something else than what is stored.
    restored: frozenset[str] = frozenset()
    conflict: Conflict | None = None
    # Somebody else holds the article: it is shown to be read.
    is_locked = False

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def fill_saving(self) -> None:
        """Note where the text goes on from; put unsaved text into the fields."""
        if self.is_bound:
            return
        if self.instance.pk:
            self.initial = {
                **self.initial,
                "base_version": self.instance.version,
                "base_revision": last_revision(self.instance),
            }
        if self.is_locked:
            for field in self.fields.values():
                field.widget.attrs["readonly"] = True
        changed = self.changed_by(self.unsaved or {})
        self.initial = {**self.initial, **changed}
        self.restored = frozenset(changed)

    def changed_by(self, values: Values) -> dict[str, Any]:
        """Those of the values, as a form posts them, that differ from what is shown."""
        return {
            name: values[name]
            for name, field in self.fields.items()
            if name in values
            and name not in SAVING
            and field.has_changed(self.get_initial_for_field(field, name), values[name])
        }

    def refuse_conflict(self) -> None:
        """Note who has saved since this text was opened, if it matters now."""
        acts = {name for name in self.data if name.startswith("_")} - WITHOUT_TEXT
        if not self.instance.pk or not (self.has_new_text or acts):
            return
        # Whoever posts without a version has not read the text that is there.
        base = self.cleaned_data.get("base_version") or 0
        self.conflict = conflict_of(self.instance, base)
        if self.conflict is not None:
            self.add_error(None, self.conflict.message)


def last_revision(article: Article) -> int | None:
    """The number of the revision that is the article as it is stored."""
    rows = Revision.objects.filter(article=article)
    number: int | None = rows.aggregate(last=Max("number"))["last"]
    return number


SAVING = frozenset(SavingFields.base_fields)
