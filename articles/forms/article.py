"""The article form: everything optional, since a draft can always be saved."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import addresses, comments, gate, rights, suggestions
from articles.forms.apart import ApartFields
from articles.forms.beside import BESIDE, BesideFields
from articles.forms.body import BodyField
from articles.forms.chips import (
    ContributorsField,
    PickedField,
    TopicsField,
    contributor_lines,
)
from articles.forms.dialogs import DIALOGS, DialogFields
from articles.forms.pictures import LeadImageField
from articles.forms.saving import SAVING, SavingFields
from articles.gate import LONG_HEADLINE
from articles.models import Article, Contributor, Topic
from articles.models.topic import key_of
from articles.slugs import slug_for
from articles.timeline import CannotPublish, NotPublishable, ScheduledAlready
from articles.working_copy import WorkingCopy, inline_images

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Article]
else:
    BaseForm = forms.ModelForm

SEND_BACK = "_send_back"
# What says how to save or publish, and is no part of the article itself.
ASIDE = {"remark", *SAVING, *DIALOGS}


def one_line(**options: Any) -> forms.Textarea:
    """A text area that grows with a single line of text."""
    return forms.Textarea(attrs={"rows": 1, **options})


class SectionSelect(forms.Select):
    """A menu of sections that tells their colours, for the kicker."""

    def create_option(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Add the section's colour to its option."""
        option = super().create_option(*arguments, **options)
        section = getattr(option["value"], "instance", None)
        if section is not None and section.accent_class:
            option["attrs"]["data-accent"] = section.accent_class
        return option


class ArticleForm(DialogFields, ApartFields, BesideFields, SavingFields, BaseForm):
    """What is typed of an article; the admin sets ``user``, ``at`` and ``refusal``."""

    user: User
    at: datetime
    # What publishing said in the meantime, when it refused what the form let pass.
    refusal: CannotPublish | None = None

    headline = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=200,
        widget=one_line(**{"data-counter": LONG_HEADLINE}),
    )
    standfirst = forms.CharField(
        label=_("Standfirst"), required=False, max_length=600, widget=one_line()
    )
    # Anything may be typed for an address: ``clean_slug`` makes one of it.
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=200,
        help_text=_("The last part of it. Leave empty to take the headline."),
    )
    body = BodyField(label=_("Text"), required=False)
    lead_image = LeadImageField()
    lead_caption = forms.CharField(
        label=_("Caption"),
        required=False,
        max_length=600,
        widget=one_line(),
        help_text=_("Leave empty to print the image's own caption."),
    )
    contributors = ContributorsField(label=_("Bylines"), required=False)
    topics = TopicsField(label=_("Topics"), required=False)
    picked = PickedField(
        label=_("Hand-picked"),
        required=False,
        help_text=_("They come first; topics fill the rest."),
    )
    remark = forms.CharField(
        label=_("What should change?"),
        required=False,
        max_length=comments.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "data-mentions": ""}),
        help_text=_("It is kept as a comment. A name with @ tells that person, too."),
    )

    class Meta:
        model = Article
        fields = [
            "section",
            "headline",
            "slug",
            "standfirst",
            "body",
            "is_brief",
            "lead_image",
            "lead_caption",
            "apart_ids",
            *BESIDE,
        ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"label_suffix": "", **options})
        for name in ("headline", "standfirst", "lead_caption"):
            # A browser cuts what is pasted at maxlength, and says nothing.
            self.fields[name].widget.attrs.pop("maxlength", None)
        self._offer_sections()
        self._offer_articles()
        if self.instance.pk:
            self._fill_from(WorkingCopy.of(self.instance))
        self.fill_saving()

    def _offer_sections(self) -> None:
        field: Any = self.fields["section"]
        sections = field.queryset.all()
        offered = rights.open_sections(self.user, sections)
        # Where it already is, it may stay.
        field.queryset = offered | sections.filter(pk=self.instance.section_id)
        field.error_messages["invalid_choice"] = _(
            "There is no such section, or it is not one of yours."
        )

    def _offer_articles(self) -> None:
        field: Any = self.fields["picked"]
        field.pickable = suggestions.pickable(self.user, self.at)

    def _fill_from(self, copy: WorkingCopy) -> None:
        picked: Any = self.fields["picked"]
        picked.before = frozenset(other.pk for other in copy.picked)
        self.initial = {
            **self.initial,
            "topics": [topic.name for topic in copy.topics],
            "contributors": contributor_lines(copy.contributors),
            "picked": suggestions.lines_for(copy.picked, self.user, self.at),
        }

    # --- what was typed -------------------------------------------------------
    @property
    def has_new_text(self) -> bool:  # type: ignore[override]
        """Whether there is anything to save."""
        return bool(set(self.changed_data) - ASIDE)

    def clean_headline(self) -> str:
        """Make one line of it."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_slug(self) -> str:
        """Let the address follow the headline until somebody has set or seen it."""
        slug: str = self.cleaned_data["slug"]
        if "slug" in self.changed_data or not self.instance.pk:
            return slug_for(slug, "") if slug else ""
        follows = addresses.follows_headline(self.instance)
        return "" if follows and "headline" in self.changed_data else slug

    def clean_remark(self) -> str:
        """Send nothing back without a word."""
        remark: str = self.cleaned_data["remark"]
        if SEND_BACK in self.data and not remark:
            raise ValidationError(_("Say what should change."))
        return remark

    def working_copy(self) -> WorkingCopy:
        """What was typed, as a working copy; nothing is saved, no topic is made."""
        typed = self.cleaned_data
        return WorkingCopy(
            article=self.instance,
            topics=_topics(typed.get("topics") or []),
            contributors=typed.get("contributors") or [],
            picked=typed.get("picked") or [],
            images=inline_images(self.instance.body),
        )

    # --- what stands against saving or publishing -------------------------------
    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.refuse_conflict()
        if self.asks_to_publish:
            self._refuse_foreign_section()
            start = self.cleaned_data.get("start") or self.at
            self._refuse_findings(gate.blocking(self.working_copy(), start))
        if isinstance(self.refusal, NotPublishable):
            self._refuse_findings(self.refusal.findings)
        elif self.refusal is not None:
            is_about_time = isinstance(self.refusal, ScheduledAlready)
            self.add_error("scheduled" if is_about_time else None, str(self.refusal))

    def _refuse_foreign_section(self) -> None:
        # To writers the form has nothing to say: the button was never theirs.
        is_editor = rights.is_section_editor(self.user)
        if is_editor and not rights.may_publish(self.user, self.instance):
            message = _("You may publish in your own sections only.")
            self.add_error(None if "section" in self.errors else "section", message)

    def _refuse_findings(self, findings: list[gate.Finding]) -> None:
        told = set(self.errors)
        for finding in findings:
            if finding.field not in told:
                self.add_error(finding.field, finding.message)


def beginning(user: User) -> dict[str, Any]:
    """How a new article begins: in one's only section, with one's own name above it."""
    sections = rights.own_sections(user)
    own = Contributor.objects.filter(user=user)
    return {
        "section": sections.pop() if len(sections) == 1 else None,
        "contributors": contributor_lines(own),
    }


def _topics(names: list[str]) -> list[Topic]:
    """The topics of these names; those that do not exist yet are not saved."""
    wanted = {key_of(name): name for name in names}
    known = Topic.objects.known(wanted)
    return [
        known.get(key) or Topic(name=name, key=key, slug=slug_for(name, "topic"))
        for key, name in wanted.items()
    ]
