"""What the desk says to one another about an article; readers never see any of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles import anchors, notices, rights
from articles.models import Article, Comment, Notice

MENTION = re.compile(r"(?<![\w@.])@([\w.+-]*\w)")
# Nobody is told by the dozen.
MOST_MENTIONS = 10
LONGEST = 4000


@dataclass(frozen=True)
class Said:
    """A comment that was made, and the names in it that reached nobody."""

    comment: Comment
    unreached: Sequence[str] = ()


@dataclass
class Thread:
    """A comment with its answers, and where it belongs in the text as it is now."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)
    # The block it stands beside; None for the whole article, or when it is orphaned.
    block: int | None = None

    @property
    def is_orphaned(self) -> bool:
        """Whether the paragraph it was about is no longer there."""
        return bool(self.comment.quote) and self.block is None


def say(
    article: Article,
    text: str,
    *,
    by: User,
    at: datetime,
    paragraph: int | None = None,
    quote: str = "",
    answers: Comment | None = None,
) -> Said:
    """Keep a comment; tell those mentioned in it, and those whose article it is.

    An answer stands below the comment that began the thread, and opens it again.
    """
    first = answers and (answers.answers or answers)
    with transaction.atomic():
        comment = Comment.objects.create(
            article=article,
            author=by,
            text=text.strip(),
            paragraph=None if first else paragraph,
            quote="" if first else quote[: anchors.QUOTED],
            answers=first,
            made_at=at,
        )
        if first is not None:
            reopen(first)
        mentioned, unreached = _mentioned(text, article)
        comment.mentioned.set(mentioned)
        notices.tell(mentioned, article, Notice.Kind.MENTIONED, text, by=by, at=at)
        others = [*notices.makers(article), *_speakers(first)]
        rest = [person for person in others if person not in mentioned]
        notices.tell(rest, article, Notice.Kind.COMMENTED, text, by=by, at=at)
    return Said(comment, unreached)


def note(
    article: Article,
    text: str,
    *,
    by: User | None,
    at: datetime,
    told: Iterable[User] = (),
) -> Comment:
    """Keep a remark about the whole article; tell those mentioned and not yet told."""
    text = text.strip()
    comment = Comment.objects.create(article=article, author=by, text=text, made_at=at)
    mentioned, _unreached = _mentioned(text, article)
    comment.mentioned.set(mentioned)
    rest = set(mentioned) - set(told)
    notices.tell(rest, article, Notice.Kind.MENTIONED, text, by=by, at=at)
    return comment


def resolve(comment: Comment, *, by: User, at: datetime) -> bool:
    """Mark the thread as done; False when somebody else was faster."""
    rows = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    return rows.update(resolved_at=at, resolved_by=by) == 1


def reopen(comment: Comment) -> bool:
    """Take back that the thread is done."""
    rows = Comment.objects.filter(pk=comment.pk).exclude(resolved_at=None)
    return rows.update(resolved_at=None, resolved_by=None) == 1


def threads(article: Article, html: str) -> list[Thread]:
    """All that was said, in the order of the text ``html``: first what has no place.

    Orphaned comments come first, then those on the whole article, then paragraph by
    paragraph; what is resolved comes last.
    """
    rows = Comment.objects.filter(article=article).select_related(
        "author", "resolved_by"
    )
    blocks = anchors.paragraphs(html)
    found: dict[int, Thread] = {}
    for row in rows:
        if row.answers_id is None:
            block = anchors.place(row.quote, row.paragraph, blocks)
            found[row.pk] = Thread(row, block=block)
        elif row.answers_id in found:
            found[row.answers_id].replies.append(row)
    return sorted(found.values(), key=_order)


def open_threads(article: Article, html: str) -> list[Thread]:
    """What is not resolved yet; nothing for an article that was never saved."""
    found = threads(article, html) if article.pk else []
    return [thread for thread in found if thread.comment.resolved_at is None]


def _order(thread: Thread) -> tuple[bool, bool, int]:
    is_done = thread.comment.resolved_at is not None
    block = -1 if thread.block is None else thread.block
    return is_done, not thread.is_orphaned, block


def _mentioned(text: str, article: Article) -> tuple[list[User], list[str]]:
    """Those named with @ who may open the article, and the names of nobody such."""
    names = dict.fromkeys(name.lower() for name in MENTION.findall(text))
    wanted = list(names)[:MOST_MENTIONS]
    if not wanted:
        return [], []
    people = {
        person.get_username().lower(): person for person in rights.people_for(article)
    }
    found = [people[name] for name in wanted if name in people]
    return found, [name for name in wanted if name not in people]


def _speakers(first: Comment | None) -> Iterable[User]:
    """Who has spoken in a thread."""
    if first is None:
        return []
    return User.objects.filter(comments__in=[first, *first.replies.all()]).distinct()
