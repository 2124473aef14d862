"""The desk's own pages beside Django's: where they are, and who finds them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _

from newsroom.desk.calendar import pages as calendar


def urls(site: Any) -> list[URLPattern]:
    """The addresses; each view asks for its own permission."""
    return [*calendar.urls(site)]


def pages(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """What the navigation offers of them, by the names that it knows them by."""
    if not request.user.has_perm("articles.change_article"):
        return {}
    return {
        f"desk.{name}": {"name": label, "admin_url": reverse(f"admin:{name}")}
        for name, label in (("calendar", _("Calendar")),)
    }
