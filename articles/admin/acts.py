"""The buttons of an article: who may press which, what each calls, what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing, rights, workflow
from articles.admin.words import moment_text
from articles.models import Article, Publication
from articles.publishing import Scheduled
from articles.status import Kind, Status
from articles.workflow import Stage

Label = str | Promise
Facts = dict[str, Any]


class Turn(Enum):
    """When an act comes: what readers see must not wait for a form to be in order."""

    AFTER_SAVING = "after"
    BEFORE_SAVING = "before"
    INSTEAD = "instead"


@dataclass(frozen=True)
class Act:
    """One button; ``name`` is what it posts, ``opens`` the dialog that asks first."""

    name: str
    label: Label
    is_open: Callable[[User, Article, Status], bool]
    run: Callable[[Article, User, datetime, Facts], str]
    turn: Turn = Turn.AFTER_SAVING
    opens: str = ""


def by_name(posted: Any) -> "Act | None":
    """The act whose button was pressed, if it was not plain saving."""
    return next((act for name, act in ACTS.items() if name in posted), None)


def offered(user: User, article: Article, status: Status) -> list[Act]:
    """The acts open to the user now, the one next step first (if there is one)."""
    # Scheduling is a choice in the dialog of publishing, not a button of its own.
    buttons = [act for act in ACTS.values() if act.name != "_schedule"]
    shown = [act for act in buttons if act.is_open(user, article, status)]
    if ACTS["_publish"] not in shown and _may_yet_publish(user, article, status):
        shown.append(ACTS["_publish"])
    first = [*_next_step(status), *ACTS]
    return sorted(shown, key=lambda act: first.index(act.name))


def has_next_step(acts: list[Act], status: Status) -> bool:
    """Whether the first of the acts is the one to press, and not just possible."""
    return bool(acts) and acts[0].name in _next_step(status)


def publish_label(status: Status) -> Label:
    """What publishing is called for an article of this status."""
    if status.live:
        return gettext_lazy("Update…")
    return gettext_lazy("Schedule…") if status.coming else gettext_lazy("Publish…")


def _next_step(status: Status) -> tuple[str, ...]:
    if status.kind is Kind.IN_REVIEW:
        return ("_approve",)
    return ("_publish", "_send_to_review")


# --- who may --------------------------------------------------------------------
def _publishes(user: User, article: Article, status: Status) -> bool:
    return rights.may_publish(user, article)


def _may_yet_publish(user: User, article: Article, status: Status) -> bool:
    """Whether only a section is missing; the form says so when none was chosen."""
    is_homeless = article.section_id is None and not status.is_published
    return is_homeless and rights.is_section_editor(user)


def _unschedules(user: User, article: Article, status: Status) -> bool:
    return bool(status.coming) and rights.may_publish(user, article)


def _withdraws(user: User, article: Article, status: Status) -> bool:
    return status.live is not None and rights.may_publish(user, article)


def _discards(user: User, article: Article, status: Status) -> bool:
    return status.kind is Kind.CHANGED and rights.may_edit(user, article)


def _sends(user: User, article: Article, status: Status) -> bool:
    return status.stage == Stage.DRAFT and status.is_ahead


def _approves(user: User, article: Article, status: Status) -> bool:
    return status.stage == Stage.IN_REVIEW and rights.may_publish(user, article)


def _sends_back(user: User, article: Article, status: Status) -> bool:
    return status.waits


# --- what is done -----------------------------------------------------------------
def _publish(article: Article, user: User, at: datetime, facts: Facts) -> str:
    version = publishing.publish(article, by=user, at=at, scheduled=_choice(facts))
    sentence = _("Updated.") if version.is_updated else _("Published.")
    return _with_link(sentence, version)


def _schedule(article: Article, user: User, at: datetime, facts: Facts) -> str:
    version = publishing.schedule(
        article, by=user, at=at, start=facts["start"], scheduled=_choice(facts)
    )
    when = moment_text(version.live_from)
    return _("Scheduled: readers see it from %(when)s.") % {"when": when}


def _unschedule(article: Article, user: User, at: datetime, facts: Facts) -> str:
    publishing.unschedule(article, by=user, at=at)
    return _("Nothing is scheduled any more.")


def _withdraw(article: Article, user: User, at: datetime, facts: Facts) -> str:
    version = publishing.withdraw(article, by=user, at=at, notice=facts["notice"])
    return _with_link(_("Withdrawn: readers do not see it any more."), version)


def _discard(article: Article, user: User, at: datetime, facts: Facts) -> str:
    publishing.discard_changes(article, by=user, at=at)
    return _("Back to what readers see. The discarded text is in the history.")


def _step(step: workflow.Step, answer: Label) -> Callable[..., str]:
    def run(article: Article, user: User, at: datetime, facts: Facts) -> str:
        taken = workflow.take(step, article, at=at)
        return str(answer) if taken else _("Somebody else was faster: it had moved on.")

    return run


def _choice(facts: Facts) -> str:
    return facts.get("scheduled") or Scheduled.REFUSE


def _with_link(sentence: str, version: Publication) -> SafeString:
    return format_html(
        '{} <a href="{}">{}</a>',
        sentence,
        version.get_absolute_url(),
        _("See its page"),
    )


ACTS = {
    act.name: act
    for act in (
        Act("_approve", gettext_lazy("Approve"), _approves,
            _step(workflow.APPROVE, gettext_lazy("Approved: it is ready."))),
        Act("_schedule", gettext_lazy("Schedule"), _publishes, _schedule,
            opens="publish-dialog"),
        Act("_publish", gettext_lazy("Publish…"), _publishes, _publish,
            opens="publish-dialog"),
        Act("_send_to_review", gettext_lazy("Send to review"), _sends,
            _step(workflow.SEND_TO_REVIEW, gettext_lazy("Sent to review."))),
        Act("_send_back", gettext_lazy("Back to draft"), _sends_back,
            _step(workflow.SEND_BACK, gettext_lazy("It is a draft again."))),
        Act("_unschedule", gettext_lazy("Unschedule"), _unschedules, _unschedule,
            Turn.BEFORE_SAVING),
        Act("_withdraw", gettext_lazy("Withdraw…"), _withdraws, _withdraw,
            Turn.BEFORE_SAVING, opens="withdraw-dialog"),
        Act("_discard", gettext_lazy("Discard changes…"), _discards, _discard,
            Turn.INSTEAD, opens="discard-dialog"),
    )
}  # fmt: skip
