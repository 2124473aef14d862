"""Pictures in use whose rights end: to be replaced, or licensed anew."""

from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import licensing, rights
from articles.admin.words import time_tag
from articles.licensing import Ending
from newsroom.desk.today.rows import SHOWN, List, Row

# So many names of what shows a picture; its page has them all.
NAMED = 3


def listed(user: User, at: datetime) -> List | None:
    """Those of all sections for who keeps the library, of their own for editors."""
    if rights.keeps_library(user):
        found = licensing.endings(at)
    elif rights.is_section_editor(user):
        found = licensing.endings(at, rights.own_sections(user))
    else:
        return None
    # Nothing to do about it is nothing to read about.
    if not found:
        return None
    return List(
        name="rights-ending",
        title=_("Rights ending soon"),
        rows=[_row(ending, at) for ending in found[:SHOWN]],
        empty="",
        count=len(found),
        verb=_("Open"),
        more=reverse("admin:articles_image_changelist") + "?layout=list&which=ending",
        more_label=_("All whose rights end"),
    )


def _row(ending: Ending, at: datetime) -> Row:
    places = ending.places
    named = ", ".join(places[:NAMED]) + (", …" if len(places) > NAMED else "")
    return Row(
        title=str(ending.image),
        address=reverse("admin:articles_image_change", args=[ending.image.pk]),
        when=time_tag(ending.ends_at, at=at),
        label=_("Ended") if ending.ends_at <= at else "",
        note=_("Shown in: %(places)s") % {"places": named},
    )
