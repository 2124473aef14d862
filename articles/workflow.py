"""The way of a text through the desk: draft, in review, ready."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from articles.models import Article

Stage = Article.Stage


@dataclass(frozen=True)
class Step:
    """A step from one of some stages to another."""

    sources: frozenset[str]
    target: Stage


SEND_TO_REVIEW = Step(frozenset({Stage.DRAFT}), Stage.IN_REVIEW)
APPROVE = Step(frozenset({Stage.IN_REVIEW}), Stage.READY)
SEND_BACK = Step(frozenset({Stage.IN_REVIEW, Stage.READY}), Stage.DRAFT)
# The text that was approved is no longer the text.
REOPEN = Step(frozenset({Stage.READY}), Stage.IN_REVIEW)


def take(step: Step, article: Article, *, at: datetime) -> bool:
    """Take a step; False, and nothing done, when the article is at another stage.

    Of two people who take it at once, one is told that it was taken.
    """
    with transaction.atomic():
        rows = Article.objects.filter(pk=article.pk, stage__in=step.sources)
        taken = rows.update(stage=step.target, updated_at=at) == 1
    if taken:
        article.stage = step.target
        article.updated_at = at
    return taken
