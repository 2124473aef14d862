"""The articles that an editor never wants to see below this one."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import suggestions
from articles.forms.chips import PickedField
from articles.models import Article


class ApartField(PickedField):
    """Articles as for picking by hand; what is kept of them is their ids."""

    def clean(self, value: Any) -> list[int]:  # type: ignore[override]
        """Find each by number; what others refused before may stay."""
        return [article.pk for article in super().clean(value)]


class ApartFields(forms.Form):
    """The part of the article form that keeps articles apart."""

    user: User
    at: datetime
    instance: Article

    apart_ids = ApartField(
        label=_("Never with"),
        required=False,
        help_text=_("Neither stands below the other, from the next publication on."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["apart_ids"]
        field.pickable = suggestions.pickable(self.user, self.at)
        before = Article.objects.filter(pk__in=self.instance.apart_ids).only("pk")
        field.before = frozenset(article.pk for article in before)
        self.initial["apart_ids"] = suggestions.lines_for(before, self.user, self.at)

    def clean_apart_ids(self) -> list[int]:
        """Refuse the article itself, and what was picked by hand."""
        refused: list[int] = self.cleaned_data["apart_ids"]
        picked = {article.pk for article in self.cleaned_data.get("picked") or []}
        if both := picked & set(refused):
            names = suggestions.names_for(sorted(both), self.user, self.at)
            raise ValidationError(
                _("“%(name)s” is hand-picked, too: decide for one."),
                code="picked",
                params={"name": next(iter(names.values()))},
            )
        return [pk for pk in refused if pk != self.instance.pk]
