"""What the article form asks while somebody types: suggestions, the gate, a preview."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import DateTimeField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import comments, gate, preview, rights, suggestions
from articles.admin import outlook
from articles.admin.neighbours import show_neighbours
from articles.forms.article import ArticleForm
from articles.models import Article
from articles.moment import moment_of
from articles.richtext import clean
from articles.status import NEW, status_of
from articles.timeline import Blocked

SOURCES = {
    "topics": suggestions.topics,
    "contributors": suggestions.contributors,
    "articles": suggestions.articles,
}


def urls(admin: Any, view: Callable[..., Any]) -> list[URLPattern]:
    """What the form asks while somebody types, for an article and for a new one."""
    asked = {"preview": show_preview, "gate": show_gate, "neighbours": show_neighbours}
    return [
        path("suggest/<slug:source>/", view(suggest), name="articles_article_suggest"),
        *(
            path(
                f"{where}{name}/",
                view(_about_typed(admin, show)),
                name=f"articles_article_{name}",
            )
            for name, show in asked.items()
            for where in ("", "<int:pk>/")
        ),
    ]


def _about_typed(admin: Any, show: Callable[..., HttpResponse]) -> Any:
    """A view that shows something of what was typed; nothing is saved."""

    def view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        article = article_for(request, pk)
        form = admin.get_form(request, article)(request.POST, instance=article)
        return show(request, form)

    return view


def suggest(request: HttpRequest, source: str) -> JsonResponse:
    """Propose what fits the letters typed; only to those who write."""
    user: Any = request.user
    if not user.has_perms(["articles.change_article"]):
        raise PermissionDenied
    if source not in SOURCES:
        raise Http404("Nothing is suggested from there.")
    term = request.GET.get("q", "")
    found = SOURCES[source](term, user, moment_of(request))
    return JsonResponse({"found": [suggestion.json for suggestion in found]})


def article_for(request: HttpRequest, pk: int | None) -> Article | None:
    """The article whose form this is, None while it is new; 403 for others."""
    user: Any = request.user
    if pk is None:
        if not user.has_perm("articles.add_article"):
            raise PermissionDenied
        return None
    article = rights.editable(user).filter(pk=pk).first()
    if article is None:
        raise PermissionDenied
    return article


def show_preview(request: HttpRequest, form: ArticleForm) -> HttpResponse:
    """The reader's page of what was typed; nothing is saved.

    At another moment for those who may know what is to come by then.
    """
    at, user = moment_of(request), request.user
    if isinstance(user, User) and rights.acts_everywhere(user):
        at = _chosen(request.POST.get("preview_at", "")) or at
    form.full_clean()
    copy = form.working_copy()
    threads = comments.open_threads(copy.article, clean(copy.article.body))
    return preview.render(copy, request, at, threads)


def _chosen(text: str) -> datetime | None:
    """The moment typed for the preview; None while it is no moment."""
    try:
        found: datetime | None = DateTimeField(required=False).clean(text)
    except ValidationError:
        return None
    return found


def show_gate(request: HttpRequest, form: ArticleForm) -> HttpResponse:
    """What stands in the way of publishing what was typed, and what would come of it.

    At the moment chosen in the dialog, if one is.
    """
    form.full_clean()
    article, at = form.instance, moment_of(request)
    status = status_of([article], at)[article.pk] if article.pk else NEW
    copy, user = form.working_copy(), request.user
    start = form.cleaned_data.get("start") or at
    findings = _findings(request, form, gate.review(copy, start))
    named = [(finding, form[finding.field]) for finding in findings]
    embargo = article.embargo_until
    context = {
        "blocking": [pair for pair in named if pair[0].is_blocking],
        "advice": [pair for pair in named if not pair[0].is_blocking],
        "status": status,
        "embargo": embargo if embargo and embargo > at else None,
        **outlook.context(copy, status, cast(User, user), start),
    }
    return render(request, "admin/articles/article/_gate.html", context)


def _findings(
    request: HttpRequest, form: ArticleForm, reviewed: list[gate.Finding]
) -> list[gate.Finding]:
    """What the gate says, the form refuses and the user may not, each once."""
    user: Any = request.user
    found = [*_complaints(form), *reviewed]
    if not rights.may_publish(user, form.instance):
        sentence = _("You may publish in your own sections only.")
        found.insert(0, gate.Finding(gate.Severity.BLOCKING, "section", sentence))
    if form.instance.blocked_at is not None:
        found.insert(0, gate.Finding(gate.Severity.BLOCKING, "slug", str(Blocked())))
    return list({(each.field, each.message): each for each in found}.values())


def _complaints(form: ArticleForm) -> list[gate.Finding]:
    """What the form itself refuses, such as a headline of 10,000 characters."""
    return [
        gate.Finding(gate.Severity.BLOCKING, name, str(message))
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]
