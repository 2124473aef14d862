"""The history of an article: one line of time, any two states compared, and back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import comparing, past, restoring, rights, suggestions, workflow
from articles.admin.asides import article_for
from articles.admin.words import moment_text
from articles.locking import Locked
from articles.models import Article, Image, Publication, Revision
from articles.moment import moment_of
from articles.richtext import image_ids
from articles.status import Kind, status_of
from articles.working_copy import WorkingCopy
from articles.writing import EditConflict

LIVE, NOW = "live", "now"
PLACE = "articles_article_{}"


@dataclass(frozen=True)
class State:
    """What an article was, is for readers, or is on the desk, under its name."""

    name: str
    snapshot: restoring.Snapshot
    revision: Revision | None = None

    @property
    def images(self) -> set[int]:
        """The ids of all pictures it shows."""
        lead = self.snapshot.get("lead_image")
        inside = image_ids(self.snapshot.get("body") or "")
        return {*inside, *([lead] if lead else [])}


def urls(view: Any) -> list[URLPattern]:
    """The addresses beside the history; each asks whether it may be edited."""
    return [
        path(f"<int:pk>/{name}/", view(asked), name=PLACE.format(name))
        for name, asked in (("compare", compare), ("restore", restore))
    ]


def context(request: HttpRequest, object_id: str) -> dict[str, Any]:
    """What the page of the history shows, a page at a time; nothing to others."""
    pk, at = int(object_id) if _is_number(object_id) else 0, moment_of(request)
    article = rights.editable(_user(request)).filter(pk=pk).first()
    if article is None:
        return {}
    before = request.GET.get("before", "")
    if before and not _is_number(before):
        raise Http404("No page of the history begins there.")
    shown = past.page(article, at, int(before) if before else None)
    status = status_of([article], at)[article.pk]
    return {"past": shown, "status": status, "is_first": not before}


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two states side by side: fields, topics, bylines, pictures, then words."""
    asked = (request.GET.get("a", ""), request.GET.get("b", ""))
    return _compared(request, _article(request, pk), *asked)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the working copy what it was; nothing that was saved meanwhile is lost."""
    article, user, at = _article(request, pk), _user(request), moment_of(request)
    number, base = (request.POST.get(name, "") for name in ("number", "base_version"))
    if not (_is_number(number) and _is_number(base)):
        raise Http404("There is no such version.")
    rows = Revision.objects.filter(article=article)
    revision = get_object_or_404(rows, number=int(number))
    section = revision.data.get("section")
    is_elsewhere = rights.is_section_editor(user) and not rights.may_use_section(
        user, section
    )
    try:
        restoring.restore(
            article,
            revision,
            by=user,
            at=at,
            base_version=int(base),
            keeps_section=is_elsewhere,
        )
    except (EditConflict, Locked) as refusal:
        messages.warning(request, str(refusal))
        article = _article(request, pk)
        return _compared(request, article, number, NOW, status=422)
    if not rights.may_publish(user, article):
        workflow.take("reopen", article, by=user, at=at)
    facts = {"number": revision.number, "when": moment_text(revision.made_at)}
    sentence = _("Back to version %(number)d of %(when)s, as a draft.") % facts
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def _compared(
    request: HttpRequest, article: Article, a: str, b: str, status: int = 200
) -> HttpResponse:
    at, user = moment_of(request), _user(request)
    now = status_of([article], at)[article.pk]
    asked = _in_order(a or (LIVE if now.live else "1"), b or NOW)
    older, newer = (_state(request, article, each) for each in asked)
    names = suggestions.names_in(older.snapshot, newer.snapshot, user=user, at=at)
    pictures = Image.objects.in_bulk(older.images ^ newer.images)
    shown = {
        **admin.site.each_context(request),
        "article": article,
        "opts": Article._meta,
        "title": _("Compare: %(article)s") % {"article": article},
        "older": older,
        "newer": newer,
        "changes": comparing.changes(older.snapshot, newer.snapshot, names),
        "gone": [pictures[pk] for pk in older.images - newer.images if pk in pictures],
        "come": [pictures[pk] for pk in newer.images - older.images if pk in pictures],
        "may_discard": asked == [LIVE, NOW] and now.kind is Kind.CHANGED,
    }
    template = "admin/articles/article/compare.html"
    return render(request, template, shown, status=status)


def _in_order(*asked: str) -> list[str]:
    """The two asked for, the older first; whatever is on the desk now is newest."""
    ranks = {LIVE: 1, NOW: 2}
    if all(map(_is_number, asked)):
        return sorted(asked, key=int)
    return sorted(asked, key=lambda each: ranks.get(each, 0))


def _state(request: HttpRequest, article: Article, asked: str) -> State:
    if asked == NOW:
        return State(_("On the desk now"), WorkingCopy.of(article).snapshot)
    if asked == LIVE:
        versions = Publication.objects.live(moment_of(request)).select_related("body")
        live = get_object_or_404(versions, article=article)
        return State(_("What readers see"), restoring.seen(live))
    if not _is_number(asked):
        raise Http404("There is no such version.")
    rows = Revision.objects.filter(article=article).select_related("made_by")
    revision = get_object_or_404(rows, number=int(asked))
    facts = {"number": revision.number, "when": moment_text(revision.made_at)}
    name = _("Version %(number)d, %(when)s") % facts
    return State(name, revision.data, revision)


def _article(request: HttpRequest, pk: int) -> Article:
    article = article_for(request, pk)
    assert article is not None
    return article


def _is_number(asked: str) -> bool:
    return asked.isascii() and asked.isdecimal() and len(asked) < 10


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
