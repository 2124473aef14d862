"""What readers see that is new."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Publication
from newsroom.desk.today.rows import SHOWN, List, from_version, is_writer


def listed(user: User, at: datetime) -> List | None:
    """The latest publications, whoever made them: they are public."""
    if not is_writer(user):
        return None
    live = Publication.objects.live(at).newest().select_related("section")[:SHOWN]
    own = rights.editable(user).filter(pk__in=[row.article_id for row in live])
    editable = set(own.values_list("pk", flat=True))
    return List(
        name="published",
        title=_("Just published"),
        rows=[
            from_version(
                version, version.published_at, at, version.article_id in editable
            )
            for version in live
        ],
        empty=_("Nothing is public yet. Publish the first article."),
    )
