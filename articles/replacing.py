"""Another file for an image: the old one is kept, and pages follow at once."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from articles import (
    developing,
    duplicates,
    library,
    picture_files,
    renditions,
    rights,
)
from articles.images import Prepared, measure
from articles.models import EarlierFile, Image, Publication
from articles.signals import tell


class MayNotReplace(Exception):
    """Readers see the image where the user may not publish."""


def may_replace(user: User, image: Image, at: datetime) -> bool:
    """Whether the user may give the image another file.

    Where readers see it, that changes a page: it takes somebody who may publish in
    every section concerned, and everywhere for what stands on several pages.
    """
    if not rights.may_change_image(user, image):
        return False
    if rights.acts_everywhere(user) and rights.is_section_editor(user):
        return True
    used = Q(lead_image=image) | Q(article__image_uses__image=image)
    shown = Publication.objects.live(at).filter(used)
    sections = set(shown.values_list("section_id", flat=True))
    if not sections and not _stands_elsewhere(image):
        return True
    if _stands_elsewhere(image) or not rights.is_section_editor(user):
        return False
    return sections <= rights.own_sections(user)


def _stands_elsewhere(image: Image) -> bool:
    """Whether a line-up, a contributor or a section shows it: pages of everybody."""
    return any(
        relation.related_model._default_manager.filter(
            **{relation.field.name: image}
        ).exists()
        for relation in Image._meta.related_objects
        if relation.related_model._meta.label_lower
        in {"sections.slot", "sections.section", "articles.contributor"}
    )


def replace_file(image: Image, new: Prepared, *, by: User, at: datetime) -> None:
    """Give the image another file; what is said of it stays. Raises MayNotReplace."""
    if not may_replace(by, image, at):
        raise MayNotReplace
    with transaction.atomic():
        held = Image.objects.select_for_update().get(pk=image.pk)
        EarlierFile.objects.create(
            image=held,
            file=str(held.file),
            original_name=held.original_name,
            content_hash=held.content_hash,
            width=held.width,
            height=held.height,
            replaced_at=at,
            replaced_by=by,
        )
        old, old_hash = renditions.names(held.renditions), held.content_hash
        measure(held, new)
        quick = developing.begin(held, new.facts, new.quick, at)
        # Pages in caches still ask for the old ones, unless a twin keeps them anyway.
        if not Image.objects.filter(content_hash=old_hash).exclude(pk=held.pk).exists():
            held.superseded = sorted(old - renditions.names(held.renditions))
        picture_files.keep_original(str(held.file), new.data)
        picture_files.keep_renditions(quick)
        held.save()
        duplicates.remember(held)
        library.index(held)
        tell(Image, frozenset({f"image-{held.pk}"}), at)
    image.refresh_from_db()
