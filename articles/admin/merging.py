"""The page on which topics are merged: which ones, which stays, and what happens."""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import merging, naming
from articles.forms.naming import MergeForm, OthersForm
from articles.models import Topic
from articles.moment import moment_of

MOST = 50
# Moved while the editor waits; the worker moves the rest.
AT_ONCE = 400
IS_NUMBER = re.compile(r"[0-9]{1,18}\Z", re.ASCII).match


def may_merge(request: HttpRequest) -> bool:
    """Whether the user may merge topics: whoever may delete them."""
    return request.user.has_perms(["articles.change_topic", "articles.delete_topic"])


@admin.action(description=gettext_lazy("Merge into one…"), permissions=["delete"])
def merge(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Topic]
) -> HttpResponse:
    """Go on to the page on which the chosen topics are merged."""
    ids = queryset.order_by("pk").values_list("pk", flat=True)
    return HttpResponseRedirect(address_of(list(ids[:MOST])))


def address_of(ids: list[int]) -> str:
    """The page for these topics."""
    query = urlencode({"ids": ",".join(map(str, ids))})
    return f"{reverse('admin:articles_topic_merge')}?{query}"


def page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for topics until there are two, then which one stays; then merge them."""
    if not may_merge(request):
        raise PermissionDenied
    topics = _chosen(request)
    if len(topics) < 2:
        form: OthersForm | MergeForm = OthersForm(request.POST or None)
        if form.is_valid():
            others = [topic.pk for topic in form.cleaned_data["others"]]
            chosen = [topic.pk for topic in topics]
            return HttpResponseRedirect(address_of(sorted({*chosen, *others})))
    else:
        form = MergeForm(topics, request.POST or None, initial={"into": topics[0]})
        if form.is_valid() and _is_merged(model_admin, request, topics, form):
            return HttpResponseRedirect(reverse("admin:articles_topic_changelist"))
    rows = [
        (topic, naming.articles_under(topic), naming.images_under(topic))
        for topic in topics
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Merge topics"),
        "opts": model_admin.opts,
        "form": form,
        "rows": rows,
        "chosen": str(form["into"].value()) if "into" in form.fields else "",
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/articles/topic/merge.html", context)


def _chosen(request: HttpRequest) -> list[Topic]:
    """The topics that the address names, the most used first."""
    ids = [pk for pk in request.GET.get("ids", "").split(",") if IS_NUMBER(pk)]
    rows = Topic.objects.current().filter(pk__in=ids[:MOST])
    return list(rows.order_by("-article_count", "pk"))


def _is_merged(
    model_admin: Any, request: HttpRequest, topics: list[Topic], form: MergeForm
) -> bool:
    into, at = form.cleaned_data["into"], moment_of(request)
    names = [topic.name for topic in topics if topic != into]
    try:
        merging.merge(topics, into, at=at)
    except merging.CannotMerge as refusal:
        form.add_error(None, str(refusal))
        return False
    moved = merging.settle(at, AT_ONCE)
    note = _("Merged with it: %(names)s.") % {"names": ", ".join(names)}
    model_admin.log_change(request, into, note)
    sentence = ngettext(
        "Merged into “%(name)s”: %(count)d article moved.",
        "Merged into “%(name)s”: %(count)d articles moved.",
        moved,
    ) % {"name": into.name, "count": moved}
    if merging.waiting():
        sentence = _("%(done)s The others follow within minutes.") % {"done": sentence}
    model_admin.message_user(request, sentence, messages.SUCCESS)
    return True
