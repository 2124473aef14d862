"""One act on many articles of the list: asked first, then answered row by row."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import many
from articles.forms.many import FORMS
from articles.many import ManyAct
from articles.models import Article
from articles.moment import moment_of
from articles.status import status_of

MOST = 200
VERSION = re.compile(r"([0-9]{1,18}):([0-9]{1,9})\Z", re.ASCII)

Action = Callable[[Any, HttpRequest, QuerySet[Article]], HttpResponse | None]


def action(act: ManyAct) -> Action:
    """The act as the list's menu offers it."""

    def run(
        admin: Any, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse:
        assert isinstance(request.user, User)
        at = moment_of(request)
        is_asked = "step" in request.POST
        form = FORMS[act.name](
            request.POST if is_asked else None, user=request.user, at=at
        )
        chosen = list(queryset.select_related("section").order_by("-updated_at")[:MOST])
        context = _context(admin, request, act, chosen)
        if is_asked and form.is_valid():
            versions = _versions(request)
            context["answers"] = many.carry_out(
                act, versions, form.cleaned_data, by=request.user, at=at
            )
        return _page(request, {**context, "form": form})

    run.short_description = act.label  # type: ignore[attr-defined]
    run.__name__ = f"many_{act.name}"
    return run


ACTIONS = [action(act) for act in many.ACTS.values()]


def _context(
    admin: Any, request: HttpRequest, act: ManyAct, chosen: list[Article]
) -> dict[str, Any]:
    user: Any = request.user
    at = moment_of(request)
    statuses = status_of(chosen, at)
    return {
        **admin.admin_site.each_context(request),
        "title": str(act.label),
        "act": act,
        "opts": admin.opts,
        "action": request.POST.get("action", ""),
        "rows": [
            (article, statuses[article.pk], act.refusal(user, article, at))
            for article in chosen
        ],
        "media": admin.media,
    }


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    rows = context["rows"]
    context["possible"] = sum(not refusal for _article, _status, refusal in rows)
    return TemplateResponse(request, "admin/articles/article/many.html", context)


def _versions(request: HttpRequest) -> dict[int, int]:
    """The versions that somebody looked at when they said yes."""
    found = [VERSION.match(text) for text in request.POST.getlist("version")[:MOST]]
    if not all(found):
        raise BadRequest("Versions are numbers.")
    return {int(each[1]): int(each[2]) for each in found if each}
