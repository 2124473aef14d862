"""What the article form asks while somebody types: suggestions, the gate, a preview."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import gate, preview, rights, suggestions
from articles.forms.article import ArticleForm
from articles.models import Article
from articles.moment import moment_of
from articles.status import NEW, status_of

SOURCES = {
    "topics": suggestions.topics,
    "contributors": suggestions.contributors,
    "articles": suggestions.articles,
}


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
    """The reader's page of what was typed; nothing is saved."""
    form.full_clean()
    return preview.render(form.working_copy(), request, moment_of(request))


def show_gate(request: HttpRequest, form: ArticleForm) -> HttpResponse:
    """What stands in the way of publishing what was typed, and where it would go."""
    form.full_clean()
    article, at = form.instance, moment_of(request)
    status = status_of([article], at)[article.pk] if article.pk else NEW
    copy = form.working_copy()
    findings = [*_complaints(form), *gate.review(copy, at)]
    user: Any = request.user
    if not rights.may_publish(user, article):
        sentence = _("You may publish in your own sections only.")
        findings.insert(0, gate.Finding(gate.Severity.BLOCKING, "section", sentence))
    named = [(finding, form[finding.field]) for finding in findings]
    context = {
        "blocking": [pair for pair in named if pair[0].is_blocking],
        "advice": [pair for pair in named if not pair[0].is_blocking],
        "copy": copy,
        "status": status,
    }
    return render(request, "admin/articles/article/_gate.html", context)


def _complaints(form: ArticleForm) -> list[gate.Finding]:
    """What the form itself refuses, such as a headline of 10,000 characters."""
    return [
        gate.Finding(gate.Severity.BLOCKING, name, str(message))
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]
