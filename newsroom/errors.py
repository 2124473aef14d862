"""Pages about errors: readers' own "not found", and none that fails itself."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_resolver
from django.views import defaults

from newsroom.csp import is_desk


def _without_body(view: Any) -> Any:
    """Django's page about an error, without its look at the request's body.

    It looks for a CSRF token, which our pages do not print; a body that cannot be read
    is then an error on the page about the error, and the answer a bare 500.
    """
    return view.__wrapped__


bad_request = _without_body(defaults.bad_request)
permission_denied = _without_body(defaults.permission_denied)
page_not_found = _without_body(defaults.page_not_found)
server_error = _without_body(defaults.server_error)


class OwnNotFoundMiddleware:
    """Replaces Django's technical 404 outside the admin; unused when DEBUG is off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as production would."""
        response = self.get_response(request)
        if (
            response.status_code != 404
            or hasattr(response, "surrogate_keys")
            or is_desk(request)
            or not response.headers.get("Content-Type", "").startswith("text/html")
        ):
            return response
        handler: Any = get_resolver().resolve_error_handler(404)
        answer: HttpResponseBase = handler(request, exception=Http404())
        return answer
