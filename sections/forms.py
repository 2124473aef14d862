"""The board's form: a line-up and its slots, saved together or not at all."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from articles import suggestions
from articles.forms.pictures import LeadImageField, LeadImageWidget
from articles.models import Topic
from articles.models.topic import key_of
from sections.arranging import MOST_SLOTS
from sections.models import BreakingBar, Fill, LineUp, Section, Slot

if TYPE_CHECKING:
    BaseLineUpForm = forms.ModelForm[LineUp]
    BaseBarForm = forms.ModelForm[BreakingBar]
    BaseSlots = BaseFormSet["SlotForm"]
else:
    BaseLineUpForm = BaseBarForm = forms.ModelForm
    BaseSlots = BaseFormSet


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment where the newsroom is, to the minute."""

    widget = MomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})


class SlotImageWidget(LeadImageWidget):
    """The article form's widget; the picker it opens stands once on the page."""

    template_name = "admin/sections/lineup/_slot_image.html"


class TopicField(forms.CharField):
    """A topic by its name: thousands of them are no menu."""

    def clean(self, value: Any) -> Any:
        """The topic of that name."""
        typed = " ".join(str(super().clean(value) or "").replace("\0", "").split())
        if not typed:
            return None
        found = Topic.objects.known([key_of(typed)])
        if not found:
            raise ValidationError(_("There is no topic of that name."), code="unknown")
        return next(iter(found.values()))


class LineUpForm(BaseLineUpForm):
    """When it starts, what it is for, and what fills the rest of the page."""

    starts_at = MomentField(label=_("Starts"))
    fill_topic = TopicField(
        label=_("Topic"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "board-topics", "autocomplete": "off"}),
    )

    class Meta:
        model = LineUp
        fields = ["starts_at", "note", "fill", "fill_topic"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fill"] = forms.ChoiceField(
            choices=Fill.choices, label=_("The rest of the page"), required=False
        )
        self.fields["note"].label = _("Note for the desk")
        if topic := self.instance.fill_topic:
            self.initial["fill_topic"] = topic.name

    def clean(self) -> dict[str, Any]:
        """A topic fills the page only if one is named."""
        typed: dict[str, Any] = super().clean() or {}
        is_topic = typed.get("fill") == Fill.TOPIC
        if is_topic and not typed.get("fill_topic") and "fill_topic" not in self.errors:
            self.add_error("fill_topic", _("Name the topic that fills the page."))
        return typed


class SlotForm(forms.Form):
    """One slot: an article, and what is different here."""

    article = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=10**17
    )
    position = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=9999
    )
    headline = forms.CharField(label=_("Headline here"), required=False, max_length=200)
    standfirst = forms.CharField(
        label=_("Deck here"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    image = LeadImageField(label=_("Picture here"), widget=SlotImageWidget)
    ends_at = MomentField(label=_("Drops out at"))

    def slot(self) -> Slot:
        """The slot that was typed; what is wrong in it counts as empty."""
        typed: dict[str, Any] = getattr(self, "cleaned_data", {})
        article_id: Any = typed.get("article")
        return Slot(
            article_id=article_id,
            headline=typed.get("headline") or "",
            standfirst=typed.get("standfirst") or "",
            image=typed.get("image"),
            ends_at=typed.get("ends_at"),
        )


class Slots(BaseSlots):
    """The slots in their order; only articles that the user may know of."""

    user: User
    at: datetime
    # Articles that stand there already, whoever put them there.
    placed: Iterable[int] = ()

    def clean(self) -> None:
        """Refuse articles that the user may not know of."""
        asked = {pk for form in self.forms if (pk := article_of(form))}
        unknown = asked - set(self.placed)
        if not unknown:
            return
        known = suggestions.pickable(self.user, self.at).filter(pk__in=unknown)
        missing = unknown - set(known.values_list("pk", flat=True))
        for form in self.forms:
            if article_of(form) in missing:
                form.add_error(None, _("There is no such article for you to place."))

    def in_order(self) -> list[SlotForm]:
        """The forms as the board shows them."""
        typed: list[SlotForm] = [form for form in self.forms if article_of(form)]
        return sorted(typed, key=_position)


def article_of(form: forms.Form) -> int | None:
    """The article of a slot's form, typed or given."""
    if form.is_bound:
        found: int | None = getattr(form, "cleaned_data", {}).get("article")
        return found
    given: int | None = form.initial.get("article")
    return given


def _position(form: SlotForm) -> int:
    place: int | None = getattr(form, "cleaned_data", {}).get("position")
    return MOST_SLOTS if place is None else place


SlotsForm = formset_factory(
    SlotForm,
    formset=Slots,
    extra=0,
    max_num=MOST_SLOTS,
    absolute_max=2 * MOST_SLOTS,
    validate_max=True,
)


def initial_of(slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """What the forms of these slots begin with."""
    return [
        {
            "article": slot.article_id,
            "position": place,
            "headline": slot.headline,
            "standfirst": slot.standfirst,
            "image": slot.image_id,
            "ends_at": slot.ends_at,
        }
        for place, slot in enumerate(slots)
    ]


class PoolForm(forms.Form):
    """What to look for among the articles."""

    words = forms.CharField(
        label=_("Search headlines"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    which = forms.ChoiceField(
        label=_("Which articles"),
        required=False,
        choices=[
            ("", _("Out by the start")),
            ("coming", _("Going out next")),
            ("desk", _("On the desk, without a date")),
        ],
    )
    place = forms.ModelChoiceField(
        label=_("Section"),
        required=False,
        queryset=Section.objects.all(),
        empty_label=_("All sections"),
    )
