"""The buttons of an article: what each calls, and what it answers.

Who may press which, and where each leads, stands in ``articles.workflow.TABLE``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import correcting, publishing, takedown, workflow
from articles.admin.words import moment_text
from articles.models import Article, Correction, Publication
from articles.publishing import Scheduled
from articles.rights import acts_everywhere
from articles.status import Status
from articles.workflow import TABLE, Transition

Label = str | Promise
Facts = dict[str, Any]


class Turn(Enum):
    """When an act comes: what readers see must not wait for a form to be in order."""

    AFTER_SAVING = "after"
    BEFORE_SAVING = "before"
    INSTEAD = "instead"


@dataclass(frozen=True)
class Act:
    """One button; ``opens`` names the dialog that asks first."""

    transition: Transition
    run: Callable[[Article, User, datetime, Facts], str]
    turn: Turn = Turn.AFTER_SAVING
    opens: str = ""

    @property
    def name(self) -> str:
        """What the button posts."""
        return f"_{self.transition.name}"

    @property
    def label(self) -> Label:
        """What stands on it."""
        return self.transition.label

    def is_open(self, user: User, article: Article, status: Status) -> bool:
        """Whether the user may press it now."""
        return workflow.is_open(self.transition.name, user, article, status)


def by_name(posted: Any) -> "Act | None":
    """The act whose button was pressed, if it was not plain saving."""
    return next((act for name, act in ACTS.items() if name in posted), None)


def offered(user: User, article: Article, status: Status) -> list[Act]:
    """The acts open to the user now, the one next step first (if there is one)."""
    # Scheduling is a choice in the dialog of publishing, not a button of its own.
    rows = workflow.open_to(user, article, status)
    names = [f"_{row.name}" for row in rows if row.name != "schedule"]
    shown = [ACTS[name] for name in names if name in ACTS]
    steps = [act for act in shown if act.transition.is_step]
    return [*steps[:1], *(act for act in shown if act not in steps[:1])]


def has_next_step(acts: list[Act]) -> bool:
    """Whether the first of the acts is the one to press, and not just possible."""
    return bool(acts) and acts[0].transition.is_step


def publish_label(status: Status) -> Label:
    """What publishing is called for an article of this status."""
    if status.live:
        return gettext_lazy("Update…")
    return gettext_lazy("Schedule…") if status.coming else gettext_lazy("Publish…")


# --- what is done -----------------------------------------------------------------
def _publish(article: Article, user: User, at: datetime, facts: Facts) -> str:
    version = publishing.publish(
        article,
        by=user,
        at=at,
        scheduled=_choice(facts),
        is_minor=facts.get("is_minor", False),
    )
    workflow.announce("publish", article, by=user, at=at)
    sentence = _("Updated.") if version.is_updated else _("Published.")
    if version.is_minor:
        sentence = _("Mended: readers get it, and the date stays.")
    answer = _with_link(sentence, version)
    is_new = not (version.is_updated or version.is_minor)
    return _with_front(answer, article) if is_new and _has_front(user) else answer


def _schedule(article: Article, user: User, at: datetime, facts: Facts) -> str:
    version = publishing.schedule(
        article, by=user, at=at, start=facts["start"], scheduled=_choice(facts)
    )
    when = moment_text(version.live_from)
    sentence = _("Scheduled: readers see it from %(when)s.") % {"when": when}
    workflow.announce("schedule", article, sentence, by=user, at=at)
    return sentence


def _unschedule(article: Article, user: User, at: datetime, facts: Facts) -> str:
    publishing.unschedule(article, by=user, at=at)
    return _("Nothing is scheduled any more.")


def _withdraw(article: Article, user: User, at: datetime, facts: Facts) -> str:
    told = {name: facts[name] for name in ("notice", "legal_note")}
    version = publishing.withdraw(article, by=user, at=at, **told)
    return _with_link(_("Withdrawn: readers do not see it any more."), version)


def _take_down(article: Article, user: User, at: datetime, facts: Facts) -> str:
    told = {name: facts[name] for name in ("notice", "legal_note")}
    takedown.take_down(article, by=user, at=at, **told)
    return _("Taken down: nobody can publish it before it is released.")


def _release(article: Article, user: User, at: datetime, facts: Facts) -> str:
    takedown.release(article, by=user, at=at, note=facts["release_note"])
    return _("Released: it may be published again. Readers do not see it yet.")


def _correct(article: Article, user: User, at: datetime, facts: Facts) -> str:
    correction = correcting.correct(
        article,
        by=user,
        at=at,
        kind=facts["correction_kind"] or Correction.Kind.CORRECTION,
        text=facts["correction_text"],
        signed_by=facts["correction_signed"],
        corrected_at=facts["corrected_at"],
        with_changes=facts["with_changes"],
    )
    version = article.publications.live(correction.made_at).get()
    sentence = _("Corrected: readers are told below the article.")
    return _with_link(sentence, version, "#corrections")


def _discard(article: Article, user: User, at: datetime, facts: Facts) -> str:
    publishing.discard_changes(article, by=user, at=at)
    return _("Back to what readers see. The discarded text is in the history.")


def _step(name: str, answer: Label) -> Callable[..., str]:
    def run(article: Article, user: User, at: datetime, facts: Facts) -> str:
        remark = facts.get("remark") or ""
        taken = workflow.take(name, article, by=user, at=at, remark=remark)
        return str(answer) if taken else _("Somebody else was faster: it had moved on.")

    return run


def _choice(facts: Facts) -> str:
    return facts.get("scheduled") or Scheduled.REFUSE


def _with_link(sentence: str, version: Publication, place: str = "") -> SafeString:
    return format_html(
        '{} <a href="{}{}">{}</a>',
        sentence,
        version.get_absolute_url(),
        place,
        _("See its page"),
    )


def _has_front(user: User) -> bool:
    return acts_everywhere(user) and user.has_perm("sections.change_lineup")


def _with_front(answer: SafeString, article: Article) -> SafeString:
    """Add the way to the front page: what breaks goes there next."""
    # By name: this app does not know the sections' own.
    board = reverse("admin:sections_lineup_board")
    words = _("Put it on top of the front page")
    link = '{} <a href="{}?lead={}">{}</a>'
    return format_html(link, answer, board, article.pk, words)


ACTS = {
    act.name: act
    for act in (
        Act(TABLE["schedule"], _schedule, opens="publish-dialog"),
        Act(TABLE["publish"], _publish, opens="publish-dialog"),
        Act(TABLE["approve"],
            _step("approve", gettext_lazy("Approved: it is ready."))),
        Act(TABLE["send_to_review"],
            _step("send_to_review", gettext_lazy("Sent to review."))),
        Act(TABLE["send_back"],
            _step("send_back", gettext_lazy("Sent back, with your remark.")),
            opens="send-back-dialog"),
        Act(TABLE["take_back"],
            _step("take_back", gettext_lazy("It is a draft again."))),
        Act(TABLE["reopen"], _step("reopen", gettext_lazy("It is in review again."))),
        Act(TABLE["unschedule"], _unschedule, Turn.BEFORE_SAVING),
        Act(TABLE["correct"], _correct, opens="correct-dialog"),
        Act(TABLE["withdraw"], _withdraw, Turn.BEFORE_SAVING, "withdraw-dialog"),
        Act(TABLE["take_down"], _take_down, Turn.BEFORE_SAVING, "withdraw-dialog"),
        Act(TABLE["release"], _release, Turn.BEFORE_SAVING, "release-dialog"),
        Act(TABLE["discard"], _discard, Turn.INSTEAD, "discard-dialog"),
    )
}  # fmt: skip
