"""Who else has the article open, whether it has moved on, and who holds it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import locking, presence, rights
from articles.admin.asides import article_for
from articles.forms.conflict import conflict_of
from articles.locking import Locked
from articles.models import Article, Lock
from articles.moment import moment_of
from articles.presence import Present

LOCK = "_lock"


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the form's small question, or note that it was closed."""
    article = article_for(request, pk)
    assert article is not None
    if "leaving" in request.POST:
        presence.leave(article, _user(request))
        return HttpResponse(status=204)
    has_typed = "typing" in request.POST
    return JsonResponse(news(request, article, has_typed=has_typed))


def news(request: HttpRequest, article: Article, *, has_typed: bool) -> dict[str, Any]:
    """Who else is there, and what has become of the article, in whole sentences."""
    user, at = _user(request), moment_of(request)
    presence.note(article, user, at=at, has_typed=has_typed)
    here = presence.others(article, user, at)
    lock = locking.against(article, user)
    base = request.POST.get("base_version", "")
    return {
        "people": sentence(here),
        "moved_on": _moved_on(article, base),
        "locked": locking.sentence(lock) if lock else "",
    }


def sentence(here: list[Present]) -> str:
    """Who else has the article open, said for people; "" for nobody."""
    typing = [one.name for one in here if one.is_typing]
    reading = [one.name for one in here if not one.is_typing]
    said = []
    if typing:
        words = ngettext(
            "%(names)s is typing here", "%(names)s are typing here", len(typing)
        )
        said.append(words % {"names": ", ".join(typing)})
    if reading:
        words = ngettext(
            "%(names)s is in this article",
            "%(names)s are in this article",
            len(reading),
        )
        said.append(words % {"names": ", ".join(reading)})
    return " · ".join(said)


def context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What the form's page says of others."""
    if not article.pk:
        return {}
    user, at = _user(request), moment_of(request)
    lock = Lock.objects.filter(article=article).select_related("person").first()
    is_others = lock is not None and lock.person_id != user.pk
    return {
        "presence_address": reverse(
            "admin:articles_article_presence", args=[article.pk]
        ),
        "here": sentence(presence.others(article, user, at)),
        "lock": lock,
        "locked_by_other": lock if is_others else None,
        "lock_sentence": locking.sentence(lock) if lock and is_others else "",
        "may_unlock": lock is not None
        and (not is_others or rights.may_publish(user, article)),
    }


def is_locked(request: HttpRequest, article: Article) -> bool:
    """Whether somebody else holds the article."""
    return locking.against(article, _user(request)) is not None


def press_lock(
    model_admin: Any, request: HttpRequest, article: Article
) -> HttpResponse | None:
    """Lock, take over or unlock, if one of those buttons was pressed."""
    act = request.POST.get(LOCK)
    if act is None:
        return None
    facts: dict[str, Any] = {"by": _user(request), "at": moment_of(request)}
    note = " ".join(request.POST.get("lock_note", "").replace("\0", "").split())
    message, level = _("Locked: you alone can save and publish it."), messages.SUCCESS
    try:
        if act == "take":
            locking.take(article, note=note, **facts)
        elif act == "take-over":
            locking.take_over(article, note=note, **facts)
            message = _("You hold the lock now; whoever had it is told.")
        elif locking.release(article, by=facts["by"]):
            message = _("Unlocked: everybody can save it again.")
        else:
            message, level = (
                _("There is no lock that you could open."),
                messages.WARNING,
            )
    except Locked as refusal:
        message, level = str(refusal), messages.ERROR
    model_admin.log_change(request, article, str(capfirst(message)))
    model_admin.message_user(request, message, level)
    address = reverse("admin:articles_article_change", args=[article.pk])
    return HttpResponseRedirect(address)


def _moved_on(article: Article, base: str) -> str:
    if not base.isascii() or not base.isdigit() or int(base[:9]) == article.version:
        return ""
    conflict = conflict_of(article, int(base[:9]))
    return conflict.message if conflict else ""


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
