"""Loading the demonstration: through the same actions as the desk, and only what lacks.

Safe to run again and safe to kill: every article is one transaction, and what is there
already, however it has been edited since, is left alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from articles.images import add_image
from articles.models import Address, Contributor, Revision, Topic
from articles.models.topic import key_of
from newsroom.demo import accounts, content
from newsroom.demo.content import Content, ContributorText, Picture, SectionText
from newsroom.demo.happenings import Desk, happen, image_of
from newsroom.management.progress import Progress
from sections.models import Section


@dataclass
class Report:
    """How many of each kind were made, and how many were there already."""

    made: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    @property
    def kinds(self) -> list[str]:
        """All kinds counted, in the order in which they are made."""
        return [kind for kind in KINDS if self.made[kind] + self.kept[kind]]


@dataclass(frozen=True)
class Step:
    """One thing of the demonstration, and how to make it if it is missing."""

    kind: str
    name: str
    is_there: bool
    make: Callable[[], object]


def load(at: datetime, *, progress: Progress, dry_run: bool = False) -> Report:
    """Make whatever is missing of the demonstration, as if today were ``at``.

    ``progress`` hears of each step: how many are done, of how many, and its name. With
    ``dry_run`` nothing is written: the report says what would be. Raises DemoRefused.
    """
    accounts.refuse_unless_debug()
    magazine = content.read()
    desk = Desk(magazine, at)
    steps = [step for kind in KINDS.values() for step in kind(magazine, desk)]
    report = Report()
    for number, step in enumerate(steps, start=1):
        if not (step.is_there or dry_run):
            step.make()
        (report.kept if step.is_there else report.made)[step.kind] += 1
        progress(number, len(steps), step.name)
    return report


def _sections(magazine: Content, desk: Desk) -> Iterator[Step]:
    there = {
        name for pair in Section.objects.values_list("slug", "name") for name in pair
    }
    for position, text in enumerate(magazine.sections):
        make = partial(_make_section, text, position)
        yield Step("sections", text.name, bool(there & {text.slug, text.name}), make)


def _make_section(text: SectionText, position: int) -> None:
    section = Section(
        slug=text.slug,
        name=text.name,
        accent=text.accent,
        description=text.description,
        position=position,
    )
    section.full_clean()
    section.save()


def _accounts(magazine: Content, desk: Desk) -> Iterator[Step]:
    missing = accounts.missing()
    password = accounts.hashed_password() if missing else ""
    for account in accounts.ACCOUNTS:
        make = partial(accounts.create, account, password)
        yield Step("accounts", account.username, account not in missing, make)


def _contributors(magazine: Content, desk: Desk) -> Iterator[Step]:
    there = set(Contributor.objects.values_list("slug", flat=True))
    for text in magazine.contributors:
        make = partial(_make_contributor, text, desk)
        yield Step("contributors", text.name, text.slug in there, make)


def _make_contributor(text: ContributorText, desk: Desk) -> None:
    user = desk.users.get(text.user)
    # An account has one contributor at most, and an editor may have given it one.
    if user is not None and Contributor.objects.filter(user=user).exists():
        user = None
    Contributor.objects.create(
        slug=text.slug, name=text.name, role=text.role, bio=text.bio, user=user
    )


def _topics(magazine: Content, desk: Desk) -> Iterator[Step]:
    there = set(Topic.objects.values_list("key", flat=True))
    for name in magazine.topics:
        make = partial(Topic.objects.named, [name])
        yield Step("topics", name, key_of(name) in there, make)


def _pictures(magazine: Content, desk: Desk) -> Iterator[Step]:
    for picture in magazine.pictures.values():
        make = partial(_make_picture, picture, desk)
        yield Step("pictures", picture.path.name, image_of(picture) is not None, make)


def _make_picture(picture: Picture, desk: Desk) -> None:
    rendered = desk.prepared[picture.key].result()
    add_image(rendered, by=desk.users["photo"], **picture.stated)


def _articles(magazine: Content, desk: Desk) -> Iterator[Step]:
    slugs = [text.slug for text in magazine.articles]
    there = set(Address.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    # A draft whose address an editor has changed is known by its history alone.
    past = Revision.objects.filter(data__slug__in=slugs)
    there |= set(past.values_list("data__slug", flat=True))
    for text in magazine.articles:
        yield Step(
            "articles", text.headline, text.slug in there, partial(happen, text, desk)
        )


# In the order in which they can be made.
KINDS: dict[str, Callable[[Content, Desk], Iterator[Step]]] = {
    "sections": _sections,
    "accounts": _accounts,
    "contributors": _contributors,
    "topics": _topics,
    "pictures": _pictures,
    "articles": _articles,
}
