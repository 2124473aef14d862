"""The page on which two saves meet: both texts side by side, and a choice for each."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import history
from articles.forms.article import ArticleForm
from articles.forms.meeting import meet, resolved, set_aside, sides
from articles.models import Article
from articles.moment import moment_of

RESOLVE = "_resolve"


def page(
    model_admin: Any,
    request: HttpRequest,
    mine: ArticleForm,
    keep: Callable[[], tuple[str, Any]],
) -> HttpResponse | None:
    """Both texts, field by field; what only one has changed is settled already.

    None when nothing was typed that is not there already. ``keep`` is called first, and
    returns the key of the unsaved text and its step.
    """
    assert mine.conflict is not None
    theirs = _theirs(model_admin, request, mine.instance.pk)
    meeting = meet(mine, theirs)
    if not meeting.has_own:
        return None
    key, step = keep()
    shown = {
        **model_admin.admin_site.each_context(request),
        "title": _("Two texts of one article"),
        "opts": model_admin.opts,
        "media": model_admin.media + mine.media,
        "article": theirs.instance,
        "address": _address(theirs.instance),
        "conflict": mine.conflict,
        "meeting": meeting,
        "theirs": theirs,
        "unsaved_key": key,
        "unsaved_step": step,
        **sides(mine.conflict.who),
    }
    return TemplateResponse(request, "admin/articles/article/conflict.html", shown)


def resolve(model_admin: Any, request: HttpRequest, article: Article) -> None:
    """Make of the choices on the page what the form would have posted."""
    if RESOLVE not in request.POST:
        return
    posted: Any = request.POST
    request.desk_set_aside = set_aside(posted)  # type: ignore[attr-defined]
    chosen = resolved(posted, _theirs(model_admin, request, article.pk))
    request.POST = chosen  # type: ignore[assignment]


def keep_set_aside(model_admin: Any, request: HttpRequest, article: Article) -> None:
    """Put into the history what was typed and not chosen, just before the save."""
    data: QueryDict | None = getattr(request, "desk_set_aside", None)
    if data is None:
        return
    stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    form = model_admin.get_form(request, stored, change=True)(data, instance=stored)
    form.full_clean()
    user = request.user
    assert isinstance(user, User)
    note = _("Set aside when two texts met")
    history.set_aside(form.working_copy(), by=user, at=moment_of(request), note=note)


def _theirs(model_admin: Any, request: HttpRequest, pk: int) -> ArticleForm:
    current = Article.objects.select_related("section", "lead_image").get(pk=pk)
    form: ArticleForm = model_admin.get_form(request, current, change=True)(
        instance=current
    )
    return form


def _address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])
