"""What readers will see by the clock alone."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Publication
from newsroom.desk.today.rows import SHOWN, List, address, from_version, is_writer


def listed(user: User, at: datetime) -> List | None:
    """What is scheduled of the articles one may open, the next first."""
    if not is_writer(user):
        return None
    own = rights.editable(user).values("pk")
    coming = Publication.objects.filter(live_from__gt=at, article_id__in=own)
    rows = coming.select_related("section").order_by("live_from", "pk")[:SHOWN]
    return List(
        name="going-out",
        title=_("Going out next"),
        rows=[from_version(version, version.live_from, at) for version in rows],
        empty=_("Nothing is scheduled. Choose a moment in the dialog of Publish…"),
        more=address("changelist") + "?view=scheduled",
        more_label=_("All that is scheduled"),
    )
