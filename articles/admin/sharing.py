"""Preview links of an article: made, looked after and revoked by whoever edits it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import sharing
from articles.admin.asides import article_for
from articles.forms.sharing import LinkForm
from articles.models import Article, PreviewLink
from articles.moment import moment_of

NAME = "articles_article_links"


def urls(view: Any) -> list[URLPattern]:
    """The address of the list; it asks whether the article may be edited."""
    return [path("<int:pk>/links/", view(links), name=NAME)]


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of an article; make one, or revoke one."""
    article = article_for(request, pk)
    assert article is not None
    at, form = moment_of(request), LinkForm(label_suffix="")
    if request.method == "POST" and "revoke" in request.POST:
        return _revoke(request, article)
    if request.method == "POST":
        form = LinkForm(request.POST, label_suffix="")
        if form.is_valid() and _made(request, article, form):
            return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[pk]))
    rows = article.preview_links.select_related("made_by").annotate(
        visit_count=Count("visits", distinct=True), last_visit=Max("visits__visited_at")
    )
    context = {
        **admin.site.each_context(request),
        "title": _("Preview links"),
        "article": article,
        "opts": Article._meta,
        "form": form,
        "links": [_shown(request, row, at) for row in rows[:100]],
        "approvals": sharing.approvals(article)[:50],
        "is_blocked": article.blocked_at is not None,
    }
    template = "admin/articles/article/links.html"
    return render(request, template, context, status=400 if form.errors else 200)


def _shown(request: HttpRequest, link: Any, at: Any) -> dict[str, Any]:
    is_open = link.revoked_at is None and link.expires_at > at
    address = reverse("articles:preview", args=[sharing.token_of(link)])
    url = request.build_absolute_uri(address) if is_open else ""
    return {"link": link, "is_open": is_open, "url": url}


def _made(request: HttpRequest, article: Article, form: LinkForm) -> bool:
    user: Any = request.user
    assert isinstance(user, User)
    try:
        sharing.share(article, by=user, at=moment_of(request), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("The link is made: copy it and send it."))
    return True


def _revoke(request: HttpRequest, article: Article) -> HttpResponse:
    number = request.POST.get("revoke", "")
    pk = int(number) if number.isascii() and number.isdigit() else 0
    of_article = PreviewLink.objects.filter(article=article)
    link = get_object_or_404(of_article, pk=min(pk, 2**62))
    if sharing.revoke(link, at=moment_of(request)):
        messages.success(request, _("The link is revoked: it leads nowhere now."))
    else:
        messages.warning(request, _("It had been revoked already."))
    return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[article.pk]))
