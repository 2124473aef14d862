"""The desk in the language of whoever works at it; readers' pages never."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from newsroom.models import Preference


class DeskLanguageMiddleware:
    """Speaks a person's language below DESK_PATH; one small query there, none else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language that the person wishes."""
        if not request.path.startswith(settings.DESK_PATH):
            return self.get_response(request)
        with translation.override(language_of(request)):
            return self.get_response(request)


def language_of(request: HttpRequest) -> str:
    """The person's language, if it is one that the desk still has."""
    rows = Preference.objects.filter(person_id=request.user.pk)
    wished = rows.values_list("language", flat=True).first() if request.user.pk else ""
    known = dict(settings.DESK_LANGUAGES)
    return wished if wished in known else settings.LANGUAGE_CODE
