"""The views of the library: what is one's own, what is new, and what needs work."""

from collections.abc import Iterable, Iterator
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
    """Views of the library that can be combined: ``?which=mine,credit``."""

    template = "admin/articles/image/_which.html"
    title = gettext_lazy("view")
    parameter_name = "which"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """List the views; "All" is added to them."""
        names = {name: label for name, (label, _keep) in (KEEPS_AT | KEEPS).items()}
        return [("mine", _("Uploaded by me")), *names.items()]

    @property
    def chosen(self) -> list[str]:
        """The views that are switched on, in their order; others do not count."""
        wanted = str(self.value() or "").split(",")
        return [str(name) for name, _label in self.lookup_choices if name in wanted]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Each view with the address that switches it on, or off again."""
        chosen = self.chosen
        yield {
            "selected": not chosen,
            "query_string": changelist.get_query_string(remove=["which"]),
            "display": _("All"),
        }
        for name, label in self.lookup_choices:
            others = [other for other in chosen if other != name]
            on = others if name in chosen else [*chosen, str(name)]
            which = {"which": ",".join(on)} if on else {}
            yield {
                "selected": name in chosen,
                "query_string": changelist.get_query_string(which, ["which"]),
                "display": label,
            }

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Image]
    ) -> QuerySet[Image]:
        """Keep what belongs to all of the chosen views."""
        for name in self.chosen:
            if name == "mine":
                queryset = queryset.filter(uploaded_by=request.user.pk)
            elif name in KEEPS_AT:
                queryset = KEEPS_AT[name][1](queryset, moment_of(request))
            else:
                queryset = KEEPS[name][1](queryset)
        return queryset


class SectionFilter(admin.SimpleListFilter):
    """The images of a section's articles."""

    template = "admin/_menu.html"
    title = gettext_lazy("Section")
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


class LayoutFilter(admin.SimpleListFilter):
    """Grid or list: no filter, but kept in the address in the same way."""

    template = "admin/articles/image/_layout.html"
    title = gettext_lazy("layout")
    parameter_name = "layout"

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> Iterable[tuple[str, Any]]:
        """The other layout; the grid needs no word in the address."""
        return [("list", _("List"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The two layouts, the grid under its own name."""
        grid, *others = super().choices(changelist)
        yield {**grid, "display": _("Grid"), "selected": self.value() != "list"}
        yield from others

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Image]
    ) -> QuerySet[Image]:
        """Leave out nothing."""
        return queryset
