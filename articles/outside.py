"""The page behind a preview link: for one person outside, and for no cache at all."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import sharing
from articles.forms.sharing import ApprovalForm, OutsiderForm
from articles.models import PreviewLink
from articles.moment import moment_of
from articles.preview import page_of
from articles.working_copy import WorkingCopy

Answered = HttpResponse | list[str]


# The right lies in the address and in no cookie: nobody else's browser can be made to
# send it, and the page sets none.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the working copy to who has the link; take a remark, or an approval."""
    at = moment_of(request)
    link = sharing.link_for(token, at)
    if link is None:
        raise Http404("This link leads nowhere, or no longer.")
    remark = OutsiderForm(None, article=link.article)
    approval = ApprovalForm(None, initial={"version": link.article.version})
    complaint = ""
    if request.method == "POST":
        is_approval = "approve" in request.POST
        if is_approval:
            approval = ApprovalForm(request.POST)
        else:
            remark = OutsiderForm(request.POST, article=link.article)
        complaint = _take(link, approval if is_approval else remark, at)
        if not complaint and not (approval.errors or remark.errors):
            return HttpResponseRedirect(f"{request.path}#answers")
    else:
        sharing.note_visit(link, at=at, address=request.META.get("REMOTE_ADDR", ""))
    return _page(request, link, remark, approval, complaint)


def _take(link: PreviewLink, form: Any, at: Any) -> str:
    """Do what was asked; returns what stands against it, if the form does not say."""
    if not form.is_valid():
        return ""
    said = form.cleaned_data
    try:
        if isinstance(form, ApprovalForm):
            sharing.approve(link, name=said["name"], version=said["version"], at=at)
        else:
            sharing.say(
                link,
                said["text"],
                name=said["name"],
                at=at,
                paragraph=said["paragraph"],
                quote=form.quote,
            )
    except sharing.Changed:
        form.data = {**form.data.dict(), "version": link.article.version}
        return _("The text has changed since you opened it. Please look again.")
    except sharing.TooMany as refusal:
        return " ".join(refusal.messages)
    return ""


def _page(
    request: HttpRequest,
    link: PreviewLink,
    remark: OutsiderForm,
    approval: ApprovalForm,
    complaint: str,
) -> HttpResponse:
    at = moment_of(request)
    page = page_of(WorkingCopy.of(link.article), at)
    context = {
        "page": page,
        "at": at,
        "is_preview": True,
        "link": link,
        "remark": remark,
        "approval": approval,
        "complaint": complaint,
        "said": link.comments.order_by("made_at"),
        "approvals": link.approvals.all(),
    }
    is_refused = complaint or remark.errors or approval.errors
    status = 400 if is_refused else 200
    name = "articles/shared_preview.html"
    with translation.override(page.publication.in_language):
        response = render(request, name, context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The address is a secret: no page that is linked to learns it.
    response["Referrer-Policy"] = "no-referrer"
    return response
