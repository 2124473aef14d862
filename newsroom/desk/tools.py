"""The desk's own pages beside Django's: where they are, and who finds them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _

from newsroom.desk import doctor, jump
from newsroom.desk.calendar import pages as calendar

# Who may change one of these finds the page in the navigation.
PAGES = {
    "calendar": (_("Calendar"), {"articles.change_article"}),
    "doctor": (_("Doctor"), {"articles.change_article", "articles.delete_image"}),
}


def urls(site: Any) -> list[URLPattern]:
    """The addresses; each view asks for its own permission."""
    return [*calendar.urls(site), *jump.urls(site), *doctor.urls(site)]


def pages(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """What the navigation offers of them, by the names that it knows them by."""
    return {
        f"desk.{name}": {"name": label, "admin_url": reverse(f"admin:{name}")}
        for name, (label, permissions) in PAGES.items()
        if any(request.user.has_perm(each) for each in permissions)
    }
