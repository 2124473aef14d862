"""What happens when a button of the article form is pressed; what comes next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import locking, rights
from articles.admin import acts, outlook, saving
from articles.admin.acts import Act, Facts, Turn
from articles.forms.article import ArticleForm
from articles.forms.saving import WITHOUT_TEXT
from articles.models import Article
from articles.moment import moment_of
from articles.status import NEW, status_of
from articles.timeline import Blocked, CannotPublish
from articles.writing import EditConflict

View = Callable[[], HttpResponse]
# What an act is told that does not wait for the form to be in order.
TOLD = ("notice", "legal_note", "release_note")


def answer(
    model_admin: Any, request: HttpRequest, object_id: str | None, changeform: View
) -> HttpResponse:
    """Answer the form's page; acts that cannot wait come before the form is saved."""
    act = acts.by_name(request.POST)
    is_ours = object_id and model_admin.has_change_permission(request)
    if is_ours and (page := _at_once(model_admin, request, str(object_id), act)):
        return page
    try:
        return changeform()
    except Article.DoesNotExist:
        # Deleted since this request began.
        return _not_yours(model_admin, request)
    except EditConflict:
        # Between the form's check and the save; by now the form sees it, too.
        return changeform()
    except CannotPublish as refusal:
        # Nothing was saved: the form shows the reason, and what was typed.
        request.desk_refusal = refusal  # type: ignore[attr-defined]
        return changeform()


def _at_once(
    model_admin: Any, request: HttpRequest, object_id: str, act: Act | None
) -> HttpResponse | None:
    article = model_admin.get_object(request, unquote(object_id))
    if article is None:
        return _not_yours(model_admin, request)
    if page := saving.instead(model_admin, request, article, act):
        return page
    if act and act.turn is not Turn.AFTER_SAVING:
        _press(model_admin, request, article, act)
        if act.turn is Turn.INSTEAD:
            return _back_to(article)
    return None


def after_saving(
    model_admin: Any, request: HttpRequest, article: Article
) -> HttpResponse:
    """Do what the button says with the saved article, and come back to its form."""
    saving.after_saving(request)
    act = acts.by_name(request.POST)
    if act and act.turn is Turn.AFTER_SAVING:
        facts = request.desk_facts  # type: ignore[attr-defined]
        message = _done(model_admin, request, article, act, facts)
        model_admin.message_user(request, message, messages.SUCCESS)
    return _back_to(article)


def context(request: HttpRequest, shown: dict[str, Any]) -> dict[str, Any]:
    """The status, the one next step, the menu of the rest, the summary of errors."""
    article, user, at = (
        shown["original"] or Article(),
        _user(request),
        moment_of(request),
    )
    status = status_of([article], at)[article.pk] if article.pk else NEW
    open_acts = acts.offered(user, article, status)
    has_step = acts.has_next_step(open_acts)
    return {
        "title": str(article) if article.pk else _("New article"),
        "article": article,
        "status": status,
        "at": at,
        "step": open_acts[0] if has_step else None,
        "menu": open_acts[has_step:],
        "dialogs": _dialogs(open_acts),
        "takes_down": any(act.name == "_take_down" for act in open_acts),
        "domain": outlook.domain(),
        "knows_why": rights.may_publish(user, article),
        "sees_ahead": rights.acts_everywhere(user),
        "publish_label": acts.publish_label(status),
        "may_delete": bool(article.pk) and rights.may_delete(user, article),
        "addresses": _addresses(article),
        "complaints": _complaints(shown["adminform"].form),
    }


def refuse_deletion(
    model_admin: Any, request: HttpRequest, object_id: str
) -> HttpResponse | None:
    """Say why an article that was published stays; None when it may be deleted.

    Holds the row until the end of the transaction: nobody publishes in between.
    """
    article = model_admin.get_object(request, unquote(object_id))
    if article is not None and request.method == "POST":
        Article.objects.select_for_update().filter(pk=article.pk).first()
    user = _user(request)
    if article is None or not rights.may_edit(user, article):
        return None
    if rights.may_delete(user, article) or not article.publications.exists():
        return None
    sentence = _(
        "“%(article)s” has been published, so its address must go on saying something: "
        "withdraw it instead of deleting it."
    )
    message = sentence % {"article": article}
    model_admin.message_user(request, message, messages.ERROR)
    return _back_to(article)


def _press(model_admin: Any, request: HttpRequest, article: Article, act: Act) -> None:
    """Act at once, whatever is in the form, and say what came of it."""
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    asked = {name: ArticleForm.base_fields[name] for name in TOLD}
    try:
        facts = {
            name: field.clean(request.POST.get(name, ""))
            for name, field in asked.items()
        }
        with transaction.atomic():
            message = _done(model_admin, request, article, act, facts)
        model_admin.message_user(request, message, messages.SUCCESS)
    except CannotPublish as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
    except ValidationError as refusal:
        sentence = " ".join(refusal.messages)
        model_admin.message_user(request, sentence, messages.ERROR)


def _not_yours(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Say the same of what does not exist and of what is not the user's."""
    message = _("There is no such article, or it is not one of yours.")
    model_admin.message_user(request, message, messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _done(
    model_admin: Any, request: HttpRequest, article: Article, act: Act, facts: Facts
) -> str:
    user, at = _user(request), moment_of(request)
    status = status_of([article], at)[article.pk]
    if not act.is_open(user, article, status):
        # Taken down while somebody was typing: the form says so and keeps the text.
        is_late = status.is_blocked and act.name != "_release"
        raise Blocked if is_late else PermissionDenied
    if act.name not in WITHOUT_TEXT:
        locking.respect(article, user)
    message = act.run(article, user, at, facts)
    model_admin.log_change(request, article, str(act.label).rstrip("…"))
    return message


def _back_to(article: Article) -> HttpResponseRedirect:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(address)


def _dialogs(open_acts: list[Act]) -> list[str]:
    """The templates of the dialogs that these acts open, each once."""
    ids = dict.fromkeys(act.opens for act in open_acts if act.opens)
    return [f"admin/articles/article/_{each.replace('-', '_')}.html" for each in ids]


def _addresses(article: Article) -> dict[str, str]:
    ids = [article.pk] if article.pk else []
    return {
        name: reverse(f"admin:articles_article_{name}", args=ids)
        for name in ("preview", "gate")
    }


def _complaints(form: Any) -> list[tuple[Any, str]]:
    """Each error of a field with the field, for the summary on top."""
    return [
        (form[name], message)
        for name, errors in form.errors.items()
        if name != "__all__"
        for message in errors
    ]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
