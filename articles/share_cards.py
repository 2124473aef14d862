"""Share cards: the picture that other sites show beside a link to an article.

A card's address tells its content, so it may be kept for ever and is another one when
the headline, the credit or the rights of the picture change. It is drawn ahead by the
worker, or for whoever asks first; never while a reader waits for a page.
"""

import hashlib
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from articles import picture_files
from articles.cards import keys_of_version
from articles.developing import order_of
from articles.licensing import fallback_of, shared
from articles.models import Image, Publication
from articles.packets import signed
from articles.renditions import Rendition
from articles.share_drawing import PICTURE, SIZE, Words, draw

# Part of every address: to be raised when the same facts make another picture.
EDITION = 1
FACE = "newsroom/fonts/brygada1918-normal.woff2"
FOLDER = "share"
# How long after an article appeared the worker sees to its card, and how long one that
# nobody may want any more is kept: it is drawn afresh in a tenth of a second.
AHEAD = timedelta(minutes=30)
KEPT_FOR = timedelta(days=60)


@dataclass(frozen=True)
class ShareCard:
    """What a publication's card says and shows at a moment."""

    publication: Publication
    words: Words
    image: Image | None
    # The name of the rendition from which the picture is taken.
    picture: str

    @property
    def mark(self) -> str:
        """What its address has of its content."""
        said = [EDITION, *astuple(self.words), self.picture]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def address(self) -> str:
        """Where other sites fetch it."""
        path = reverse("articles:share", args=[self.publication.pk, self.mark])
        return f"{settings.SITE_URL}{path}"

    @property
    def size(self) -> tuple[int, int]:
        """How wide and how high it is."""
        return SIZE

    @property
    def alt(self) -> str:
        """What it shows, for those who cannot see it."""
        seen = self.image.alt if self.image else ""
        return ". ".join(text for text in (self.words.headline, seen) if text)

    @property
    def changes_at(self) -> datetime | None:
        """Until when its address is good, as far as is known."""
        rights = self.image.shown_until if self.image else None
        return min(filter(None, [rights, self.publication.ends]), default=None)

    @property
    def keys(self) -> set[str]:
        """The surrogate keys of everything on it."""
        keys = keys_of_version(self.publication)
        return keys | ({f"image-{self.image.pk}"} if self.image else set())

    @property
    def name(self) -> str:
        """Its name in the store, which nobody can guess: the view decides who sees it.

        A card of a withdrawn article may still lie there, where readers fetch pictures.
        """
        told = f"{self.publication.pk}-{self.mark}"
        secret = salted_hmac(FOLDER, told, algorithm="sha256")
        return f"{FOLDER}/{secret.hexdigest()[:32]}.jpg"


def card_of(publication: Publication, at: datetime) -> ShareCard:
    """The card of a publication loaded ``with_cards()``; nothing is drawn yet."""
    image = shared(publication.lead_image, fallback_of(publication), at)
    # A picture goes nowhere without saying whose it is.
    shown = image.at_least(PICTURE, "1x1") if image and image.has_credit else None
    section = publication.section
    return ShareCard(
        publication=publication,
        words=Words(
            headline=publication.headline,
            kicker=_kicker(publication),
            accent=section.accent if section else "",
            site=settings.SITE_NAME,
            credit=image.credit_line if image and shown else "",
        ),
        image=image if shown else None,
        picture=shown["name"] if shown else "",
    )


def live_card(pk: int, mark: str, at: datetime) -> ShareCard | None:
    """The card at an address, if it is that of a live publication as it is now."""
    row = Publication.objects.live(at).with_cards().filter(pk=pk).first()
    card = card_of(row, at) if row else None
    return card if card and card.mark == mark else None


def content(card: ShareCard) -> bytes:
    """The file; drawn and kept if nobody asked for it before."""
    return _stored(card.name) or _drawn(card)


def due(at: datetime) -> int:
    """How many articles have just appeared whose cards nobody has drawn."""
    return len(_missing(at))


def draw_due(at: datetime, limit: int) -> int:
    """Draw the cards of what has just appeared; return how many."""
    found = _missing(at)[:limit]
    for card in found:
        _drawn(card)
    return len(found)


def old(at: datetime) -> int:
    """Count the cards that ``prune`` would delete."""
    return len(_old(at))


def prune(at: datetime, limit: int) -> int:
    """Delete cards that were drawn long ago; return how many."""
    found = _old(at)[:limit]
    picture_files.remove((default_storage, name) for name in found)
    return len(found)


def _drawn(card: ShareCard) -> bytes:
    """Draw and keep a card; without its picture, and not kept, if that is away."""
    face = finders.find(FACE)
    assert isinstance(face, str)
    picture = _stored(card.picture) if card.picture else None
    data = draw(card.words, face, picture)
    if card.image and picture:
        data = signed(data, order_of(card.image).rights)
    if picture or not card.picture:
        # A store that is full is no reason to answer with nothing.
        with suppress(picture_files.StoreFailed):
            picture_files.keep_renditions([Rendition(card.name, *SIZE, data)])
    return data


def _stored(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except OSError:
        return None


def _kicker(publication: Publication) -> str:
    if publication.sponsor:
        return _("Paid for by %(sponsor)s") % {"sponsor": publication.sponsor}
    return publication.section.name if publication.section else ""


def _missing(at: datetime) -> list[ShareCard]:
    rows = Publication.objects.live(at).filter(live_from__gt=at - AHEAD)
    cards = [card_of(row, at) for row in rows.with_cards().order_by("-live_from")[:50]]
    return [card for card in cards if not default_storage.exists(card.name)]


def _old(at: datetime) -> list[str]:
    files = picture_files.contents(default_storage, FOLDER)
    return [file.name for file in files if file.modified_at < at - KEPT_FOR]
