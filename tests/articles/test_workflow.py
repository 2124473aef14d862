"""Steps between the stages: taken once, and only from where they begin."""

import pytest

from articles import workflow
from articles.models import Article
from tests.factories import HOUR, NOON, make_article

pytestmark = pytest.mark.django_db
Stage = Article.Stage


@pytest.mark.parametrize(
    ("step", "source", "target"),
    [
        (workflow.SEND_TO_REVIEW, Stage.DRAFT, Stage.IN_REVIEW),
        (workflow.APPROVE, Stage.IN_REVIEW, Stage.READY),
        (workflow.SEND_BACK, Stage.IN_REVIEW, Stage.DRAFT),
        (workflow.SEND_BACK, Stage.READY, Stage.DRAFT),
        (workflow.REOPEN, Stage.READY, Stage.IN_REVIEW),
    ],
)
def test_a_step_leads_from_its_stage_to_the_next(step, source, target):
    article = make_article(stage=source)
    assert workflow.take(step, article, at=NOON + HOUR)
    stored = Article.objects.get(pk=article.pk)
    assert (article.stage, stored.stage, stored.updated_at) == (
        target,
        target,
        NOON + HOUR,
    )


@pytest.mark.parametrize(
    ("step", "stage"),
    [
        (workflow.SEND_TO_REVIEW, Stage.IN_REVIEW),
        (workflow.SEND_TO_REVIEW, Stage.READY),
        (workflow.APPROVE, Stage.DRAFT),
        (workflow.APPROVE, Stage.READY),
        (workflow.SEND_BACK, Stage.DRAFT),
        (workflow.REOPEN, Stage.IN_REVIEW),
    ],
)
def test_a_step_from_another_stage_changes_nothing(step, stage):
    article = make_article(stage=stage)
    assert not workflow.take(step, article, at=NOON + HOUR)
    stored = Article.objects.get(pk=article.pk)
    assert (stored.stage, stored.updated_at) == (stage, NOON)


def test_of_two_people_who_approve_one_is_told():
    article = make_article(stage=Stage.IN_REVIEW)
    first, second = (Article.objects.get(pk=article.pk) for _ in range(2))
    taken = [workflow.take(workflow.APPROVE, one, at=NOON) for one in (first, second)]
    assert taken == [True, False]
