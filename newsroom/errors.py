"""Show readers our own "not found" page, even while developing."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_resolver

from newsroom.csp import is_desk


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
