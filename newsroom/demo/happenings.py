"""All that happens to one article: it is written, published, changed, withdrawn."""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cached_property

from django.contrib.auth.models import User
from django.db import transaction

from articles import publishing, writing
from articles.images import Prepared, prepare, same_file
from articles.models import Address, Article, Contributor, Image
from newsroom.demo import content
from newsroom.demo.content import ArticleText, Change, Content, Picture
from newsroom.demo.edition import moment
from sections.models import Section

WRITTEN_BEFORE = timedelta(hours=2)
STAGES = {"draft": Article.Stage.DRAFT, "in_review": Article.Stage.IN_REVIEW}


class Desk:
    """Who and what is there for an article to name, found when first asked for."""

    def __init__(self, magazine: Content, at: datetime) -> None:
        self.magazine = magazine
        self.at = at

    @cached_property
    def users(self) -> dict[str, User]:
        """Accounts by name."""
        return {user.username: user for user in User.objects.all()}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by the demonstration's slug; an editor may have changed theirs."""
        rows = list(Section.objects.all())
        return {
            text.slug: row
            for text in self.magazine.sections
            for row in rows
            if text.slug == row.slug or text.name == row.name
        }

    @cached_property
    def contributors(self) -> dict[str, Contributor]:
        """Contributors by slug."""
        return {person.slug: person for person in Contributor.objects.all()}

    @cached_property
    def images(self) -> dict[str, Image]:
        """Images of the library by the demonstration's names for them."""
        found = {key: image_of(p) for key, p in self.magazine.pictures.items()}
        return {key: image for key, image in found.items() if image is not None}

    @cached_property
    def prepared(self) -> dict[str, Future[Prepared]]:
        """Pictures the library lacks, being rendered: half of the time goes there.

        Two threads, because encoding releases Python's lock and laptops have two cores.
        """
        pool = ThreadPoolExecutor(max_workers=2)
        futures = {
            key: pool.submit(_render, picture)
            for key, picture in self.magazine.pictures.items()
            if image_of(picture) is None
        }
        pool.shutdown(wait=False)
        return futures

    def writer_of(self, text: ArticleText) -> User:
        """Who wrote it: the account named, or that of its first byline, or the editor.

        A desk without an account of its own has the editor write for it.
        """
        accounts = {person.slug: person.user for person in self.magazine.contributors}
        bylined = accounts[text.by[0]] if text.by else ""
        return self.users[text.writer or bylined or "editor"]

    def publisher_of(self, text: ArticleText) -> User:
        """Who publishes it: the editor of its section, or of everything."""
        return self.users["desk" if text.section == "energy-mining" else "editor"]

    def body_of(self, text: str) -> str:
        """The text with each picture's name replaced by its id in the library."""
        return content.PICTURE_IN_TEXT.sub(
            lambda found: f'data-image="{self.images[found[1]].pk}"', text
        )


def _render(picture: Picture) -> Prepared:
    with picture.path.open("rb") as file:
        return prepare(file)


def image_of(picture: Picture) -> Image | None:
    """The image of the library that was made from this very file."""
    return same_file(hashlib.sha256(picture.path.read_bytes()).hexdigest())


def happen(text: ArticleText, desk: Desk) -> None:
    """Make the article and let everything happen to it, or nothing at all."""
    with transaction.atomic():
        article = _write(text, desk)
        if text.state == "scheduled":
            _publish(article, text, desk, at=desk.at, start=moment(text.clock, desk.at))
        elif text.state in {"live", "withdrawn"}:
            _publish(article, text, desk, at=moment(text.clock, desk.at))
        for change in text.changes:
            _change(article.pk, change, text, desk)
        if text.withdrawal:
            publishing.withdraw(
                article,
                by=desk.publisher_of(text),
                at=moment(text.withdrawal.clock, desk.at),
                notice=text.withdrawal.notice,
            )


def _write(text: ArticleText, desk: Desk) -> Article:
    written = min(moment(text.clock, desk.at), desk.at) - WRITTEN_BEFORE
    writer = desk.writer_of(text)
    article = Article(
        slug=text.slug,
        headline=text.headline,
        standfirst=text.standfirst,
        body=desk.body_of(text.body),
        section=desk.sections[text.section] if text.section else None,
        lead_image=desk.images[text.picture] if text.picture else None,
        lead_caption=text.caption,
        is_brief=text.is_brief,
        language=text.language,
        stage=STAGES.get(text.state, Article.Stage.READY),
        created_at=written,
    )
    picked = Address.objects.filter(slug__in=text.related).select_related("article")
    found = {address.slug: address.article for address in picked}
    writing.save(
        article,
        by=writer,
        at=written,
        topics=text.topics,
        contributors=[desk.contributors[slug] for slug in text.by],
        picked=[found[slug] for slug in text.related if slug in found],
    )
    return article


def _publish(
    article: Article,
    text: ArticleText,
    desk: Desk,
    *,
    at: datetime,
    start: datetime | None = None,
) -> None:
    by = desk.publisher_of(text)
    publishing.publish(article, by=by, at=at, start=start)


def _change(article_id: int, change: Change, text: ArticleText, desk: Desk) -> None:
    """Save a later version, and publish it when it has a time."""
    article = Article.objects.get(pk=article_id)
    for old, new in change.changes:
        article.body = article.body.replace(desk.body_of(old), desk.body_of(new))
    article.headline = change.headline or article.headline
    article.standfirst = change.standfirst or article.standfirst
    start = moment(change.clock, desk.at) if change.clock else desk.at
    saved = min(start, desk.at)
    writing.save(article, by=desk.writer_of(text), at=saved)
    if change.clock:
        _publish(article, text, desk, at=saved, start=start)
