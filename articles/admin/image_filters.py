"""The views of the library: what is one's own, what is new, and what needs work."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library
from articles.models import Image
from articles.moment import moment_of

KEEPS = {
    "credit": (gettext_lazy("Without credit"), library.without_credit),
    "alternative": (
        gettext_lazy("Without alternative text"),
        library.without_alternative,
    ),
    "unused": (gettext_lazy("Never used"), library.unused),
}
KEEPS_AT = {
    "recent": (gettext_lazy("This week"), library.recent),
    "ending": (gettext_lazy("Rights ending"), library.ending),
}


class WhichFilter(admin.SimpleListFilter):
    """Saved views of the library."""

    template = "admin/_tabs.html"
    title = gettext_lazy("view")
    parameter_name = "which"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """List the views; "All" is Django's own."""
        names = {name: label for name, (label, _keep) in (KEEPS_AT | KEEPS).items()}
        return [("mine", _("Uploaded by me")), *names.items()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Image]
    ) -> QuerySet[Image]:
        """Keep what belongs to the chosen view; an unknown one shows all."""
        name = self.value() or ""
        if name == "mine":
            return queryset.filter(uploaded_by=request.user.pk)
        if name in KEEPS_AT:
            return KEEPS_AT[name][1](queryset, moment_of(request))
        return KEEPS[name][1](queryset) if name in KEEPS else queryset


class SectionFilter(admin.SimpleListFilter):
    """The images of a section's articles."""

    template = "admin/_choice.html"
    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """List the sections."""
        # By the field: this app does not know the sections' own.
        sections: Any = library.sections()
        return [(str(section.pk), section.name) for section in sections]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Image]
    ) -> QuerySet[Image]:
        """Keep what that section shows; nonsense shows all."""
        value = self.value() or ""
        if not (value.isascii() and value.isdigit() and len(value) < 18):
            return queryset
        return library.of_section(queryset, int(value))
