"""One credit, licence or set of topics for many images at once, asked for twice."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import bulk_edits, rights
from articles.forms.bulk import BulkForm
from articles.images import StillShown
from articles.models import Image
from articles.moment import moment_of

MOST = 500


def edit(
    admin: Any, request: HttpRequest, queryset: QuerySet[Image]
) -> HttpResponse | None:
    """Ask what to write, show what it would change, and then do it."""
    user = request.user
    assert isinstance(user, User)
    # taggit's manager, which has no hints.
    chosen = list(queryset.prefetch_related("topics")[:MOST])  # type: ignore[misc]
    mine = [image for image in chosen if rights.may_change_image(user, image)]
    form = BulkForm(request.POST if "step" in request.POST else None)
    step = request.POST.get("step")
    if step in {"look", "do"} and form.is_valid():
        edits = bulk_edits.planned(mine, form.written, form.cleaned_data["topics"])
        if step == "do" and _is_done(admin, request, form, edits):
            return None
        return _page(
            admin, request, form, mine, chosen, edits if form.is_valid() else None
        )
    return _page(admin, request, form, mine, chosen, None)


edit.short_description = gettext_lazy("Edit credit, licence and topics")  # type: ignore[attr-defined]


def _is_done(
    admin: Any, request: HttpRequest, form: BulkForm, edits: list[bulk_edits.Edit]
) -> bool:
    try:
        count = bulk_edits.carry_out(edits, at=moment_of(request))
    except StillShown as refusal:
        form.add_error(None, f"{refusal.image}: {refusal}")
        return False
    sentence = ngettext("%(count)d image changed.", "%(count)d images changed.", count)
    admin.message_user(request, sentence % {"count": count}, messages.SUCCESS)
    return True


def _page(
    admin: Any,
    request: HttpRequest,
    form: BulkForm,
    mine: list[Image],
    chosen: list[Image],
    edits: list[bulk_edits.Edit] | None,
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Edit several images"),
        "form": form,
        "images": mine,
        "refused": len(chosen) - len(mine),
        "edits": edits,
        "opts": admin.opts,
        "action": request.POST.get("action", ""),
        "selected": [image.pk for image in chosen],
        "media": admin.media,
    }
    return TemplateResponse(request, "admin/articles/image/bulk.html", context)
