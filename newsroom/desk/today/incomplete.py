"""Images that nobody can publish yet."""

from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import library
from articles.admin.words import time_tag
from articles.models import Image
from newsroom.desk.today.rows import SHOWN, List, Row, is_writer


def listed(user: User, at: datetime) -> List | None:
    """Images without credit or alternative text, for who keeps images alone."""
    if is_writer(user) or not user.has_perm("articles.change_image"):
        return None
    every = Image.objects.order_by("-pk")
    found = library.without_credit(every) | library.without_alternative(every)
    return List(
        name="incomplete",
        title=_("Images to complete"),
        rows=[_row(image, at) for image in found[:SHOWN]],
        empty=_("Every image has its credit and its alternative text."),
        verb=_("Complete"),
        more=reverse("admin:articles_image_changelist") + "?which=credit",
        more_label=_("All without credit"),
    )


def _row(image: Image, at: datetime) -> Row:
    missing = [
        "" if image.has_credit else _("No credit yet"),
        "" if image.has_alternative else _("No alternative text yet"),
    ]
    return Row(
        title=str(image),
        address=reverse("admin:articles_image_change", args=[image.pk]),
        when=time_tag(image.uploaded_at, at=at),
        note=" · ".join(word for word in missing if word),
    )
