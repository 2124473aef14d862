"""The image library: taking pictures in, amending what is said of them, deleting."""

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import photo_metadata, picture_files, renditions, usage
from articles.models import Image
from articles.photo_metadata import PhotoFacts
from articles.renditions import Facts, Rendition, UnusablePicture
from articles.signals import tell
from articles.usage import Place

__all__ = [
    "ImageInUse",
    "Prepared",
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


@dataclass(frozen=True)
class Prepared:
    """A picture that has been examined and rendered, but not kept anywhere yet."""

    name: str
    data: bytes
    content_hash: str
    facts: Facts
    renditions: Sequence[Rendition]
    said: PhotoFacts


def prepare(file: BinaryIO) -> Prepared:
    """Examine and render an upload without keeping it; raises UnusablePicture.

    A form calls this while it validates, so that every refusal stands beside the field.
    """
    data = renditions.read(file)
    facts = renditions.inspect(data)
    content_hash = hashlib.sha256(data).hexdigest()
    return Prepared(
        name=_file_name(getattr(file, "name", "") or ""),
        data=data,
        content_hash=content_hash,
        facts=facts,
        renditions=renditions.make(data, picture_files.stem(content_hash)),
        said=photo_metadata.read(data),
    )


def add_image(
    file: BinaryIO | Prepared, *, by: AbstractBaseUser | None, **facts: Any
) -> Image:
    """Add a picture to the library, with its original and all its renditions.

    ``facts`` are fields of Image; what is left empty is taken from the file's own
    metadata. Raises UnusablePicture for the file and ValidationError for the facts.
    """
    new = file if isinstance(file, Prepared) else prepare(file)
    return keep(Image(**facts), new, by=by)


def keep(image: Image, new: Prepared, *, by: AbstractBaseUser | None) -> Image:
    """Save a new image with the files of ``new``: row and files, or nothing at all."""
    _describe(image, new)
    image.uploaded_by_id = by.pk if by else None
    image.full_clean()
    # Files first: they take longest, and a row without files is what readers would see.
    kept = picture_files.keep_original(str(image.file), new.data)
    try:
        kept += picture_files.keep_renditions(new.renditions)
        with transaction.atomic():
            image.save(force_insert=True)
    except BaseException:
        if not same_file(new.content_hash):
            picture_files.remove(kept)
        raise
    return image


def same_file(content_hash: str) -> Image | None:
    """Return the newest image made from exactly this file, if there is one."""
    return Image.objects.filter(content_hash=content_hash).first()


def amend(image: Image, *, at: datetime) -> None:
    """Save what is said of an image: its credit, texts, licence and focal point.

    Shared by all who show it, so every page with this picture is told at once.
    """
    with transaction.atomic():
        image.save()
        tell(Image, frozenset({f"image-{image.pk}"}), at)


def delete_image(image: Image, *, at: datetime) -> None:
    """Delete an image with its files; raises ImageInUse while anything shows it."""
    with transaction.atomic():
        # Locked, so that no article takes it as lead between the look and the deed.
        held = Image.objects.select_for_update().get(pk=image.pk)
        if found := usage.places(held, at):
            raise ImageInUse(found)
        held.delete()
        transaction.on_commit(lambda: _remove_files(held))


def _remove_files(image: Image) -> None:
    """Remove the files of a deleted image, unless its twin shares them."""
    if same_file(image.content_hash):
        return
    public = [(default_storage, made["name"]) for made in image.renditions]
    picture_files.remove([*public, (storages["originals"], str(image.file))])


def _describe(image: Image, new: Prepared) -> None:
    """Note what was measured, and what the file says where nobody wrote."""
    image.file = picture_files.original_name(new.content_hash, new.facts.suffix)
    image.original_name = new.name
    image.content_hash = new.content_hash
    image.width, image.height = new.facts.width, new.facts.height
    image.renditions = [
        {"name": made.name, "width": made.width, "height": made.height}
        for made in new.renditions
    ]
    _fill(image, new.said)


def _fill(image: Image, said: PhotoFacts) -> None:
    """Complete what nobody wrote with what the file says, as far as it is usable."""
    for name, value in asdict(said).items():
        field: Any = Image._meta.get_field(name)
        if not value or getattr(image, name):
            continue
        if name == "alternative_text" and image.is_decorative:
            continue
        try:
            text = Truncator(value).chars(field.max_length or len(value))
            setattr(image, name, field.clean(text, image))
        except ValidationError:
            continue


def _file_name(name: str) -> str:
    """Return the last part of a file's name, fit to be printed and stored."""
    last = os.path.basename(name.replace("\\", "/"))
    printable = (sign for sign in last if unicodedata.category(sign)[0] != "C")
    return "".join(printable)[-255:]
