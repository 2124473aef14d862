"""The list of line-ups, which leads to their boards."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights
from articles.admin.paging import CappedPaginator
from articles.admin.words import time_tag
from articles.moment import moment_of
from sections.admin import board, travel
from sections.admin.places import address, name_of, pages_of, state_of
from sections.models import LineUp

if TYPE_CHECKING:
    BaseLineUps = admin.ModelAdmin[LineUp]
else:
    BaseLineUps = admin.ModelAdmin


class LineUpList(ChangeList):
    """Line-ups with how they stand now; each row leads to the board."""

    def get_results(self, request: HttpRequest) -> None:
        """Load the rows, then say of each whether it is in force."""
        super().get_results(request)
        at = moment_of(request)
        standing = {
            line_up.pk
            for section in pages_of(request)
            if (line_up := LineUp.objects.in_force(section, at).first())
        }
        for row in self.result_list:
            row.state_now = state_of(row, at, is_in_force=row.pk in standing)

    def url_for_result(self, result: Any) -> str:
        """The board with this line-up on it."""
        return f"{address('board', result.section)}?line_up={result.pk}"


class PageFilter(admin.SimpleListFilter):
    """One page's line-ups."""

    title = gettext_lazy("Page")
    parameter_name = "page"
    template = "admin/_tabs.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The pages that the user arranges."""
        return [
            (section.slug if section else "/", name_of(section))
            for section in pages_of(request)
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[LineUp]
    ) -> QuerySet[LineUp]:
        """Keep what belongs to the page; no page of that name has none."""
        if self.value() is None:
            return queryset
        if self.value() == "/":
            return queryset.filter(section=None)
        return queryset.filter(section__slug=self.value())


@admin.register(LineUp)
class LineUpAdmin(BaseLineUps):
    """Section editors arrange their sections; the front page is the chief's.

    There is no form but the board: what has started is never edited.
    """

    list_display = ["page", "state", "starts", "slot_count", "made_by", "note"]
    list_display_links = ["page"]
    list_filter = [PageFilter]
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    actions = None
    change_list_template = "admin/sections/lineup/change_list.html"

    def get_urls(self) -> Any:
        """The list, the boards, and readers' pages at other moments."""
        named: list[tuple[str, Any, str]] = [
            ("", self.changelist_view, "changelist"),
            ("travel/", travel.choose, "travel"),
            ("travel/open/", travel.open_page, "travel_open"),
            ("<int:pk>/change/", board.lead_on, "change"),
        ]
        for name in ("board", "pool", "preview"):
            view = getattr(board, name)
            named += [(f"{name}/", view, name), (f"{name}/<int:section>/", view, name)]
        urls: list[URLPattern] = [
            path(
                route, self.admin_site.admin_view(view), name=f"sections_lineup_{name}"
            )
            for route, view, name in named
        ]
        return urls

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        """A list that knows what is in force."""
        return LineUpList

    def get_queryset(self, request: HttpRequest) -> QuerySet[LineUp]:
        """The line-ups of the user's pages."""
        rows = super().get_queryset(request).select_related("section", "created_by")
        rows = rows.annotate(slot_number=Count("slots"))
        user = request.user
        assert isinstance(user, User)
        if rights.acts_everywhere(user):
            return rows
        return rows.filter(section_id__in=rights.own_sections(user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Line-ups are made on the board."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Offer the board of each page above the list."""
        boards = [
            {"name": name_of(section), "address": address("board", section)}
            for section in pages_of(request)
        ]
        shown = {"boards": boards, **(extra_context or {})}
        return super().changelist_view(request, shown)

    @admin.display(description=gettext_lazy("page"))
    def page(self, line_up: LineUp) -> str:
        """The page that it arranges."""
        return name_of(line_up.section)

    @admin.display(description=gettext_lazy("state"))
    def state(self, line_up: Any) -> SafeString:
        """Whether it is in force, to come, or past."""
        shown: SafeString = line_up.state_now
        return shown

    @admin.display(description=gettext_lazy("starts"), ordering="starts_at")
    def starts(self, line_up: LineUp) -> SafeString:
        """When it comes into force."""
        return time_tag(line_up.starts_at)

    @admin.display(description=gettext_lazy("slots"))
    def slot_count(self, line_up: Any) -> int:
        """How many articles it places."""
        return int(line_up.slot_number)

    @admin.display(description=gettext_lazy("by"))
    def made_by(self, line_up: LineUp) -> str:
        """Who made it."""
        who = line_up.created_by
        return _("Nobody") if who is None else who.get_short_name() or str(who)
