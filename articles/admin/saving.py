"""Saving, as the article's admin sees it: unsaved texts, other people, conflicts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from articles.admin import autosave, conflict, presence
from articles.admin.acts import Act, Turn
from articles.forms.conflict import conflict_of
from articles.models import Article

PLACE = "articles_article_{}"


def urls(model_admin: Any, view: Any) -> list[URLPattern]:
    """The addresses; each asks whether the article may be edited."""

    def unsaved(request: HttpRequest, pk: int) -> HttpResponse:
        return autosave.look(model_admin, request, pk)

    place = PLACE.format
    return [
        path("autosave/", view(autosave.keep), name=place("autosave_new")),
        path("<int:pk>/autosave/", view(autosave.keep), name=place("autosave")),
        path("<int:pk>/unsaved/", view(unsaved), name=place("unsaved")),
        path("<int:pk>/presence/", view(presence.look), name=place("presence")),
    ]


def prepare(form: Any, request: HttpRequest, article: Article | None) -> None:
    """Give a form the text that was typed for it and not saved, or lock it."""
    form.unsaved = autosave.waiting_for(request, article).fields
    form.is_locked = article is not None and presence.is_locked(request, article)


def context(request: HttpRequest, article: Article, form: Any) -> dict[str, Any]:
    """What the form's page says of unsaved texts and of others."""
    return {
        **autosave.context(request, article, form),
        **presence.context(request, article),
    }


def instead(
    model_admin: Any, request: HttpRequest, article: Article, act: Act | None
) -> HttpResponse | None:
    """What comes before the form: locks, and acts below a text that has moved on.

    Choices made on the page of a conflict become what the form would have posted.
    """
    if not model_admin.has_change_permission(request, article):
        return None
    if presence.LOCK in request.POST:
        if "unsaved_key" in request.POST:
            autosave.keep_posted(request, article)
        return presence.press_lock(model_admin, request, article)
    if act and act.turn is Turn.INSTEAD and (met := _moved_on(request, article)):
        model_admin.message_user(request, met.warning, messages.WARNING)
        return _back_to(article)
    conflict.resolve(model_admin, request, article)
    return None


def met(model_admin: Any, request: HttpRequest, form: Any) -> HttpResponse | None:
    """The page of a conflict, when a form that was posted met another save.

    What is wrong with the form otherwise is said in the form first.
    """
    if form.conflict is None or set(form.errors) - {"__all__"}:
        return None

    def keep() -> tuple[str, str]:
        key = autosave.keep_posted(request, form.instance)
        return key, request.POST.get("unsaved_step", "0")

    page = (
        conflict.page(model_admin, request, form, keep) if form.has_new_text else None
    )
    if page is None:
        warning = form.conflict.warning
        model_admin.message_user(request, warning, messages.WARNING)
        return _back_to(form.instance)
    return page


def before_saving(model_admin: Any, request: HttpRequest, article: Article) -> None:
    """Put what was typed and not chosen into the history."""
    conflict.keep_set_aside(model_admin, request, article)


def after_saving(request: HttpRequest) -> None:
    """Let go of the unsaved text that has just been saved."""
    assert isinstance(request.user, User)
    autosave.finish(request)


def _moved_on(request: HttpRequest, article: Article) -> Any:
    base = request.POST.get("base_version", "")
    is_number = base.isascii() and base.isdigit() and len(base) < 10
    return conflict_of(article, int(base) if is_number else 0)


def _back_to(article: Article) -> HttpResponse:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(address)
