"""The doctor's page: what is wrong on one's own desk, each row at the right field."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import related, rights
from articles.doctor import LOOKED_AT, SHOWN, Finding, Kind, Scope, examine
from articles.moment import moment_of
from newsroom import lateness

# A worker that runs is never that late.
PATIENCE = timedelta(hours=2)
OF_PICTURES = frozenset({Kind.CREDIT, Kind.ALTERNATIVE, Kind.RIGHTS})
OF_ARTICLES = frozenset(
    {
        Kind.CREDIT,
        Kind.ALTERNATIVE,
        Kind.LINK,
        Kind.STANDFIRST,
        Kind.ORPHAN,
        Kind.FAR,
        Kind.OVERDUE,
    }
)


@dataclass(frozen=True)
class Group:
    """Findings of one kind."""

    kind: Kind
    findings: list[Finding]

    @property
    def is_full(self) -> bool:
        """Whether there may be more of them than are shown."""
        return len(self.findings) == SHOWN


def urls(site: Any) -> list[URLPattern]:
    """The address; everybody sees what is theirs to put right."""
    view = site.admin_view(lambda request: show(site, request))
    return [path("doctor/", view, name="doctor")]


def scope_of(user: User, at: datetime) -> Scope | None:
    """What the doctor looks at for the user; None for who has no role."""
    if rights.acts_everywhere(user):
        return Scope(at)
    kinds: set[Kind] = set()
    if rights.keeps_library(user):
        # The picture desk looks after the pictures of all articles.
        return Scope(at, kinds=OF_PICTURES)
    if user.has_perm("articles.change_article"):
        kinds |= OF_ARTICLES
    if rights.is_section_editor(user):
        kinds |= {Kind.RIGHTS}
    if not kinds:
        return None
    own = rights.own_sections(user)
    return Scope(at, rights.editable(user), own, frozenset(kinds))


def late_work(at: datetime) -> list[str]:
    """What the worker should have done long ago, in sentences."""
    sentences = [str(late.sentence) for late in lateness.found(at)]
    if lists := related.due(at - PATIENCE).count():
        sentence = ngettext(
            "%(count)d related list waits to be computed afresh.",
            "%(count)d related lists wait to be computed afresh.",
            lists,
        )
        sentences.append(sentence % {"count": lists})
    return sentences


def show(site: Any, request: HttpRequest) -> HttpResponse:
    """Examine what is the user's, and show what was found."""
    user, at = request.user, moment_of(request)
    scope = scope_of(user, at) if isinstance(user, User) else None
    if scope is None:
        raise PermissionDenied
    groups = _grouped(examine(scope))
    context = {
        **site.each_context(request),
        "title": _("Doctor"),
        "faults": [group for group in groups if group.kind.is_fault],
        "advice": [group for group in groups if not group.kind.is_fault],
        "late": late_work(at) if scope.articles is None else [],
        "looked_at": LOOKED_AT,
        "shown": SHOWN,
        "is_everything": scope.articles is None,
    }
    return TemplateResponse(request, "admin/doctor.html", context)


def _grouped(findings: Iterable[Finding]) -> list[Group]:
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    return [Group(kind, rows) for kind, rows in by_kind.items()]
