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
    article.digest = copy.digest
    Article.objects.filter(pk=article.pk).update(digest=article.digest)
    return _write(copy, kind, by, at, note)


def set_aside(
    copy: WorkingCopy, *, by: User | None, at: datetime, note: str
) -> Revision:
    """Keep a text that somebody typed and that did not become the working copy.

    Call it inside a transaction that holds the article's row, before the text that was
    chosen is recorded: the last revision is always the working copy.
    """
    return _write(copy, Revision.Kind.SAVE, by, at, note)


def _write(
    copy: WorkingCopy, kind: Revision.Kind, by: User | None, at: datetime, note: str
) -> Revision:
    rows = Revision.objects.filter(article=copy.article)
    last = rows.aggregate(n=Max("number"))["n"]
    return Revision.objects.create(
        article=copy.article,
        number=(last or 0) + 1,
        kind=kind,
        made_by=by,
        made_at=at,
        note=note,
        data=copy.snapshot,
    )
