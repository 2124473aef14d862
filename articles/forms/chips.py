"""Fields for several names: chips where there is JavaScript, else lines of text."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Contributor
from articles.models.topic import key_of, tidy_name
from articles.suggestions import written

MOST_TOPICS = 30
MOST_NAMES = 20
# "Energy desk #12": the name is for people, the number says which.
NUMBERED = re.compile(r"#([0-9]{1,18})\s*\Z", re.ASCII)


class ChipsWidget(forms.Textarea):
    """One name on a line; the module makes chips and suggestions of it."""

    template_name = "admin/articles/_chips.html"

    def __init__(self, source: str, *, is_ordered: bool, creates: bool) -> None:
        super().__init__(attrs={"rows": 3, "class": "chips-value"})
        self.source = source
        self.is_ordered = is_ordered
        self.creates = creates

    @property
    def media(self) -> forms.Media:
        """The module that all chips share."""
        return forms.Media(js=[Script("articles/desk/chips.js", type="module")])  # type: ignore[list-item]

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Say where suggestions come from."""
        context = super().get_context(name, value, attrs)
        address = reverse("admin:articles_article_suggest", args=[self.source])
        context |= {
            "source": address,
            "is_ordered": self.is_ordered,
            "creates": self.creates,
        }
        return context


class NamesField(forms.Field):
    """Some names, each once, in the order given."""

    most = MOST_NAMES
    default_error_messages = {
        "most": _("That is too much: at most %(most)d."),
        "null": _("Null characters are not allowed."),
    }

    def prepare_value(self, value: Any) -> str:
        """Write a list one to a line; typed text stays as it was typed."""
        return value if isinstance(value, str) else "\n".join(value or [])

    def to_python(self, value: Any) -> list[str]:
        """Split what was typed into names."""
        text = str(value or "")
        if "\0" in text:
            raise ValidationError(self.error_messages["null"], code="null")
        names = list(dict.fromkeys(self.split(text)))
        if len(names) > self.most:
            raise ValidationError(
                self.error_messages["most"], code="most", params={"most": self.most}
            )
        return names

    def split(self, text: str) -> Iterable[str]:
        """The names in a text, without space around them."""
        lines = (" ".join(line.split()) for line in text.splitlines())
        return (line for line in lines if line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare names and their order, not the space between them."""
        before, after = self.prepare_value(initial), self.prepare_value(data)
        return [*self.split(before)] != [*self.split(after)]


class TopicsField(NamesField):
    """Names of topics, new ones included; also with commas between them."""

    most = MOST_TOPICS

    def __init__(self, **options: Any) -> None:
        widget = ChipsWidget("topics", is_ordered=False, creates=True)
        super().__init__(widget=widget, **options)

    def split(self, text: str) -> Iterable[str]:
        """Topics contain no comma, so commas part them too."""
        return super().split(text.replace(",", "\n"))

    def clean(self, value: Any) -> list[str]:
        """Tidy each name, and say which one cannot be a topic."""
        names: dict[str, str] = {}
        complaints: list[ValidationError] = []
        for name in self.to_python(value):
            try:
                names.setdefault(key_of(name), tidy_name(name))
            except ValidationError as complaint:
                complaints.append(complaint)
        if complaints:
            raise ValidationError(complaints)
        return list(names.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Topics have no order."""
        before, after = self.prepare_value(initial), self.prepare_value(data)
        return {*self.split(before)} != {*self.split(after)}


class ContributorsField(NamesField):
    """Contributors in the order of the byline."""

    default_error_messages = {
        "unknown": _("There is no contributor called “%(name)s”."),
        "several": _("Several are called “%(name)s”: choose one of the suggestions."),
    }

    def __init__(self, **options: Any) -> None:
        widget = ChipsWidget("contributors", is_ordered=True, creates=False)
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> list[Contributor]:
        """Find each by number, or by a name that only one of them has."""
        names = self.to_python(value)
        known = Contributor.objects.in_bulk(_numbers(names))
        return list(dict.fromkeys(self._one(name, known) for name in names))

    def _one(self, name: str, known: dict[int, Contributor]) -> Contributor:
        number = _number(name)
        if number in known:
            return known[number]
        found = list(Contributor.objects.filter(name__iexact=name)[:2])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        raise ValidationError(
            self.error_messages[code], code=code, params={"name": name[:60]}
        )


class PickedField(NamesField):
    """Hand-picked articles in order; the form says which may be known."""

    default_error_messages = {
        "unknown": _("“%(name)s” is none of the articles that you can pick."),
    }
    pickable: QuerySet[Article] = Article.objects.none()
    before: frozenset[int] = frozenset()

    def __init__(self, **options: Any) -> None:
        widget = ChipsWidget("articles", is_ordered=True, creates=False)
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> list[Article]:
        """Find each by number; what others picked before may stay."""
        names = self.to_python(value)
        numbers = _numbers(names)
        known = self.pickable.in_bulk(numbers)
        known |= Article.objects.in_bulk([pk for pk in numbers if pk in self.before])
        found = []
        for name in names:
            number = _number(name)
            if number not in known:
                raise ValidationError(
                    self.error_messages["unknown"],
                    code="unknown",
                    params={"name": name[:60]},
                )
            found.append(known[number])
        return list(dict.fromkeys(found))


def contributor_lines(contributors: Iterable[Contributor]) -> list[str]:
    """How the field names contributors."""
    return [written(row.name, row.pk) for row in contributors]


def _number(name: str) -> int | None:
    match = NUMBERED.search(name)
    return int(match[1]) if match else None


def _numbers(names: Sequence[str]) -> list[int]:
    numbers = (_number(name) for name in names)
    return [number for number in numbers if number is not None]
