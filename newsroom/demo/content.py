"""The texts and pictures of the demonstration, read from their files and checked.

An article is a file of ``articles/``: facts in TOML between two lines of plus signs,
then its body, one block to a line, with pictures by the names of ``pictures.toml``.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from newsroom.demo.edition import Clock

HERE = Path(__file__).parent
STATES = ("live", "scheduled", "draft", "in_review", "withdrawn")
PICTURE_IN_TEXT = re.compile(r'data-image="([a-z-]+)"')

T = TypeVar("T")


class ContentError(ValueError):
    """A file of the demonstration does not say what it should."""


@dataclass(frozen=True)
class Picture:
    """A picture, and what is to be said of it. ``blank``: facts to leave unsaid."""

    key: str
    path: Path
    origin: str
    facts: Mapping[str, Any]
    blank: tuple[str, ...] = ()

    @property
    def stated(self) -> dict[str, Any]:
        """The facts that the library is given."""
        return {name: v for name, v in self.facts.items() if name not in self.blank}


@dataclass(frozen=True)
class SectionText:
    """A section of the magazine."""

    slug: str
    name: str
    accent: str
    description: str


@dataclass(frozen=True)
class ContributorText:
    """A desk or column; ``user`` is the demo account that belongs to it."""

    slug: str
    name: str
    role: str
    bio: str
    user: str = ""


@dataclass(frozen=True)
class Change:
    """A later version: what is replaced by what, and when; never published without."""

    clock: Clock | None
    changes: tuple[tuple[str, str], ...] = ()
    headline: str = ""
    standfirst: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """When readers lost an article, and what they are told instead."""

    clock: Clock
    notice: str


@dataclass(frozen=True)
class ArticleText:
    """One article of the demonstration, and everything that happens to it."""

    slug: str
    headline: str
    clock: Clock
    body: str = ""
    state: str = "live"
    section: str = ""
    standfirst: str = ""
    picture: str = ""
    caption: str = ""
    topics: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    writer: str = ""
    is_brief: bool = False
    language: str = ""
    changes: tuple[Change, ...] = ()
    withdrawal: Withdrawal | None = None

    @property
    def pictures(self) -> list[str]:
        """The pictures it shows, lead first."""
        inline = PICTURE_IN_TEXT.findall(self.body)
        return [self.picture, *inline] if self.picture else inline

    @property
    def is_live(self) -> bool:
        """Whether readers see it once everything has happened."""
        return self.state == "live"


@dataclass(frozen=True)
class Content:
    """The whole magazine. Articles come in the order in which they happened."""

    sections: Sequence[SectionText]
    contributors: Sequence[ContributorText]
    topics: Sequence[str]
    pictures: Mapping[str, Picture]
    articles: Sequence[ArticleText]


def read(folder: Path = HERE) -> Content:
    """Everything in ``folder``; raises ContentError, naming the file at fault."""
    sections = _table(folder, "sections.toml")
    contributors = _table(folder, "contributors.toml")
    pictures = _table(folder, "pictures.toml")
    files = sorted((folder / "articles").glob("*.html"))
    content = Content(
        sections=[_made(SectionText, key, slug=key, **v) for key, v in sections],
        contributors=[
            _made(ContributorText, key, slug=key, **v) for key, v in contributors
        ],
        topics=tuple(dict(_table(folder, "topics.toml"))["names"]),
        pictures={key: _picture(folder, key, v) for key, v in pictures},
        articles=sorted((_article(path) for path in files), key=_when),
    )
    for article in content.articles:
        _check(article, content)
    return content


def _table(folder: Path, name: str) -> list[tuple[str, Any]]:
    try:
        return list(tomllib.loads((folder / name).read_text("utf-8")).items())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"{name}: {error}") from error


def _made(kind: type[T], name: str, /, **facts: Any) -> T:
    """One of ``kind``; says which file is at fault when the facts do not fit."""
    listed = {key: tuple(v) if isinstance(v, list) else v for key, v in facts.items()}
    try:
        return kind(**listed)
    except TypeError as error:
        raise ContentError(f"{name}: {error}") from error


def _picture(folder: Path, key: str, facts: dict[str, Any]) -> Picture:
    path = folder / "pictures" / facts.pop("file")
    if not path.is_file():
        raise ContentError(f"pictures.toml: {key}: there is no {path.name}")
    blank, origin = tuple(facts.pop("blank", ())), facts.pop("origin")
    return Picture(key=key, path=path, origin=origin, facts=facts, blank=blank)


def _article(path: Path) -> ArticleText:
    name = path.name
    empty, mark, rest = path.read_text("utf-8").partition("+++\n")
    head, end, body = rest.partition("+++\n")
    if empty or not mark or not end:
        raise ContentError(f"{name}: its facts do not stand between +++ and +++")
    try:
        facts = tomllib.loads(head)
        later = [
            _change(facts.pop(key)) for key in ("update", "pending") if key in facts
        ]
        withdrawal = facts.pop("withdrawal", None)
        if withdrawal is not None:
            withdrawal = Withdrawal(_clock(withdrawal), **withdrawal)
        facts |= {"clock": _clock(facts), "body": "".join(body.splitlines())}
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(f"{name}: {error}") from error
    return _made(
        ArticleText, name, slug=path.stem, changes=later, withdrawal=withdrawal, **facts
    )


def _clock(facts: dict[str, Any]) -> Clock:
    """Take the moment out of ``facts``: ``clock``, with days ago or days ahead."""
    days = facts.pop("days_ahead", 0) or -facts.pop("days_ago")
    return Clock.read(days, facts.pop("clock"))


def _change(facts: dict[str, Any]) -> Change:
    pairs = tuple((old, new) for old, new in facts.pop("changes"))
    clock = _clock(facts) if "clock" in facts else None
    return Change(clock, pairs, **facts)


def _when(article: ArticleText) -> tuple[int, Any, str]:
    return article.clock.days, article.clock.clock, article.slug


def _check(article: ArticleText, content: Content) -> None:
    """Raise ContentError for a name that is nowhere, or a text that cannot be."""
    known = {
        "state": (STATES, [article.state]),
        "section": ([s.slug for s in content.sections] + [""], [article.section]),
        "topic": (content.topics, article.topics),
        "contributor": ([c.slug for c in content.contributors], article.by),
        "picture": (content.pictures, article.pictures),
        # Picked when the article is made, so they must have happened before it.
        "earlier article": (
            [a.slug for a in _before(article, content)],
            article.related,
        ),
    }
    for what, (names, used) in known.items():
        for name in used:
            if name not in names:
                raise ContentError(f"{article.slug}: there is no {what} “{name}”")
    for change in article.changes:
        for old, _new in change.changes:
            if article.body.count(old) != 1:
                raise ContentError(f"{article.slug}: not there once: “{old[:60]}”")


def _before(article: ArticleText, content: Content) -> list[ArticleText]:
    return [a for a in content.articles if a.is_live and _when(a) < _when(article)]
