"""Images and their files, held against one another: what is missing or too much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.core.files.storage import Storage, default_storage, storages

from articles import developing, picture_files, renditions
from articles.models import EarlierFile, Image

# A file without a row is an upload on its way, for as long as uploads take.
UPLOAD = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be; ``image`` is its number, if it has one."""

    kind: str
    name: str
    image: int | None = None
    # Whether ``repair`` puts it right; a lost original needs the backup.
    can_repair: bool = True


def findings(at: datetime) -> Iterator[Finding]:
    """Look at every image and every file."""
    claimed: dict[str, set[str]] = {}
    originals: set[str] = set()
    for image in Image.objects.order_by("pk").iterator(500):
        names = claimed.setdefault(image.content_hash[:20], set())
        names |= developing.claimed([image])
        originals.add(str(image.file))
        yield from _of_image(image)
    for earlier in EarlierFile.objects.iterator(500):
        originals.add(str(earlier.file))
    yield from _orphans(claimed, at)
    yield from _orphan_originals(originals, at)
    for storage in (default_storage, storages["originals"]):
        yield from (Finding("unfinished", name) for name in picture_files.dead(storage))


def repair(finding: Finding, at: datetime) -> None:
    """Put one finding right: delete what is too much, have made what is missing."""
    if not finding.can_repair:
        return
    if finding.kind == "unfinished":
        picture_files.remove_dead(finding.name)
    elif finding.kind == "orphan original":
        storages["originals"].delete(finding.name)
    elif finding.image is None:
        default_storage.delete(finding.name)
    else:
        _make_afresh(finding.name, finding.kind, finding.image, at)


def _of_image(image: Image) -> Iterator[Finding]:
    original = str(image.file)
    if not image.file.storage.exists(original):
        yield Finding("missing original", original, image.pk, can_repair=False)
        return
    for name in sorted(renditions.names(image.renditions)):
        if not default_storage.exists(name):
            yield Finding("missing rendition", name, image.pk)
        elif default_storage.size(name) == 0:
            yield Finding("empty rendition", name, image.pk)
    if image.render_at is None and not developing.is_complete(image):
        yield Finding("incomplete", original, image.pk)


def _make_afresh(name: str, kind: str, pk: int, at: datetime) -> None:
    image = Image.objects.get(pk=pk)
    if kind == "empty rendition":
        default_storage.delete(name)
    there = [one for one in image.renditions if name not in renditions.names([one])]
    Image.objects.filter(pk=pk).update(renditions=there, render_at=at)


def _orphans(claimed: dict[str, set[str]], at: datetime) -> Iterator[Finding]:
    for name in picture_files.listed(default_storage, picture_files.PUBLIC):
        rows = claimed.get(PurePosixPath(name).name[:20])
        is_orphan = rows is not None and name not in rows
        if is_orphan or (rows is None and _is_old(default_storage, name, at)):
            yield Finding("orphan", name)


def _orphan_originals(claimed: set[str], at: datetime) -> Iterator[Finding]:
    storage = storages["originals"]
    for name in picture_files.listed(storage, ""):
        if name not in claimed and _is_old(storage, name, at):
            yield Finding("orphan original", name)


def _is_old(storage: Storage, name: str, at: datetime) -> bool:
    return storage.get_modified_time(name) < at - UPLOAD
