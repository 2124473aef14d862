"""The page on which an image gets another file."""

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import replacing, usage
from articles.forms.uploads import ReplaceForm
from articles.models import Image
from articles.moment import moment_of
from articles.picture_files import StoreFailed


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the new file, saying which pages change with it; then replace."""
    image, at, user = get_object_or_404(Image, pk=pk), moment_of(request), request.user
    assert isinstance(user, User)
    if not replacing.may_replace(user, image, at):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = ReplaceForm(request.POST, request.FILES) if is_sent else ReplaceForm()
    if form.is_bound and form.is_valid() and form.prepared:
        try:
            replacing.replace_file(image, form.prepared, by=user, at=at)
        except StoreFailed as failure:
            form.add_error("file", failure.sentence)
        else:
            messages.success(request, _("The file was replaced; the old one is kept."))
            return redirect("admin:articles_image_change", image.pk)
    live = [place for place in usage.places(image, at) if place.is_live]
    context = {
        **admin.site.each_context(request),
        "title": _("Replace the file"),
        "form": form,
        "original": image,
        "src": image.url(480),
        "live": live,
        "opts": Image._meta,
    }
    return TemplateResponse(request, "admin/articles/image/replace.html", context)
