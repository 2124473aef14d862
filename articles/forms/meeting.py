"""Two texts of one article that meet: what both changed is asked, the rest is settled.

Whoever saved first is in the history; what the other one typed is taken over field by
field, wherever only one of the two has changed a field since both began.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles import comparing, suggestions
from articles.comparing import Change
from articles.forms.article import ASIDE, ArticleForm
from articles.models import CARRIED, Article, Revision
from articles.working_copy import WorkingCopy

MINE, THEIRS, EDIT = "mine", "theirs", "edit"
MISSING = object()


@dataclass(frozen=True)
class Asked:
    """A field that both have changed: the two texts, and the field to write a third."""

    change: Change
    bound: BoundField
    mine: str

    @property
    def name(self) -> str:
        """The field's name in the form."""
        return self.bound.name

    @property
    def label(self) -> str:
        """What the field is called."""
        return str(self.bound.label) or self.change.label


@dataclass
class Meeting:
    """What comes of two texts: what is asked, and what is settled, by label."""

    asked: list[Asked] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    # What the form posts of the fields that are settled.
    settled: list[tuple[str, str]] = field(default_factory=list)
    _mine: dict[str, Any] = field(default_factory=dict)
    _theirs: dict[str, Any] = field(default_factory=dict)

    @property
    def has_own(self) -> bool:
        """Whether anything was typed that is not there already."""
        return bool(self.asked or self.kept)


def meet(mine: ArticleForm, theirs: ArticleForm) -> Meeting:
    """Hold a form that was posted against the form of the article as it is now."""
    current = theirs.instance
    meeting = Meeting()
    meeting._mine = _facts(mine, mine.working_copy())
    meeting._theirs = _facts(theirs, WorkingCopy.of(current))
    base = _base(current, mine)
    for name in mine.fields:
        if name not in ASIDE:
            _settle(meeting, mine[name], theirs[name], base)
    return meeting


def resolved(posted: QueryDict, theirs: ArticleForm) -> QueryDict:
    """What the form would have posted, from the choices on the page."""
    data = posted.copy()
    for name in theirs.fields:
        choice = posted.get(f"choice_{name}")
        if choice == MINE:
            data[name] = posted.get(f"mine_{name}", "")
        elif choice == THEIRS:
            data[name] = as_posted(theirs[name])
    return _without_marks(data)


def set_aside(posted: QueryDict) -> QueryDict | None:
    """What was typed, if the choices on the page leave some of it out."""
    asked = [name[7:] for name in posted if name.startswith("choice_")]
    if all(posted.get(f"choice_{name}") == MINE for name in asked):
        return None
    data = posted.copy()
    for name in asked:
        data[name] = posted.get(f"mine_{name}", "")
    return _without_marks(data)


def as_posted(bound: BoundField) -> str:
    """What a form that shows this field posts of it."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return "on" if widget.check_test(value) else ""
    shown = widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return str(shown or "")


def _settle(
    meeting: Meeting, mine: BoundField, theirs: BoundField, base: Mapping[str, Any]
) -> None:
    key = key_of(mine.name)
    own, other = meeting._mine.get(key), meeting._theirs.get(key)
    begun = base.get(key, MISSING)
    posted = str(mine.data or "")
    if mine.name == "slug":
        # Nobody is asked about an address: it follows, unless it was written here.
        is_written = begun is not MISSING and posted not in {begun, ""}
        meeting.settled.append(("slug", posted if is_written else as_posted(theirs)))
    elif own in (other, begun):
        meeting.settled.append((mine.name, as_posted(theirs)))
        meeting.taken += [str(mine.label)] if own != other else []
    elif other == begun:
        meeting.settled.append((mine.name, posted))
        meeting.kept.append(str(mine.label))
    elif found := _worded(mine.form, {key: other}, {key: own}):
        meeting.asked.append(Asked(found[0], mine, posted))
    else:
        meeting.settled.append((mine.name, posted))


def _worded(form: Any, other: Any, own: Any) -> list[comparing.Change]:
    """What differs, naming no article that this person may not know of."""
    names = suggestions.names_in(other, own, user=form.user, at=form.at)
    return comparing.changes(other, own, names)


def key_of(name: str) -> str:
    """What a field of the form is called in a snapshot."""
    column = f"{name}_id"
    return column if column in CARRIED else name


def _facts(form: ArticleForm, copy: WorkingCopy) -> dict[str, Any]:
    """What a text says, by key; beside the snapshot what only the desk reads."""
    typed = {}
    for name in form.fields:
        posted = form[name].data if form.is_bound else as_posted(form[name])
        # As browsers post it, a line ends in two signs.
        typed[key_of(name)] = str(posted or "").replace("\r\n", "\n").strip()
    snapshot = {**dict.fromkeys(CARRIED), **copy.snapshot}
    facts = {**typed, **snapshot}
    return {**facts, "topics": sorted(snapshot["topics"], key=str.casefold)}


def _base(article: Article, mine: ArticleForm) -> dict[str, Any]:
    """What the text was when both began, as far as the history knows it."""
    number = mine.cleaned_data.get("base_revision")
    rows = Revision.objects.filter(article=article, number=number or 0)
    row = rows.first()
    if row is None:
        return {}
    topics = sorted(row.data.get("topics", []), key=str.casefold)
    return {**dict.fromkeys(CARRIED), **row.data, "topics": topics}


def _without_marks(data: QueryDict) -> QueryDict:
    for name in list(data):
        if name.startswith(("choice_", "mine_")) or name == "_resolve":
            del data[name]
    return data


def sides(person: str) -> dict[str, str]:
    """What the two texts are called above their columns."""
    return {"before": _("Saved by %(who)s") % {"who": person}, "after": _("Yours")}
