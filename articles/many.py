"""One act on many articles: each by itself and with its own answer, none half done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing, rights, workflow, writing
from articles.models import Article
from articles.status import status_of
from articles.timeline import CannotPublish
from articles.writing import EditConflict

Facts = Mapping[str, Any]


class Refused(Exception):
    """Why the act does not happen to this article; for people."""


@dataclass(frozen=True)
class ManyAct:
    """An act that makes sense for many articles at once."""

    name: str
    label: str | Promise
    # Why this person may not do it with this article now; "" when they may.
    refusal: Callable[[User, Article, datetime], str]
    run: Callable[[Article, User, datetime, Facts], None]


@dataclass(frozen=True)
class Answer:
    """What became of one article."""

    article: Article
    is_done: bool
    sentence: str


def carry_out(
    act: ManyAct, versions: Mapping[int, int], facts: Facts, *, by: User, at: datetime
) -> list[Answer]:
    """Do it with each article whose version is still the one that was looked at.

    Each article is a transaction of its own: one that is refused changes nothing, and
    stops no other. Articles that the person may not open get no answer at all.
    """
    rows = rights.editable(by).filter(pk__in=versions).order_by("pk")
    return [
        _carry_out(act, article, versions[article.pk], facts, by, at)
        for article in rows.select_related("section")
    ]


def _carry_out(
    act: ManyAct, article: Article, version: int, facts: Facts, by: User, at: datetime
) -> Answer:
    try:
        with transaction.atomic():
            held = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
            if held.version != version:
                raise Refused(_("It was saved by somebody else in the meantime."))
            if complaint := act.refusal(by, held, at):
                raise Refused(complaint)
            act.run(held, by, at, facts)
    except (Refused, CannotPublish, EditConflict) as refusal:
        return Answer(article, False, str(refusal))
    except ValidationError as refusal:
        return Answer(article, False, " ".join(refusal.messages))
    except Article.DoesNotExist:
        return Answer(article, False, _("It was deleted in the meantime."))
    return Answer(article, True, _("Done."))


# --- who may ----------------------------------------------------------------------
def _by_table(name: str, otherwise: str | Promise) -> Callable[..., str]:
    """What the table of transitions says."""

    def refusal(user: User, article: Article, at: datetime) -> str:
        status = status_of([article], at)[article.pk]
        is_open = workflow.is_open(name, user, article, status)
        return "" if is_open else str(otherwise)

    return refusal


def _by_right(user: User, article: Article, at: datetime) -> str:
    is_own = rights.may_edit(user, article)
    return "" if is_own else _("It is not one of yours.")


# --- what is done -----------------------------------------------------------------
def _assign(article: Article, user: User, at: datetime, facts: Facts) -> None:
    person, due_at = facts["person"], facts["due_at"]
    if not workflow.assign(article, person, due_at=due_at, by=user, at=at):
        raise Refused(_("That person may not open this article."))


def _move(article: Article, user: User, at: datetime, facts: Facts) -> None:
    if article.section_id == facts["section"].pk:
        raise Refused(_("It is there already."))
    article.section = facts["section"]
    writing.save(article, by=user, at=at, base_version=article.version)
    if not rights.may_publish(user, article):
        workflow.take("reopen", article, by=user, at=at)


def _send(article: Article, user: User, at: datetime, facts: Facts) -> None:
    workflow.take("send_to_review", article, by=user, at=at)


def _schedule(article: Article, user: User, at: datetime, facts: Facts) -> None:
    publishing.schedule(article, by=user, at=at, start=facts["start"])
    workflow.announce("schedule", article, by=user, at=at)


def _withdraw(article: Article, user: User, at: datetime, facts: Facts) -> None:
    publishing.withdraw(article, by=user, at=at, notice=facts["notice"])


ACTS = {
    act.name: act
    for act in (
        ManyAct("assign", gettext_lazy("Assign"), _by_right, _assign),
        ManyAct("move", gettext_lazy("Move to a section"), _by_right, _move),
        ManyAct("send_to_review", gettext_lazy("Send to review"),
            _by_table("send_to_review", gettext_lazy("It is not a draft.")), _send),
        ManyAct("schedule", gettext_lazy("Schedule"),
            _by_table("schedule", gettext_lazy("You may not publish it.")), _schedule),
        ManyAct("withdraw", gettext_lazy("Withdraw"),
            _by_table("withdraw", gettext_lazy("It is not live, or not yours.")),
            _withdraw),
    )
}  # fmt: skip
