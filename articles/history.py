"""Revisions: what the working copy was at each explicit save and act of publishing."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Max

from articles.models import Article, Revision
from articles.working_copy import WorkingCopy


def record(
    copy: WorkingCopy,
    *,
    kind: Revision.Kind,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Revision:
    """Write the next revision of ``copy`` and note its digest on the article.

    Call it inside a transaction that holds the article's row.
    """
    article = copy.article
    last = Revision.objects.filter(article=article).aggregate(n=Max("number"))["n"]
    article.digest = copy.digest
    Article.objects.filter(pk=article.pk).update(digest=article.digest)
    return Revision.objects.create(
        article=article,
        number=(last or 0) + 1,
        kind=kind,
        made_by=by,
        made_at=at,
        note=note,
        data=copy.snapshot,
    )
