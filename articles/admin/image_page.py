"""What the page of an image shows beside its form: its uses, and what is like it."""

import dataclasses
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import duplicates, replacing, rights, suggestions, usage
from articles.models import Image
from articles.moment import moment_of
from articles.usage import Place


def surroundings(request: HttpRequest, image: Image | None) -> dict[str, Any]:
    """What the page of an image shows beside its form."""
    if image is None:
        return {}
    at, user = moment_of(request), request.user
    return {
        "places": [(place, _address(place)) for place in _places(image, request)],
        "alike": duplicates.nearly(image.likeness, but=image.pk),
        "earlier": image.earlier_files.select_related("replaced_by"),
        "may_replace": replacing.may_replace(user, image, at),  # type: ignore[arg-type]
        "is_expired": image.is_expired(at),
    }


def _places(image: Image, request: HttpRequest) -> list[Place]:
    """Where it is used, by names that the user may know; the picture desk knows all."""
    user: Any = request.user
    found = usage.places(image, moment_of(request))
    if rights.keeps_library(user):
        return found
    ids = [place.article_id for place in found if place.article_id]
    names = suggestions.names_for(ids, user, moment_of(request))
    return [
        dataclasses.replace(place, title=names.get(place.article_id or 0, place.title))
        for place in found
    ]


def link(place: Place) -> SafeString:
    """The place by its name, leading to its form where it has one."""
    address = _address(place)
    label = f"{place.title} ({place.kind})"
    if not address:
        return format_html("{}", label)
    return format_html('<a href="{}">{}</a>', address, label)


def _address(place: Place) -> str:
    if place.article_id is None:
        return ""
    return reverse("admin:articles_article_change", args=[place.article_id])
