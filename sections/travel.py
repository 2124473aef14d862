"""Readers' pages at another moment: who may look at which, and links for looking.

What readers saw is open to everybody who publishes. What they will see is text that is
not out yet: managing editors see all of it; section editors see the pages of their own
sections, from which others' coming articles are left out. A signed link lets its bearer
look with the eyes of whoever made it, at one moment, for a week.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import rights
from articles.models import Address
from articles.moment import Travel, travel_of
from sections.models import Section

LASTS = timedelta(days=7)
SALT = "sections.travel"
# Nobody publishes before the press, nor beyond what a database can add to.
YEARS = range(1600, 2200)
# A plus sign that an address has turned into a blank.
BLANK = re.compile(r" (?=[0-9]{2}:?[0-9]{2}\Z)")


@dataclass(frozen=True)
class Journey(Travel):
    """A look at another moment, with the eyes of somebody."""

    # Ids of the sections whose coming articles may be seen; None for those of all.
    own: frozenset[int] | None = None

    @property
    def known(self) -> Q:
        """Which publications may be seen: those of all, or of one's own sections."""
        if self.own is None or not self.is_ahead:
            return Q()
        return Q(live_from__lte=self.now) | Q(section_id__in=self.own)

    @property
    def is_partial(self) -> bool:
        """Whether something may be left out."""
        return self.own is not None and self.is_ahead


def moment_asked(text: str) -> datetime:
    """The moment that ``text`` names, in the newsroom's zone if it names none.

    Raises ValueError for anything else than an ISO date with a time.
    """
    is_plain = text.isascii() and text.isprintable()
    try:
        found = parse_datetime(BLANK.sub("+", text[:40])) if is_plain else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise ValueError(f"no moment: {text[:40]!r}")
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def journey(user: Any, at: datetime, now: datetime) -> Journey | None:
    """The look that the user may take at ``at``; None if none."""
    is_known = isinstance(user, User) and user.is_active and user.is_staff
    if not is_known or not rights.is_section_editor(user):
        return None
    if rights.acts_everywhere(user):
        return Journey(at, now)
    return Journey(at, now, frozenset(rights.own_sections(user)))


def may_see_page(found: Journey, request: HttpRequest) -> bool:
    """Whether the look may be taken at the page that the request is for.

    Never at an article that was taken down: by law its text stays away at any moment.
    """
    match = request.resolver_match
    if match is None or _is_taken_down(match.kwargs.get("slug")):
        return False
    if not found.is_partial or found.own is None:
        return True
    if match.view_name != "sections:section":
        return False
    own = Section.objects.filter(pk__in=found.own, slug=match.kwargs["section"])
    return own.exists()


def known(request: HttpRequest) -> Q:
    """Which publications the request may show: for readers, all that are live."""
    found = travel_of(request)
    return found.known if isinstance(found, Journey) else Q()


def _is_taken_down(slug: str | None) -> bool:
    rows = Address.objects.filter(slug=slug, article__blocked_at__isnull=False)
    return slug is not None and rows.exists()


def signed(user: User, at: datetime) -> str:
    """The signature by which a link looks with the user's eyes at ``at``."""
    return signing.dumps({"by": user.pk, "at": at.timestamp()}, salt=SALT)


def bearer(signature: str, at: datetime) -> User | None:
    """Who made the link; None when it is not for this moment, or not valid any more."""
    try:
        said = signing.loads(signature, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    if said["at"] != at.timestamp():
        return None
    return User.objects.filter(pk=said["by"]).first()


def link(path: str, user: User, at: datetime) -> str:
    """The address of a reader's page at ``at``, signed."""
    base, _, asked = path.partition("?")
    kept = f"{asked}&" if asked else ""
    facts = {"at": written(at), "sig": signed(user, at)}
    return f"{base}?{kept}{urlencode(facts, safe=':')}"


def written(at: datetime) -> str:
    """A moment as an address has it: where the newsroom is, to the second it needs."""
    local = timezone.localtime(at)
    step = "minutes" if not (local.second or local.microsecond) else "auto"
    return local.replace(tzinfo=None).isoformat(timespec=step)


def path_asked(text: str) -> str:
    """The path of a page of ours that somebody typed or pasted; "" for any other."""
    text = text.strip().removeprefix(settings.SITE_URL)
    path, _, asked = text.partition("?")
    kept = [part for part in asked.split("&") if part.startswith(("q=", "before="))]
    is_ours = re.fullmatch(r"/(?!/)[^\s\\\x00#]*", path)
    if not is_ours or path.startswith(settings.DESK_PATH):
        return ""
    return "?".join(filter(None, [path, "&".join(kept)]))
