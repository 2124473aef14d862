"""What the desk says beside an article: comments, and who has it until when."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import anchors, comments, notices, rights, workflow
from articles.admin.asides import article_for
from articles.forms.talk import AssignmentForm, CommentForm, name_of
from articles.models import Article, Comment
from articles.moment import moment_of

ACT = re.compile(r"(say|answer|resolve|reopen)(?:-([0-9]{1,18}))?\Z", re.ASCII)
MOST_PEOPLE = 8
PLACE = "articles_article_{}"


def urls(view: Any) -> list[URLPattern]:
    """The addresses of the card; each asks whether the article may be edited."""
    return [
        path(f"<int:pk>/{name}/", view(asked), name=PLACE.format(name))
        for name, asked in (("talk", talk), ("assign", assign), ("people", people))
    ]


def context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What the card shows: comments by paragraph, and the assignment."""
    if not article.pk:
        return {}
    user, at = _user(request), moment_of(request)
    threads = comments.threads(article, article.body)
    return {
        "threads": [each for each in threads if each.comment.resolved_at is None],
        "resolved": [each for each in threads if each.comment.resolved_at],
        "paragraphs": _paragraphs(article),
        "assignment": AssignmentForm(article=article, at=at),
        "assigned_name": name_of(article.assigned_to) if article.assigned_to else "",
        "unread": notices.unread(user).filter(article=article).exists(),
        "talk_at": at,
    }


@require_POST
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Say, answer, resolve or reopen; then show the card again."""
    article = _article(request, pk)
    found = ACT.match(request.POST.get("act", ""))
    if found is None:
        raise BadRequest("There is no such act.")
    act, number = found[1], found[2]
    of_article = Comment.objects.filter(article=article)
    comment = get_object_or_404(of_article, pk=number) if number else None
    if act in {"say", "answer"}:
        return _say(request, article, comment)
    if comment is None:
        raise BadRequest("Which comment?")
    if act == "resolve":
        comments.resolve(comment, by=_user(request), at=moment_of(request))
        return _answer(request, article, [_("Resolved.")])
    comments.reopen(comment)
    return _answer(request, article, [_("Open again.")])


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the article to somebody, or to nobody."""
    article, at = _article(request, pk), moment_of(request)
    form = AssignmentForm(request.POST, article=article, at=at)
    if not form.is_valid():
        return _answer(request, article, _complaints(form), is_refused=True)
    person, due_at = form.cleaned_data["person"], form.cleaned_data["due_at"]
    workflow.assign(article, person, due_at=due_at, by=_user(request), at=at)
    if person is None:
        return _answer(request, article, [_("It is assigned to nobody.")])
    sentence = _("It is assigned to %(person)s.") % {"person": name_of(person)}
    return _answer(request, article, [sentence])


def people(request: HttpRequest, pk: int) -> JsonResponse:
    """Propose those who may open the article, for a name after an @."""
    article = _article(request, pk)
    term = request.GET.get("q", "")[:60].replace("\0", "").casefold()
    rows = rights.people_for(article).exclude(pk=_user(request).pk)
    found = [
        {"value": row.username, "label": row.get_full_name() or row.username}
        for row in rows.order_by("username")
        if term in row.username.casefold() or term in row.get_full_name().casefold()
    ]
    return JsonResponse({"found": found[:MOST_PEOPLE]})


def _say(request: HttpRequest, article: Article, to: Comment | None) -> HttpResponse:
    posted = request.POST
    form = CommentForm(
        {**posted.dict(), "text": posted.get(f"answer-{to.pk}", "")} if to else posted
    )
    if not form.is_valid():
        return _answer(request, article, _complaints(form), is_refused=True)
    typed = form.cleaned_data
    paragraph, quote = typed["paragraph"], typed["quote"]
    if paragraph is not None and not quote:
        blocks = anchors.paragraphs(article.body)
        quote = blocks[paragraph] if paragraph < len(blocks) else ""
    said = comments.say(
        article,
        typed["text"],
        by=_user(request),
        at=moment_of(request),
        paragraph=paragraph if quote else None,
        quote=quote,
        answers=to,
    )
    unreached = [
        _("@%(name)s was not told: nobody of that name may open this article.")
        % {"name": name}
        for name in said.unreached
    ]
    return _answer(request, article, [_("Said."), *unreached])


def _answer(
    request: HttpRequest, article: Article, said: list[str], is_refused: bool = False
) -> HttpResponse:
    """The card alone for our JavaScript, else the form again, with a message."""
    if request.POST.get("part"):
        status = 422 if is_refused else 200
        shown = {**context(request, article), "article": article}
        shown |= {"said": said, "is_refused": is_refused}
        name = "admin/articles/article/_talk.html"
        return render(request, name, shown, status=status)
    for sentence in said:
        level = messages.ERROR if is_refused else messages.SUCCESS
        messages.add_message(request, level, sentence)
    address = reverse(f"admin:{PLACE.format('change')}", args=[article.pk])
    return HttpResponseRedirect(f"{address}#talk")


def _paragraphs(article: Article) -> list[tuple[int, str]]:
    """The blocks that have words, to choose from."""
    blocks = anchors.paragraphs(article.body)
    return [(index, text) for index, text in enumerate(blocks) if text]


def _complaints(form: Any) -> list[str]:
    return [message for errors in form.errors.values() for message in errors]


def _article(request: HttpRequest, pk: int) -> Article:
    article = article_for(request, pk)
    assert article is not None
    return article


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
