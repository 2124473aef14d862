"""The image library: taking pictures in, amending what is said of them, deleting."""

import hashlib
import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import (
    credits,
    developing,
    duplicates,
    library,
    picture_files,
    renditions,
    usage,
)
from articles.darkroom.process import File
from articles.models import EarlierFile, Image
from articles.photo_metadata import PhotoFacts
from articles.renditions import Facts, UnusablePicture
from articles.signals import tell
from articles.usage import Place

__all__ = [
    "ImageInUse",
    "Prepared",
    "StillShown",
    "UnusablePicture",
    "add_image",
    "amend",
    "delete_image",
    "keep",
    "prepare",
    "same_file",
]


class ImageInUse(Exception):
    """The image cannot be deleted while something shows it."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__(_("This image is in use."))
        self.places = places


class StillShown(Exception):
    """Something was emptied that readers need while they see the image."""

    def __init__(self, image: Image, losses: Mapping[str, str]) -> None:
        super().__init__(" ".join(losses.values()))
        self.image = image
        # Sentences by the name of the field.
        self.losses = losses


@dataclass(frozen=True)
class Prepared:
    """A picture that has been examined, but not kept anywhere yet."""

    name: str
    data: bytes
    content_hash: str
    facts: Facts
    # Made at once, so that there is something to show; the worker makes the rest.
    quick: Sequence[File]
    said: PhotoFacts

    @property
    def likeness(self) -> str:
        """What nearly the same pictures nearly share."""
        return duplicates.likeness_in(self.quick)


def prepare(file: BinaryIO) -> Prepared:
    """Examine an upload without keeping it; raises UnusablePicture.

    A form calls this while it validates, so that every refusal stands beside the field.
    """
    data = renditions.read(file)
    seen = renditions.examine(data)
    return Prepared(
        name=_file_name(getattr(file, "name", "") or ""),
        data=data,
        content_hash=hashlib.sha256(data).hexdigest(),
        facts=seen.facts,
        quick=seen.quick,
        said=seen.said,
    )


def add_image(
    file: BinaryIO | Prepared, *, by: AbstractBaseUser | None, **facts: Any
) -> Image:
    """Add a picture to the library, with its original and the quick renditions.

    ``facts`` are fields of Image; what is left empty is taken from the file's own
    metadata. Raises UnusablePicture for the file and ValidationError for the facts.
    """
    new = file if isinstance(file, Prepared) else prepare(file)
    return keep(Image(**facts), new, by=by)


def keep(image: Image, new: Prepared, *, by: AbstractBaseUser | None) -> Image:
    """Save a new image with the files of ``new``: row and files, or nothing at all."""
    _describe(image, new)
    quick = developing.begin(image, new.facts, new.quick, timezone.now())
    image.uploaded_by_id = by.pk if by else None
    image.full_clean()
    # Files first: they take longest, and a row without files is what readers would see.
    kept = picture_files.keep_original(str(image.file), new.data)
    try:
        for one in picture_files.keeping(quick):
            kept.append(one)
        with transaction.atomic():
            image.save(force_insert=True)
            duplicates.remember(image)
            library.index(image)
    except BaseException:
        twins = Image.objects.filter(content_hash=new.content_hash)
        needed = developing.claimed(twins) | {str(twin.file) for twin in twins}
        picture_files.remove(one for one in kept if one[1] not in needed)
        raise
    return image


def same_file(content_hash: str) -> Image | None:
    """Return the newest image made from exactly this file, if there is one."""
    return Image.objects.filter(content_hash=content_hash).first()


def amend(image: Image, *, at: datetime) -> None:
    """Save what is said of an image: its credit, texts, licence and focal point.

    Shared by all who show it, so every page with this picture is told at once.
    Raises StillShown when readers see it and its credit or description is gone.
    """
    said = [
        field.name
        for field in Image._meta.concrete_fields
        if not field.primary_key and field.name not in developing.OWN_FIELDS
    ]
    with transaction.atomic():
        # Locked, as publishing locks it: what the gate found there stays there.
        held = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        if losses := credits.losses(held, image, at):
            raise StillShown(image, losses)
        image.save(update_fields=said)
        library.index(image)
        # The credit is inside the files too, and the crops lie round the focal point.
        developing.ask(image, at)
        tell(Image, frozenset({f"image-{image.pk}"}), at)


def delete_image(image: Image, *, at: datetime) -> None:
    """Delete an image with its files; raises ImageInUse while anything shows it."""
    with transaction.atomic():
        # Locked, so that no article takes it as lead between the look and the deed.
        held = Image.objects.select_for_update().get(pk=image.pk)
        if found := usage.places(held, at):
            raise ImageInUse(found)
        originals = {held.content_hash: str(held.file)}
        originals |= {
            earlier.content_hash: str(earlier.file)
            for earlier in held.earlier_files.all()
        }
        held.delete()
        transaction.on_commit(lambda: _remove_files(held, originals))


def _remove_files(image: Image, originals: dict[str, str]) -> None:
    """Remove the files of a deleted image, except those that a twin shares."""
    developing.remove_unclaimed(developing.claimed([image]))
    for content_hash, name in originals.items():
        earlier = EarlierFile.objects.filter(content_hash=content_hash)
        if not same_file(content_hash) and not earlier.exists():
            picture_files.remove([(storages["originals"], name)])


def _describe(image: Image, new: Prepared) -> None:
    """Note what was measured, and what the file says where nobody wrote."""
    measure(image, new)
    _fill(image, new.said)


def measure(image: Image, new: Prepared) -> None:
    """Note on an image what its file is, and what the file says."""
    image.file = picture_files.original_name(new.content_hash, new.facts.suffix)
    image.original_name = new.name
    image.content_hash = new.content_hash
    image.width, image.height = new.facts.width, new.facts.height
    image.likeness = new.likeness
    said = asdict(new.said)
    taken = new.said.taken_at
    image.said = said | {"taken_at": taken.isoformat() if taken else ""}


def _fill(image: Image, said: PhotoFacts) -> None:
    """Complete what nobody wrote with what the file says, as far as it is usable."""
    for name, value in asdict(said).items():
        if name == "keywords":
            continue  # offered as topics, which are for people to choose
        field: Any = Image._meta.get_field(name)
        if not value or getattr(image, name):
            continue
        if name == "alternative_text" and image.is_decorative:
            continue
        try:
            fitting: Any = value
            if isinstance(value, str):
                fitting = Truncator(value).chars(field.max_length or len(value))
            setattr(image, name, field.clean(fitting, image))
        except ValidationError:
            continue


def _file_name(name: str) -> str:
    """Return the last part of a file's name, fit to be printed and stored."""
    last = os.path.basename(name.replace("\\", "/"))
    printable = (sign for sign in last if unicodedata.category(sign)[0] != "C")
    return "".join(printable)[-255:]
