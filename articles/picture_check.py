"""Images and their files, held against one another: what is missing or too much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import Storage, default_storage, storages
from django.db.models.functions import Left

from articles import developing, picture_files, renditions
from articles.models import EarlierFile, Image
from articles.picture_files import Stored

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
    """Look at every image and every file, a folder's worth of them at a time."""
    for storage in (default_storage, storages["originals"]):
        yield from (Finding("unfinished", name) for name in picture_files.dead(storage))
    for shard in sorted(_shards()):
        yield from _of_shard(shard, at)
    yield from _exposed()


def _exposed() -> Iterator[Finding]:
    """Ask the store for the newest original as a stranger would; one speaks for all."""
    newest = Image.objects.order_by("-pk").first()
    is_public = getattr(storages["originals"], "is_public", None)
    if newest and is_public and is_public(str(newest.file)):
        yield Finding("public original", str(newest.file), newest.pk, can_repair=False)


def _shards() -> set[str]:
    """The beginnings of hashes that a row or a folder has."""
    rows = Image.objects.annotate(shard=Left("content_hash", 2))
    return {
        *rows.order_by().values_list("shard", flat=True).distinct(),
        *picture_files.folders(default_storage, picture_files.PUBLIC),
        *picture_files.folders(storages["originals"], ""),
    }


def _of_shard(shard: str, at: datetime) -> Iterator[Finding]:
    # Files before rows: what is stored in between is looked for once more.
    public = _files(default_storage, f"{picture_files.PUBLIC}/{shard}")
    private = _files(storages["originals"], shard)
    claimed: dict[str, set[str]] = {}
    originals: set[str] = set()
    for image in Image.objects.filter(content_hash__startswith=shard).order_by("pk"):
        names = claimed.setdefault(image.content_hash[:20], set())
        names |= developing.claimed([image])
        originals.add(str(image.file))
        yield from _of_image(image, public, private)
    earlier = EarlierFile.objects.filter(content_hash__startswith=shard)
    for one in earlier.select_related("image"):
        originals.add(str(one.file))
        names = claimed.setdefault(one.content_hash[:20], set())
        names |= developing.claimed([one.image])
    yield from _orphans(claimed, public, at)
    for name, found in private.items():
        if name not in originals and _is_old(found, at):
            yield Finding("orphan original", name)


def _files(storage: Storage, folder: str) -> dict[str, Stored]:
    return {one.name: one for one in picture_files.contents(storage, folder)}


def repair(finding: Finding, at: datetime) -> None:
    """Put one finding right: delete what is too much, have made what is missing."""
    if not finding.can_repair:
        return
    if finding.kind == "unfinished":
        picture_files.remove_dead(finding.name)
    elif finding.kind == "orphan original":
        storages["originals"].delete(finding.name)
    elif finding.image is None:
        _remove_orphan(finding.name)
    else:
        _make_afresh(finding.name, finding.kind, finding.image, at)


def _remove_orphan(name: str) -> None:
    """Delete a file unless an image has come to claim it since we looked."""
    rows = developing.claiming(picture_files.hash_in(name))
    if name not in developing.claimed(rows):
        default_storage.delete(name)


def _of_image(
    image: Image, public: dict[str, Stored], private: dict[str, Stored]
) -> Iterator[Finding]:
    original = str(image.file)
    has_original = original in private or image.file.storage.exists(original)
    if not has_original:
        yield Finding("missing original", original, image.pk, can_repair=False)
    for name in sorted(renditions.names(image.renditions)):
        if name in public and public[name].size == 0:
            yield Finding("empty rendition", name, image.pk, has_original)
        elif name not in public and not default_storage.exists(name):
            yield Finding("missing rendition", name, image.pk, has_original)
    if image.render_at is None and not developing.is_complete(image):
        yield Finding("incomplete", original, image.pk, has_original)


def _make_afresh(name: str, kind: str, pk: int, at: datetime) -> None:
    image = Image.objects.get(pk=pk)
    if kind == "empty rendition":
        default_storage.delete(name)
    there = [one for one in image.renditions if name not in renditions.names([one])]
    Image.objects.filter(pk=pk).update(renditions=there, render_at=at)


def _orphans(
    claimed: dict[str, set[str]], public: dict[str, Stored], at: datetime
) -> Iterator[Finding]:
    for name, found in public.items():
        rows = claimed.get(picture_files.hash_in(name))
        is_orphan = rows is not None and name not in rows
        if is_orphan or (rows is None and _is_old(found, at)):
            yield Finding("orphan", name)


def _is_old(found: Stored, at: datetime) -> bool:
    return found.modified_at < at - UPLOAD
