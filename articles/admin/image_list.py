"""The library's pages: a grid of pictures, or a list with all that is said of them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Value
from django.db.models.functions import Coalesce, Concat, Lower
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import library, usage
from articles.admin.words import time_tag
from articles.models import FOREVER, Image
from articles.moment import moment_of


class ImageList(ChangeList):
    """A page of images, each with the articles that show it."""

    def get_results(self, request: HttpRequest) -> None:
        """Load the page, then all uses at once."""
        super().get_results(request)
        at = moment_of(request)
        # First their order, then the rows: long as they are, no database sorts them.
        ids = list(self.result_list.values_list("pk", flat=True))
        known = self.model._default_manager.select_related("uploaded_by").in_bulk(ids)
        rows: list[Any] = [known[pk] for pk in ids if pk in known]
        uses = usage.uses(ids, at)
        names = {section.pk: section.name for section in library.sections()}
        for row in rows:
            row.at, row.shown_in = at, uses.get(row.pk, [])
            row.sections = [
                names[pk]
                for pk in dict.fromkeys(use.section_id for use in row.shown_in)
                if pk in names
            ]
        self.result_list = rows
        self.is_list = is_list(request)


def is_list(request: HttpRequest) -> bool:
    """Whether the address asks for the list."""
    return request.GET.get("layout") == "list"


def _rendered(name: str, **context: Any) -> SafeString:
    return SafeString(render_to_string(f"admin/articles/image/{name}", context))


def _missing(sentence: str) -> SafeString:
    return format_html('<span class="tile-missing">{}</span>', sentence)


# --- the grid ----------------------------------------------------------------------
@admin.display(description=gettext_lazy("image"))
def tile(image: Any) -> SafeString:
    """One cell of the grid: picture, description, credit or its absence, uses."""
    return _rendered("_tile.html", image=image, src=image.url(320))


# --- the list: one column each -------------------------------------------------------
@admin.display(description=gettext_lazy("picture"))
def thumbnail(image: Image) -> SafeString:
    """The picture, small."""
    return _rendered("_thumbnail.html", src=image.url(320))


@admin.display(
    description=gettext_lazy("image"),
    ordering=Lower(Concat("caption", "alternative_text", "original_name")),
)
def named(image: Image) -> SafeString:
    """What it is called, and what its file was called."""
    if str(image) == image.original_name:
        return format_html('<span class="row-headline">{}</span>', image)
    return format_html(
        '<span class="row-headline">{}</span> <span class="row-note">{}</span>',
        image,
        image.original_name,
    )


@admin.display(
    description=gettext_lazy("credit"), ordering=Lower(Concat("source", "creator"))
)
def credited(image: Image) -> str:
    """Its credit, or that nobody knows it."""
    return image.credit or _missing(_("No credit yet"))


@admin.display(
    description=gettext_lazy("alternative text"),
    ordering=Concat("is_decorative", Value(" "), Lower("alternative_text")),
)
def described(image: Image) -> str:
    """Whether readers who cannot see it are served."""
    if image.is_decorative:
        return _("Decorative")
    if not image.has_alternative:
        return _missing(_("No alternative text yet"))
    return format_html('<span class="row-clamped">{}</span>', image.alternative_text)


@admin.display(description=gettext_lazy("used"))
def used(image: Any) -> SafeString | str:
    """In how many articles, with the way to their names, and in which sections."""
    if not image.shown_in:
        return "–"
    count = ngettext("%(count)d article", "%(count)d articles", len(image.shown_in))
    return format_html(
        '<a href="{}#usage">{}</a> <span class="row-note">{}</span>',
        reverse("admin:articles_image_change", args=[image.pk]),
        count % {"count": len(image.shown_in)},
        ", ".join(image.sections),
    )


@admin.display(
    description=gettext_lazy("rights end"),
    # Both databases put those without an end last.
    ordering=Coalesce("rights_expire_at", FOREVER),
)
def rights_end(image: Any) -> SafeString | str:
    """The end of its rights, marked when it has come or comes soon."""
    end = image.rights_expire_at
    if end is None:
        return "–"
    if image.is_expired(image.at):
        label = _("Ended")
    elif image.is_expired(image.at + library.SOON):
        label = _("Soon")
    else:
        return time_tag(end)
    return format_html('{} <span class="tile-missing">{}</span>', time_tag(end), label)


@admin.display(description=gettext_lazy("uploaded"), ordering="uploaded_at")
def uploaded(image: Any) -> SafeString:
    """When, and by whom."""
    who = image.uploaded_by.get_username() if image.uploaded_by else ""
    when = time_tag(image.uploaded_at, at=image.at)
    return format_html('{} <span class="row-note">{}</span>', when, who)


GRID = [tile]
LIST = [thumbnail, named, credited, described, used, rights_end, uploaded]
