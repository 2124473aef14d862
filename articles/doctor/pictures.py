"""Pictures that readers see: credit, alternative text, rights."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import library, licensing
from articles.doctor.findings import Finding, Kind
from articles.doctor.scope import Scope
from articles.models import Image

Keep = Callable[[QuerySet[Image]], QuerySet[Image]]


def without_credit(scope: Scope) -> Iterator[Finding]:
    """Pictures of live articles of which nobody is said to have made them."""
    return _shown(scope, Kind.CREDIT, library.without_credit, "creator")


def without_alternative(scope: Scope) -> Iterator[Finding]:
    """Pictures of live articles without words for who cannot see them."""
    keep, field = library.without_alternative, "alternative_text"
    return _shown(scope, Kind.ALTERNATIVE, keep, field)


def with_ending_rights(scope: Scope) -> Iterator[Finding]:
    """Pictures in use whose rights end within four weeks, or have ended."""
    for ending in licensing.endings(scope.at, scope.sections):
        day = date_format(localtime(ending.ends_at), "j F Y")
        facts = {"day": day, "places": ", ".join(ending.places[:3])}
        yield Finding(
            kind=Kind.RIGHTS,
            title=str(ending.image),
            message=_("Until %(day)s. In: %(places)s") % facts,
            model="image",
            pk=ending.image.pk,
            field="rights_expire_at_0",
        )


def _shown(scope: Scope, kind: Kind, keep: Keep, field: str) -> Iterator[Finding]:
    """Images that ``keep`` keeps, each with the newest article that shows it."""
    shown_in: dict[int, str] = {}
    facts = scope.live().values_list("headline", "lead_image_id", "image_ids")
    for headline, lead, inside in facts:
        for pk in filter(None, [lead, *inside]):
            shown_in.setdefault(pk, headline)
    lacking = keep(Image.objects.filter(pk__in=shown_in))
    for image in lacking.order_by("-pk"):
        yield Finding(
            kind=kind,
            title=str(image),
            message=_("In “%(title)s”") % {"title": shown_in[image.pk]},
            model="image",
            pk=image.pk,
            field=field,
        )
