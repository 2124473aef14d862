"""What would stand below the article that somebody is typing, and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import suggestions
from articles.forms.article import ArticleForm
from articles.moment import moment_of
from articles.reading import RELATED
from articles.reasons import neighbours


def show_neighbours(request: HttpRequest, form: ArticleForm) -> HttpResponse:
    """The list with its reasons, for the card beside the text; nothing is saved."""
    form.full_clean()
    found: Any = neighbours(form.working_copy(), moment_of(request))
    rows = [
        (row, suggestions.written(row.version.headline, row.version.article_id))
        for row in found
    ]
    context = {"shown": rows[:RELATED], "spare": rows[RELATED:]}
    return render(request, "admin/articles/article/_neighbours.html", context)
