"""What the image picker's JavaScript asks for: a page of images, and an upload."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import images, library
from articles.forms.uploads import PickerUploadForm
from articles.models import Image
from articles.picture_files import StoreFailed

PER_PAGE = 24
MOST_IDS = 100
View = Callable[[HttpRequest], HttpResponse]


def with_permission(permission: str) -> Callable[[View], View]:
    """Refuse in JSON whoever lacks the permission; the admin has asked who it is."""

    def decorated(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest) -> HttpResponse:
            if not _user(request).has_perm(permission):
                return _refusal(_("You may not do this."), status=403)
            return view(request)

        return checked

    return decorated


@require_GET
@with_permission("articles.view_image")
def found(request: HttpRequest) -> HttpResponse:
    """Return a page of images, newest first: all, one's own, or those of an article."""
    before = request.GET.get("before", "")
    ids = request.GET.get("ids", "").split(",")[:MOST_IDS]
    numbers = [text for text in [before, *ids] if text]
    if not all(
        text.isascii() and text.isdigit() and len(text) < 18 for text in numbers
    ):
        return _refusal(_("This list of images does not exist."), status=400)
    listed = _listed(request, [int(text) for text in ids if text])
    if before:
        listed = listed.filter(pk__lt=int(before))
    page = list(listed.order_by("-pk")[: PER_PAGE + 1])
    return JsonResponse(
        {
            "images": [library.card(image) for image in page[:PER_PAGE]],
            "before": page[PER_PAGE - 1].pk if len(page) > PER_PAGE else None,
        }
    )


@require_POST
@with_permission("articles.add_image")
def upload(request: HttpRequest) -> HttpResponse:
    """Add a picture; answer with the new image, or with what is wrong by field."""
    form = PickerUploadForm(request.POST, request.FILES)
    if not form.is_valid() or form.prepared is None:
        other = form.twin or next(iter(form.alike), None)
        twin = library.card(other) if other else None
        return JsonResponse({"errors": _errors(form), "twin": twin})
    try:
        image = images.keep(form.save(commit=False), form.prepared, by=_user(request))
    except StoreFailed as failure:
        return _refusal(failure.sentence, status=503)
    # A list in a batch is for looking at afterwards; topics come with the fields.
    form.save_m2m()
    alike = [library.card(other) for other in form.alike]
    answer = {"image": library.card(image), "alike": alike, "given": form.given}
    return JsonResponse({key: fact for key, fact in answer.items() if fact}, status=201)


def _listed(request: HttpRequest, ids: list[int]) -> QuerySet[Image]:
    listed = library.search(Image.objects.all(), request.GET.get("q", ""))
    if request.GET.get("tab") == "mine":
        return listed.filter(uploaded_by=_user(request))
    if request.GET.get("tab") == "article":
        return listed.filter(pk__in=ids)
    return listed


def _errors(form: PickerUploadForm) -> dict[str, list[str]]:
    """Return plain sentences by field; links are for the admin's own form."""
    plain = {
        "twin": _("The library has this file already."),
        "alike": _("It looks like a picture that the library has already."),
    }
    return {
        name: [
            plain.get(error.code or "", " ".join(map(str, error.messages)))
            for error in errors.as_data()
        ]
        for name, errors in form.errors.items()
    }


def _refusal(sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"errors": {"__all__": [sentence]}}, status=status)


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
