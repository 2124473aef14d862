"""A board: one page's line-up while somebody works on it, saved or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from articles.forms.pictures import picker_addresses
from articles.models import Topic
from sections import curation, moments, pieces, plans
from sections.arranging import MOST_SLOTS, Base
from sections.forms import (
    LineUpForm,
    MomentField,
    PoolForm,
    SlotForm,
    SlotsForm,
    initial_of,
)
from sections.models import Fill, LineUp, Section, Slot
from sections.pieces import Piece, Pool
from sections.plans import Plan

FILLING = 6
FIELDS = ("article", "headline", "standfirst", "image", "ends_at")
LINE_UP = ("starts_at", "note", "fill", "fill_topic")


@dataclass(frozen=True)
class Found:
    """Articles for the page, and whether there are more than are shown."""

    pieces: Sequence[Piece]
    has_more: bool


@dataclass
class Board:
    """The forms of a line-up, what it was made from, and for whom."""

    section: Section | None
    user: User
    at: datetime
    base: Base
    form: LineUpForm
    slots_form: Any
    pool_form: PoolForm
    start: datetime
    _pieces: dict[int, Piece] | None = field(default=None)

    @classmethod
    def of(
        cls,
        base: LineUp | None,
        section: Section | None,
        *,
        user: User,
        at: datetime,
        start: datetime | None,
        source: LineUp | None = None,
    ) -> Self:
        """The board of a line-up, with the slots of ``source`` if that is another."""
        shown = source or base
        slots = list(shown.slots.select_related("image")) if shown else []
        facts: dict[str, Any] = {"starts_at": start}
        if shown is not None:
            topic = shown.fill_topic.name if shown.fill_topic else ""
            facts |= {"fill": shown.fill, "fill_topic": topic}
            facts["note"] = shown.note if shown == base and start else ""
        return cls(
            section,
            user,
            at,
            Base(base, base.version if base else 0),
            LineUpForm(initial=facts),
            _slots_form(initial_of(slots)),
            PoolForm(),
            start or at,
        )

    @classmethod
    def typed(
        cls, data: QueryDict, section: Section | None, *, user: User, at: datetime
    ) -> Self:
        """The board as it was sent."""
        slots_form: Any = SlotsForm(data, prefix="slots")
        slots_form.user, slots_form.at = user, at
        placed = Slot.objects.filter(line_up__section=section)
        slots_form.placed = placed.values_list("article_id", flat=True)
        return cls(
            section,
            user,
            at,
            _base(data, section),
            LineUpForm(data, instance=LineUp(section=section)),
            slots_form,
            PoolForm(data),
            _moment(data.get("starts_at", "")) or at,
        )

    @property
    def is_coming(self) -> bool:
        """Whether it changes a line-up that readers have not seen yet."""
        held = self.base.line_up
        return (
            held is not None and held.starts_at is not None and held.starts_at > self.at
        )

    @property
    def rows(self) -> list[tuple[SlotForm, Piece]]:
        """Each slot's form with its article, in order."""
        shown = self.slots_form
        ordered = shown.in_order() if shown.is_bound else list(shown.forms)
        known = [(form, self._article(form)) for form in ordered]
        return [(form, self.pieces[pk]) for form, pk in known if pk]

    @property
    def pieces(self) -> dict[int, Piece]:
        """The articles in the slots, looked up once."""
        if self._pieces is None:
            ids = list(self.placed)
            self._pieces = pieces.pieces(ids, self.user, start=self.start, at=self.at)
        return self._pieces

    @property
    def placed(self) -> dict[int, None]:
        """The ids of the articles in the slots, in order."""
        ids = [self._article(form) for form in self.slots_form.forms]
        return dict.fromkeys(pk for pk in ids if pk)

    @property
    def line_up(self) -> LineUp:
        """The line-up as typed, unsaved."""
        self.form.is_valid()
        made: LineUp = self.form.instance
        made.section, made.starts_at = self.section, max(self.start, self.at)
        return made

    @property
    def slots(self) -> list[Slot]:
        """The slots as typed, unsaved, in order."""
        self.slots_form.is_valid()
        return [form.slot() for form in self.slots_form.in_order()]

    @property
    def media(self) -> forms.Media:
        """What the fields of the slots need of scripts and styles."""
        return SlotForm().media

    @property
    def picker(self) -> dict[str, str]:
        """The addresses that the image picker talks to; it stands once on the page."""
        return picker_addresses()

    def is_valid(self) -> bool:
        """Whether all of it can be saved."""
        return bool(self.form.is_valid()) & bool(self.slots_form.is_valid())

    def pool(self) -> Found:
        """The articles that were searched for."""
        asked = Pool()
        if self.pool_form.is_bound:
            self.pool_form.is_valid()
            typed = self.pool_form.cleaned_data
            place = typed["place"].pk if typed.get("place") else None
            asked = Pool(typed.get("words", ""), place, typed.get("which", ""))
        found = pieces.pool(asked, self.user, start=self.start, at=self.at)
        return Found(*found)

    def filling(self) -> list[Piece]:
        """What the page puts below the slots by itself when the line-up starts."""
        moment = max(self.start, self.at)
        plan = plans.plan_of(self._planned, self._slots, moment)
        known = pieces.known_to(self.user, self.at)
        found = _first(self.section, moment, plan, known)
        rest = [pk for pk in found if pk not in self.placed][:FILLING]
        shown = pieces.pieces(rest, self.user, start=self.start, at=self.at)
        return [shown[pk] for pk in rest]

    @property
    def _planned(self) -> LineUp:
        """The rule that fills the page, as typed or as it was opened with."""
        if self.form.is_bound:
            return self.line_up
        facts = self.form.initial
        topic = Topic.objects.filter(name=facts.get("fill_topic") or "").first()
        return LineUp(fill=facts.get("fill") or Fill.NEWEST, fill_topic=topic)

    @property
    def _slots(self) -> list[Slot]:
        """The slots, whether they were sent or are there to begin with."""
        if self.slots_form.is_bound:
            return self.slots
        return [Slot(article_id=pk) for pk in self.placed]

    def move(self, way: str, value: str) -> None:
        """Move, add or remove a slot; the forms are made anew with what was typed."""
        rows = self._raw()
        place = int(value) if value.isascii() and value.isdigit() else -1
        if way == "add" and place > 0 and len(value) < 18 and len(rows) < MOST_SLOTS:
            if str(place) not in {row["article"] for row in rows}:
                rows.append({"article": str(place)})
        elif way in {"up", "down", "remove"} and 0 <= place < len(rows):
            row = rows.pop(place)
            if way == "up":
                rows.insert(max(0, place - 1), row)
            elif way == "down":
                rows.insert(place + 1, row)
        facts = {name: self.form.data.get(name, "") for name in LINE_UP}
        self.form, self._pieces = LineUpForm(initial=facts), None
        self.slots_form = _slots_form(rows)

    def lead_with(self, article_id: int) -> None:
        """Put an article into the first slot, above those it was opened with."""
        asked = [article_id]
        known = pieces.pieces(asked, self.user, start=self.start, at=self.at)
        if not known[article_id].is_shown:
            return
        below = [
            {name: form.initial.get(name) for name in FIELDS}
            for form in self.slots_form.initial_forms
            if form.initial["article"] != article_id
        ]
        rows = [{"article": article_id}, *below][:MOST_SLOTS]
        self.slots_form, self._pieces = _slots_form(rows), None

    def follow(self, theirs: LineUp) -> None:
        """Take what somebody else saved as the base: the next save overwrites it."""
        self.base = Base(theirs, theirs.version)

    def _raw(self) -> list[dict[str, str]]:
        """What was typed into the slots, valid or not, in the order of the board."""
        data, found = self.slots_form.data, []
        for number in range(len(self.slots_form.forms)):
            row = {name: data.get(f"slots-{number}-{name}", "") for name in FIELDS}
            place = data.get(f"slots-{number}-position", "")
            order = int(place) if place.isascii() and place.isdigit() else MOST_SLOTS
            if row["article"].isascii() and row["article"].isdigit():
                found.append((order, number, row))
        return [row for _order, _number, row in sorted(found, key=lambda one: one[:2])]

    def _article(self, form: SlotForm) -> int:
        """The article of a slot's form; 0 when there is none."""
        value = form["article"].value()
        is_number = str(value).isascii() and str(value).isdigit()
        return int(value) if is_number and len(str(value)) < 18 else 0


def _first(
    section: Section | None, moment: datetime, plan: Plan, known: Q
) -> list[int]:
    """The articles at the top of the page, in order."""
    if section is None:
        page = curation.front((), moment, plan=plan, known=known)
        return [spot.article_id for spot in moments.head(page)]
    listed = curation.section_page(section, moment, None, plan=plan, known=known)
    return [spot.article_id for spot in moments.on_section(listed)]


def _slots_form(rows: Sequence[Mapping[str, Any]]) -> Any:
    return SlotsForm(initial=[dict(row) for row in rows], prefix="slots")


def _base(data: QueryDict, section: Section | None) -> Base:
    """The line-up that the board was made from, with the version that was seen."""
    pk, version = data.get("base", ""), data.get("version", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        return Base(None)
    found = LineUp.objects.filter(section=section, pk=pk).first()
    seen = int(version) if version.isascii() and version.isdigit() else 0
    # One that is gone is still what the editor had before them.
    return Base(found or LineUp(pk=int(pk), section=section), seen)


def _moment(text: str) -> datetime | None:
    try:
        found: datetime | None = MomentField().clean(text)
    except ValidationError:
        return None
    return found
