"""Forms for names that many pages share: topics, contributors; and for merging them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import naming
from articles.forms.chips import ChipsWidget, NamesField
from articles.models import Topic
from articles.models.topic import key_of

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Any]
else:
    BaseForm = forms.ModelForm


class NameForm(BaseForm):
    """A name and its address; left empty, the address is made of the name."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Refuse an address that leads on to somebody else."""
        slug: str = self.cleaned_data["slug"]
        if slug and naming.is_taken(slug, self.instance):
            raise ValidationError(_("This address is, or was, that of another one."))
        return slug

    def _get_validation_exclusions(self) -> set[str]:
        # Without an address there is nothing yet to be refused.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if self.cleaned_data.get("slug") else {*excluded, "slug"}


class KnownTopicsField(NamesField):
    """Names of topics that exist, several at once."""

    default_error_messages = {"unknown": _("There is no topic called “%(name)s”.")}

    def __init__(self, **options: Any) -> None:
        widget = ChipsWidget("topics", is_ordered=False, creates=False)
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> list[Topic]:
        """Find each by its name."""
        names, found = self.to_python(value), list[Topic]()
        self.validate(names)
        for name in names:
            topic = Topic.objects.known(_keys(name)).values()
            if not topic:
                raise ValidationError(
                    self.error_messages["unknown"],
                    code="unknown",
                    params={"name": name[:60]},
                )
            found += topic
        return list(dict.fromkeys(found))


class OthersForm(forms.Form):
    """Which other topics to merge with those chosen so far."""

    others = KnownTopicsField(
        label=_("Topics that say the same"),
        error_messages={"required": _("Choose at least one.")},
    )


class MergeForm(forms.Form):
    """Which of the topics stays."""

    into = forms.ModelChoiceField(
        queryset=Topic.objects.none(),
        label=_("Which one stays?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one that stays.")},
    )

    def __init__(
        self, topics: Sequence[Topic], *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["into"]
        field.queryset = Topic.objects.filter(pk__in=[topic.pk for topic in topics])


def _keys(name: str) -> list[str]:
    try:
        return [key_of(name)]
    except ValidationError:
        return []
