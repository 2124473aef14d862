"""Preview links: an outsider reads what is not published, says something, approves it.

The address is signed, and holds no right but its own: it ends by its date, by being
revoked, or when the article is taken down.
"""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import anchors, comments, notices
from articles.models import (
    Approval,
    Article,
    Comment,
    Notice,
    PreviewLink,
    PreviewVisit,
)

SIGNER = Signer(salt="articles.preview", sep="~")
DAYS = (1, 3, 7, 14, 30)
MOST_LINKS = 20  # open at once for one article
MOST_ANSWERS = 100  # through one link
# A reader who reloads the page has not come back.
SAME_VISIT = timedelta(minutes=10)


class TooMany(ValidationError):
    """There is as much of it as anybody can want."""


class Changed(Exception):
    """The text is not the one that was approved."""


def share(
    article: Article, *, by: User, at: datetime, label: str = "", days: int = 7
) -> PreviewLink:
    """Make a link to the working copy, open for ``days``. Raises TooMany."""
    if open_links(article, at).count() >= MOST_LINKS:
        raise TooMany(_("There are many links already: revoke one first."))
    return PreviewLink.objects.create(
        article=article,
        label=label.strip(),
        nonce=secrets.token_urlsafe(18),
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )


def revoke(link: PreviewLink, *, at: datetime) -> bool:
    """End a link; False when it had ended before."""
    rows = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    return rows.update(revoked_at=at) == 1


def open_links(article: Article, at: datetime) -> QuerySet[PreviewLink]:
    """The article's links that still lead somewhere."""
    return article.preview_links.filter(revoked_at=None, expires_at__gt=at)


def token_of(link: PreviewLink) -> str:
    """The secret part of the link's address."""
    return SIGNER.sign(link.nonce)


def link_for(token: str, at: datetime) -> PreviewLink | None:
    """The link of an address, if it is ours, still open, and not blocked since."""
    try:
        nonce = SIGNER.unsign(token)
    except BadSignature:
        return None
    rows = PreviewLink.objects.filter(
        nonce=nonce, revoked_at=None, expires_at__gt=at, article__blocked_at=None
    )
    return rows.select_related("article__section", "article__lead_image").first()


def note_visit(link: PreviewLink, *, at: datetime, address: str) -> None:
    """Remember who looked at which version; not every reload of the page."""
    version = link.article.version
    seen = link.visits.filter(address=address[:64], version=version)
    if not seen.filter(visited_at__gt=at - SAME_VISIT).exists():
        PreviewVisit.objects.create(
            link=link, visited_at=at, version=version, address=address[:64]
        )


def say(
    link: PreviewLink,
    text: str,
    *,
    name: str,
    at: datetime,
    paragraph: int | None = None,
    quote: str = "",
) -> Comment:
    """Keep what an outsider says, and tell those whose article it is.

    Raises TooMany for a link through which everything has been said.
    """
    with transaction.atomic():
        _refuse_flood(link)
        comment = Comment.objects.create(
            article=link.article,
            link=link,
            name=name.strip(),
            text=text.strip()[: comments.LONGEST],
            paragraph=paragraph,
            quote=quote[: anchors.QUOTED],
            made_at=at,
        )
        _tell(link, f"{comment.name}: {comment.text}", at)
    return comment


def approve(link: PreviewLink, *, name: str, version: int, at: datetime) -> Approval:
    """Keep that a named outsider approved exactly this version of the text.

    Raises Changed when the text has been saved since, TooMany.
    """
    with transaction.atomic():
        _refuse_flood(link)
        article = Article.objects.select_for_update(no_key=True).get(pk=link.article_id)
        if article.version != version:
            raise Changed
        approval = Approval.objects.create(
            link=link,
            name=name.strip(),
            version=version,
            digest=article.digest,
            approved_at=at,
        )
        told = _("%(name)s approved version %(number)d.")
        _tell(link, told % {"name": approval.name, "number": version}, at)
    return approval


def approvals(article: Article) -> QuerySet[Approval]:
    """Who approved which version of the article, the latest first."""
    return Approval.objects.filter(link__article=article).select_related("link")


def _refuse_flood(link: PreviewLink) -> None:
    if link.comments.count() + link.approvals.count() >= MOST_ANSWERS:
        raise TooMany(_("Much has been said through this link. Please ask the desk."))


def _tell(link: PreviewLink, text: str, at: datetime) -> None:
    people = {*notices.makers(link.article), *([link.made_by] if link.made_by else [])}
    notices.tell(people, link.article, Notice.Kind.OUTSIDER, text, by=None, at=at)
