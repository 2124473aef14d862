"""The way of a text through the desk, as one table: from where, to where, who may.

A button of the form, a bulk action and a notice all ask this table; whoever adds an
act adds its row here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import comments, notices, rights
from articles.models import Article, Notice
from articles.status import Kind, Status

Stage = Article.Stage
May = Callable[[User, Article], bool]


class Place(Enum):
    """Where an article stands; it may stand in several places at once.

    The first three are those of a text that readers do not have yet.
    """

    DRAFT = "draft"
    IN_REVIEW = "in review"
    READY = "ready"
    SCHEDULED = "scheduled"
    LIVE = "live"
    CHANGED = "changed"
    GONE = "withdrawn or ended"
    TAKEN_DOWN = "taken down"


TEXT = frozenset({Place.DRAFT, Place.IN_REVIEW, Place.READY})
OPEN = frozenset(Place) - {Place.TAKEN_DOWN}
PUBLIC = frozenset({Place.LIVE, Place.CHANGED})
STAGES = {
    Stage.DRAFT: Place.DRAFT,
    Stage.IN_REVIEW: Place.IN_REVIEW,
    Stage.READY: Place.READY,
}
KINDS = {
    Kind.LIVE: Place.LIVE,
    Kind.CHANGED: Place.CHANGED,
    Kind.WITHDRAWN: Place.GONE,
    Kind.ENDED: Place.GONE,
    Kind.TAKEN_DOWN: Place.TAKEN_DOWN,
}


# --- who may ----------------------------------------------------------------------
def edits(user: User, article: Article) -> bool:
    """Whoever may open it; a new one has been opened already."""
    return article.pk is None or rights.may_edit(user, article)


def publishes(user: User, article: Article) -> bool:
    """Who may change what readers see; of a new one only the section may be missing."""
    is_shown = bool(article.pk) and article.publications.exists()
    is_homeless = article.section_id is None and not is_shown
    if is_homeless and rights.is_section_editor(user):
        return True
    return rights.may_publish(user, article)


def decides(user: User, article: Article) -> bool:
    """Who may say that a text is good."""
    return rights.may_publish(user, article)


def takes_back(user: User, article: Article) -> bool:
    """Who wrote it, or may not send it back with a word."""
    if not edits(user, article):
        return False
    return article.created_by_id == user.pk or not rights.may_publish(user, article)


def commands(user: User, article: Article) -> bool:
    """Who acts in every section: what a lawyer asks for is no section's matter."""
    return rights.is_section_editor(user) and rights.acts_everywhere(user)


# --- the table --------------------------------------------------------------------
@dataclass(frozen=True)
class Transition:
    """One way from some places to another, with who may take it and who is told."""

    name: str
    label: str | Promise
    sources: frozenset[Place]
    target: Place
    may: May
    notice: Notice.Kind | None = None
    told: Callable[[Article], Iterable[User]] = notices.makers
    # Shown as the one next step, in the order of the table, when it is open.
    is_step: bool = False
    needs_remark: bool = False


TABLE = {
    row.name: row
    for row in (
        Transition("approve", _("Approve"), frozenset({Place.IN_REVIEW}), Place.READY,
            decides, Notice.Kind.APPROVED, is_step=True),
        Transition("publish", _("Publish…"), OPEN, Place.LIVE,
            publishes, Notice.Kind.PUBLISHED, is_step=True),
        Transition("send_to_review", _("Send to review"), frozenset({Place.DRAFT}),
            Place.IN_REVIEW, edits, Notice.Kind.REVIEW, notices.deciders, is_step=True),
        Transition("schedule", _("Schedule"), OPEN, Place.SCHEDULED,
            publishes, Notice.Kind.PUBLISHED),
        Transition("send_back", _("Send back…"),
            frozenset({Place.IN_REVIEW, Place.READY}), Place.DRAFT,
            decides, Notice.Kind.SENT_BACK, needs_remark=True),
        Transition("take_back", _("Back to draft"),
            frozenset({Place.IN_REVIEW, Place.READY}), Place.DRAFT, takes_back),
        Transition("reopen", _("Review again"), frozenset({Place.READY}),
            Place.IN_REVIEW, edits, Notice.Kind.REVIEW, notices.deciders),
        Transition("unschedule", _("Unschedule"), frozenset({Place.SCHEDULED}),
            Place.READY, decides),
        Transition("correct", _("Correct…"), PUBLIC, Place.LIVE, decides),
        Transition("withdraw", _("Withdraw…"), PUBLIC, Place.GONE, decides),
        Transition("take_down", _("Take down…"),
            PUBLIC | {Place.SCHEDULED, Place.GONE}, Place.TAKEN_DOWN, commands),
        Transition("release", _("Release…"), frozenset({Place.TAKEN_DOWN}), Place.GONE,
            commands),
        Transition("discard", _("Discard changes…"), frozenset({Place.CHANGED}),
            Place.LIVE, edits),
    )
}  # fmt: skip


def places(status: Status) -> frozenset[Place]:
    """All the places in which an article of this status stands."""
    found = {KINDS[status.kind]} if status.kind in KINDS else set()
    if status.coming:
        found.add(Place.SCHEDULED)
    if status.is_ahead:
        found.add(STAGES[status.stage])
    return frozenset(found)


def open_to(user: User, article: Article, status: Status) -> list[Transition]:
    """The transitions that this user may take now, in the order of the table."""
    here = places(status)
    near = [row for row in TABLE.values() if _leads_from(row, here)]
    # Several rows ask the same of the database.
    answers = {row.may: row.may(user, article) for row in near}
    return [row for row in near if answers[row.may]]


def is_open(name: str, user: User, article: Article, status: Status) -> bool:
    """Whether this user may take this transition now."""
    row = TABLE[name]
    return _leads_from(row, places(status)) and row.may(user, article)


def _leads_from(row: Transition, here: frozenset[Place]) -> bool:
    return bool(row.sources & here) and (
        Place.TAKEN_DOWN not in here or Place.TAKEN_DOWN in row.sources
    )


# --- going ------------------------------------------------------------------------
def take(
    name: str, article: Article, *, by: User | None, at: datetime, remark: str = ""
) -> bool:
    """Take a transition between stages; False, and nothing done, from another stage.

    Of two people who take it at once, one is told that it was taken. Whoever is
    concerned gets a notice; a ``remark`` is kept as a comment, too.
    """
    row = TABLE[name]
    if row.needs_remark and not remark.strip():
        raise ValueError(f"{name} needs a remark")
    stages = {place: stage for stage, place in STAGES.items()}
    sources = [stages[place] for place in row.sources & TEXT]
    with transaction.atomic():
        rows = Article.objects.filter(pk=article.pk, stage__in=sources)
        taken = rows.update(stage=stages[row.target], updated_at=at) == 1
        if not taken:
            return False
        article.stage = stages[row.target]
        article.updated_at = at
        if remark.strip():
            told = row.told(article)
            comments.note(article, remark, by=by, at=at, told=told)
        announce(name, article, remark.strip(), by=by, at=at)
    return True


def announce(
    name: str, article: Article, text: str = "", *, by: User | None, at: datetime
) -> None:
    """Tell those whom the table names that the transition was taken."""
    row = TABLE[name]
    if row.notice is not None:
        notices.tell(row.told(article), article, row.notice, text, by=by, at=at)


def assign(
    article: Article,
    to: User | None,
    *,
    due_at: datetime | None,
    by: User | None,
    at: datetime,
) -> bool:
    """Say who has the article next, and until when; the person gets a notice.

    False, and nothing done, for somebody who may not open it.
    """
    if to is not None and not rights.people_for(article).filter(pk=to.pk).exists():
        return False
    with transaction.atomic():
        held = Article.objects.select_for_update(no_key=True, of=("self",))
        before = held.only("assigned_to", "due_at").get(pk=article.pk)
        is_same = (before.assigned_to_id, before.due_at) == (to and to.pk, due_at)
        article.assigned_to, article.due_at = to, due_at
        Article.objects.filter(pk=article.pk).update(assigned_to=to, due_at=due_at)
        if to is not None and not is_same:
            notices.tell([to], article, Notice.Kind.ASSIGNED, by=by, at=at)
    return True
