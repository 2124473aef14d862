"""Unsaved text between the browser and the form: kept, restored, looked at, let go."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import autosaving, comparing, suggestions
from articles.admin import conflict, presence
from articles.admin.asides import article_for
from articles.autosaving import SavedAlready, Typed, Unusable
from articles.forms.article import ASIDE, ArticleForm
from articles.forms.conflict import time_text
from articles.models import Article, Autosave
from articles.moment import moment_of
from articles.working_copy import WorkingCopy

FIELDS = frozenset(ArticleForm.base_fields) - ASIDE | {"base_revision"}
# Somebody with more unsaved texts of one article than that has them on Today.
MOST = 3
PLACE = "articles_article_{}"


# --- what the browser sends -----------------------------------------------------------
@require_POST
def keep(request: HttpRequest, pk: int | None = None) -> JsonResponse:
    """Keep what was typed, for the person who typed it and for nobody else."""
    article, user = article_for(request, pk), _user(request)
    posted, at = request.POST, moment_of(request)
    if posted.get("person") != str(user.pk):
        # Somebody else has signed in, in another tab: the text is not theirs.
        return JsonResponse({"reason": "somebody-else"}, status=409)
    key = posted.get("unsaved_key", "")
    if "discard" in posted:
        return JsonResponse({"discarded": autosaving.discard(user, key)})
    try:
        typed = typed_in(posted, key)
        autosaving.keep(user, article, typed, at=at, instead=_instead(posted))
    except Unusable as refusal:
        return JsonResponse({"reason": str(refusal)}, status=400)
    except SavedAlready as told:
        return JsonResponse({"saved_step": told.step})
    answer = {"step": typed.step, "time": time_text(at), "kept_at": at.isoformat()}
    if article is not None:
        answer |= presence.news(request, article, has_typed=True)
    return JsonResponse(answer)


def typed_in(posted: QueryDict, key: str) -> Typed:
    """What a form says that was posted; raises Unusable."""
    fields = {name: posted.getlist(name) for name in posted if name in FIELDS}
    step, base = posted.get("unsaved_step", ""), posted.get("base_version", "")
    return Typed.of(key, step, base, fields)


def keep_posted(request: HttpRequest, article: Article) -> str:
    """Keep what was posted and will not be saved now; returns its key.

    Without JavaScript nothing has been kept until here.
    """
    posted = request.POST
    # A key that was saved is used up: the answer to that save was lost on the way.
    for key in (posted.get("unsaved_key", ""), f"posted-{secrets.token_hex(8)}"):
        facts: dict[str, Any] = {"at": moment_of(request), "instead": _instead(posted)}
        try:
            autosaving.keep(_user(request), article, typed_in(posted, key), **facts)
            return key
        except (SavedAlready, Unusable):
            continue
    return ""


def finish(request: HttpRequest) -> None:
    """Let go of the unsaved text that has just been saved, and of its beginnings."""
    key, step = (request.POST.get(f"unsaved_{what}", "") for what in ("key", "step"))
    instead, at = _instead(request.POST), moment_of(request)
    autosaving.finish(_user(request), key, step, at=at, instead=instead)


# --- what the form shows --------------------------------------------------------------
@dataclass
class Waiting:
    """The unsaved texts for a form: the one to go on with, and the others."""

    rows: Sequence[Autosave] = ()
    row: Autosave | None = None
    others: list["Offer"] = field(default_factory=list)

    @property
    def fields(self) -> Any:
        """What to put into the form."""
        return self.row.typed.get("fields") if self.row else None


@dataclass(frozen=True)
class Offer:
    """An unsaved text that is offered: what it is called, and where it goes on."""

    title: str
    saved_at: datetime
    address: str
    key: str
    # Somebody has saved the article since: the two texts are brought together.
    has_moved_on: bool = False


def waiting_for(request: HttpRequest, article: Article | None) -> Waiting:
    """What is unsaved for the form that is asked for; nothing once it is posted."""
    known: Waiting | None = getattr(request, "desk_waiting", None)
    if known is not None:
        return known
    waiting = Waiting()
    place = request.resolver_match.url_name or "" if request.resolver_match else ""
    if request.method == "GET" and place.endswith(("_add", "_change")):
        waiting = _waiting(_user(request), article, request.GET.get("unsaved", ""))
    request.desk_waiting = waiting  # type: ignore[attr-defined]
    return waiting


def context(request: HttpRequest, article: Article, form: Any) -> dict[str, Any]:
    """What the form's page says of unsaved text, and what its script has to know."""
    user, waiting = (
        _user(request),
        waiting_for(request, article if article.pk else None),
    )
    if waiting.row and not form.restored:
        waiting.row = None
    if article.pk:
        offers = [
            _offer(row, article)
            for row in waiting.rows
            if row != waiting.row and form.changed_by(row.typed["fields"])
        ]
    else:
        rows = autosaving.never_saved(user)[: MOST + 1]
        offers = [_offer(row, None) for row in rows if row != waiting.row][:MOST]
    place = "autosave" if article.pk else "autosave_new"
    ids = [article.pk] if article.pk else []
    return {
        "unsaved": waiting.row,
        "unsaved_offers": offers,
        "unsaved_address": _look_address(waiting.row, article),
        "autosave_address": reverse("admin:" + PLACE.format(place), args=ids),
        "posted_key": request.POST.get("unsaved_key", ""),
        "posted_step": request.POST.get("unsaved_step", "0"),
    }


# --- what differs ---------------------------------------------------------------------
def look(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """An unsaved text beside the article as it is; where both changed, a choice."""
    article = article_for(request, pk)
    assert article is not None
    row = autosaving.text(_user(request), request.GET.get("unsaved", ""), article)
    shown: dict[str, Any] = {"article": article, "row": row, "changes": []}
    if row is not None:
        mine = _bound(model_admin, request, article, row)
        kept = row.key, row.typed["step"]
        if mine.conflict and (
            page := conflict.page(model_admin, request, mine, lambda: kept)
        ):
            return page
        stored = WorkingCopy.of(Article.objects.get(pk=pk)).snapshot
        typed = mine.working_copy().snapshot
        user, at = _user(request), moment_of(request)
        names = suggestions.names_in(stored, typed, user=user, at=at)
        shown["changes"] = comparing.changes(stored, typed, names)
        shown["person"] = row.person_id
    shown |= model_admin.admin_site.each_context(request)
    shown |= {"title": _("Your unsaved text"), "opts": model_admin.opts}
    shown |= {"media": model_admin.media}
    return TemplateResponse(request, "admin/articles/article/unsaved.html", shown)


def _bound(
    model_admin: Any, request: HttpRequest, article: Article, row: Autosave
) -> ArticleForm:
    """The form as if the unsaved text had been posted."""
    data = QueryDict(mutable=True)
    for name, value in row.typed["fields"].items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data["base_version"] = str(row.base_version)
    form: ArticleForm = model_admin.get_form(request, article, change=True)(
        data, instance=article
    )
    form.full_clean()
    return form


def _waiting(user: User, article: Article | None, key: str) -> Waiting:
    asked = autosaving.text(user, key, article) if key else None
    rows = list(autosaving.texts_of(user, article)[:MOST]) if article else []
    version = article.version if article else 0
    fresh = [row for row in (asked, *rows) if row and row.base_version == version]
    return Waiting(rows, fresh[0] if fresh else None)


def _offer(row: Autosave, article: Article | None) -> Offer:
    title = autosaving.headline(row) or str(Article())
    moved_on = article is not None and row.base_version != article.version
    address = reverse("admin:articles_article_add") + f"?unsaved={row.key}"
    if article is not None:
        address = _look_address(row, article)
    return Offer(title, row.saved_at, address, row.key, moved_on)


def _look_address(row: Autosave | None, article: Article) -> str:
    if row is None or not article.pk:
        return ""
    address = reverse("admin:" + PLACE.format("unsaved"), args=[article.pk])
    return f"{address}?unsaved={row.key}"


def _instead(posted: QueryDict) -> tuple[str, datetime] | None:
    then = posted.get("instead_at", "")
    try:
        moment = parse_datetime(then)
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None:
        return None
    return posted.get("instead", ""), moment


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
