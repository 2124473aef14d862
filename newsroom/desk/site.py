"""The admin site: who may come in, what is offered, what stands on the first page."""

import re
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from newsroom import throttle
from newsroom.desk import navigation

IS_NUMBER = re.compile(r"[0-9]{1,18}\Z", re.ASCII).match


class DeskSite(admin.AdminSite):
    """Django's admin site, arranged for a newsroom."""

    index_title = _("Today")
    login_form = throttle.ThrottledAuthenticationForm

    @property
    def site_header(self) -> str:  # type: ignore[override]
        """The magazine's name."""
        return str(settings.SITE_NAME)

    @property
    def site_title(self) -> str:  # type: ignore[override]
        """The magazine's name, in the title of every page."""
        return str(settings.SITE_NAME)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Leave out the redirect that tells anybody the address of any draft."""
        from newsroom.desk import personal, tools  # apps ready

        session = path("session/", self.admin_view(self.session), name="session")
        return [
            session,
            *personal.urls(self),
            *tools.urls(self),
            *(
                address
                for address in super().get_urls()
                if getattr(address, "name", None) != "view_on_site"
            ),
        ]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """What scripts say, ours with Django's."""
        from newsroom.desk.script_texts import ScriptTexts  # apps ready

        return ScriptTexts.as_view()(request)

    def session(self, request: HttpRequest) -> HttpResponse:
        """Tell a form that somebody is still logged in, and what it must show us."""
        return JsonResponse({"token": get_token(request), "person": request.user.pk})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add one's own views of the list; asked for where they are shown."""
        from newsroom.desk import personal  # apps ready

        views = SimpleLazyObject(lambda: personal.views_of(request))
        return {**super().each_context(request), "saved_views": views}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Answer 400 to filters and choices that no list of ours offers."""
        return super().admin_view(_refusing_nonsense(view), cacheable)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let people in; answer 429 to who has tried too often."""
        return throttle.answer(super().login(request, extra_context))  # type: ignore[return-value]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """Group by task, except on the page of one app."""
        apps = super().get_app_list(request, app_label)
        from newsroom.desk import tools  # apps ready

        return apps if app_label else navigation.by_task(apps, tools.pages(request))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what is to be done today."""
        from newsroom.desk import today  # apps ready

        lists = today.lists(request)
        return super().index(request, {"today": lists, **(extra_context or {})})


def _refusing_nonsense(view: Any) -> Any:
    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        if not all(map(IS_NUMBER, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("Rows are chosen by number.")
        try:
            return view(request, *arguments, **options)
        except OverflowError as error:
            # A number of forty digits, for SQLite.
            raise BadRequest(str(error)) from error
        except DataError as error:
            if request.method != "GET":
                raise
            # A NUL byte in a filter, for PostgreSQL.
            raise BadRequest(str(error)) from error

    return answer
