"""The pages that somebody arranges, by name and address."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import rights
from sections.models import LineUp, Section


def user_of(request: HttpRequest) -> User:
    """Who is signed in; the admin has asked already."""
    assert isinstance(request.user, User)
    return request.user


def pages_of(request: HttpRequest) -> list[Section | None]:
    """The pages that the user arranges: the front (None) first, then sections."""
    user = user_of(request)
    sections = rights.open_sections(user, Section.objects.all())
    is_chief = rights.acts_everywhere(user)
    return [*([None] if is_chief else []), *sections]


def page_asked(request: HttpRequest, pk: int | None) -> Section | None:
    """The section of a board (None: the front page), if the user may arrange it."""
    user = user_of(request)
    if not user.has_perm("sections.change_lineup"):
        raise PermissionDenied
    is_number = pk is not None and pk < 10**18
    section = Section.objects.filter(pk=pk or 0).first() if is_number else None
    if pk is not None and section is None:
        raise Http404("There is no such section.")
    if not rights.may_use_section(user, section.pk if section else None):
        raise PermissionDenied
    return section


def name_of(section: Section | None) -> str:
    """What a page is called."""
    return section.name if section else _("Front page")


def address(name: str, section: Section | None) -> str:
    """The address of a page's board, or of another view of it."""
    which = [section.pk] if section else []
    return reverse(f"admin:sections_lineup_{name}", args=which)


def path_of(section: Section | None) -> str:
    """The address at which readers find the page."""
    return section.get_absolute_url() if section else reverse("sections:front")


def state_of(line_up: LineUp, at: datetime, *, is_in_force: bool) -> SafeString:
    """Whether a line-up is in force, to come or past: a dot and a word."""
    if line_up.starts_at > at:
        kind, word = "scheduled", _("Coming")
    elif is_in_force:
        kind, word = "live", _("In force")
    else:
        kind, word = "past", _("Past")
    return format_html('<span class="status is-{}">{}</span>', kind, word)
