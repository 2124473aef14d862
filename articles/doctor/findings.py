"""One thing that is wrong: of which kind, with what, and the field that mends it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN = 50
# Fields of the form's other parts have ids of their own.
ANCHORS = {"due_at": "talk_due_at"}


class Kind(StrEnum):
    """What can be wrong."""

    CREDIT = "missing credit"
    ALTERNATIVE = "missing alternative text"
    RIGHTS = "rights ending"
    LINK = "broken link"
    STANDFIRST = "missing standfirst"
    ORPHAN = "in no list"
    FAR = "far date"
    OVERDUE = "overdue"
    TWINS = "twin topics"
    THIN = "thin topic"
    DRIFT = "drift of links"

    @property
    def label(self) -> Promise:
        """The heading above such findings."""
        return LABELS[self][0]

    @property
    def advice(self) -> Promise:
        """Why it matters, and what to do."""
        return LABELS[self][1]

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong, and not merely worth a thought."""
        return self not in {Kind.RIGHTS, Kind.TWINS, Kind.THIN}


LABELS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.CREDIT: (
        _("Pictures without credit"),
        _("Readers see them, and nobody is named. Write down creator or source."),
    ),
    Kind.ALTERNATIVE: (
        _("Pictures without alternative text"),
        _("Who cannot see them learns nothing. Say what they show."),
    ),
    Kind.RIGHTS: (
        _("Rights that end"),
        _("From that moment readers see the section's picture instead."),
    ),
    Kind.LINK: (
        _("Links that lead nowhere"),
        _("The article is withdrawn, or never was. Change the link or take it out."),
    ),
    Kind.STANDFIRST: (
        _("Articles without standfirst"),
        _("Their cards and search results say nothing but the headline."),
    ),
    Kind.ORPHAN: (
        _("Articles in no list"),
        _("No section, no topic, no line-up: readers hardly find them."),
    ),
    Kind.FAR: (
        _("Strange dates"),
        _("More than a year ahead, or later than now. Is the year right?"),
    ),
    Kind.OVERDUE: (
        _("Overdue work"),
        _("It was due, and is not out. Finish it, or give it another date."),
    ),
    Kind.TWINS: (
        _("Topics that are nearly the same"),
        _("Capitals, accents or signs apart. Merge them if they mean the same."),
    ),
    Kind.THIN: (
        _("Topics of one article"),
        _("Nothing is related by them. Use them again, or merge them into another."),
    ),
    Kind.DRIFT: (
        _("Lists that do not fit the articles"),
        _("This must never be: tell an operator. Publishing it again mends it."),
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. ``model`` and ``pk`` say with what, ``field`` where."""

    kind: Kind
    # What has it, by name, and what there is to say beyond the kind.
    title: str
    message: str
    model: str
    pk: int
    field: str = ""
    # Instead of the form, where another page mends it.
    page: str = ""
    section: Any = None

    @property
    def address(self) -> str:
        """The form that mends it, at the field."""
        if self.page:
            return self.page
        form = reverse(f"admin:articles_{self.model}_change", args=[self.pk])
        anchor = ANCHORS.get(self.field, f"id_{self.field}")
        return f"{form}#{anchor}" if self.field else form
