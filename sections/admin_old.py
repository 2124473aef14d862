"""Sections and line-ups in the admin."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights, suggestions
from articles.admin.choosing import RowSelect
from articles.admin.paging import CappedPaginator
from articles.admin.words import time_tag
from articles.forms.pictures import LeadImageField
from articles.models import Article
from articles.moment import moment_of
from sections import keeping
from sections.models import LineUp, Section, Slot

if TYPE_CHECKING:
    BaseSectionForm = ModelForm[Section]
    BaseSections = admin.ModelAdmin[Section]
    BaseLineUps = admin.ModelAdmin[LineUp]
    BaseSlots = admin.TabularInline[Slot, LineUp]
else:
    BaseSectionForm = ModelForm
    BaseSections = BaseLineUps = admin.ModelAdmin
    BaseSlots = admin.TabularInline


class SectionForm(BaseSectionForm):
    """A section, whose fallback picture is chosen by looking at pictures."""

    fallback = LeadImageField(
        label=gettext_lazy("Fallback picture"),
        help_text=Section._meta.get_field("fallback").help_text,
    )


@admin.register(Section)
class SectionAdmin(BaseSections):
    """The sections of the magazine and who edits them; for managing editors."""

    list_display = ["name", "slug", "accent", "position", "in_navigation"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    form = SectionForm
    fieldsets = [
        (None, {"fields": ["name", "slug", "description"]}),
        (
            gettext_lazy("On the page"),
            {"fields": ["accent", "position", "in_navigation", "fallback"]},
        ),
        (gettext_lazy("People"), {"fields": ["editors"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new section comes last in the menu."""
        return {
            "position": keeping.last_position(),
            **super().get_changeform_initial_data(request),
        }

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Tick the people who edit it, of those who can sign in."""
        people = User.objects.filter(is_active=True, is_staff=True)
        options |= {
            "queryset": people.order_by("username"),
            "widget": CheckboxSelectMultiple,
        }
        return super().formfield_for_manytomany(db_field, request, **options)

    def view_on_site(self, obj: Section) -> str:
        """The section's page."""
        return obj.get_absolute_url()

    def save_model(
        self, request: HttpRequest, obj: Section, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells every page."""
        keeping.keep_section(obj, at=moment_of(request))


class SlotInline(BaseSlots):
    """The slots of a line-up, in order."""

    model = Slot
    fields = ["position", "article", "headline", "standfirst", "image", "ends_at"]
    autocomplete_fields = ["article", "image"]
    extra = 1

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Only articles that the user may know of, besides those in place already."""
        if db_field.name == "article":
            known = suggestions.pickable(_user(request), moment_of(request))
            placed = Slot.objects.filter(line_up=_line_up_of(request)).values("article")
            options["queryset"] = known | Article.objects.filter(pk__in=placed)
        if db_field.name in self.autocomplete_fields:
            options["widget"] = RowSelect(db_field, self.admin_site)
        field: Any = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "article":
            field.label_from_instance = _namer(request)
        return field

    def get_formset(
        self, request: HttpRequest, obj: LineUp | None = None, **options: Any
    ) -> Any:
        """Leave out the buttons that would leave the line-up for an article."""
        formset: Any = super().get_formset(request, obj, **options)
        for name in self.autocomplete_fields:
            widget = formset.form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = False
        return formset


@admin.register(LineUp)
class LineUpAdmin(BaseLineUps):
    """Section editors arrange their sections; the front page is the chief's."""

    list_display = ["page", "starts", "slot_count", "note"]
    list_display_links = ["page"]
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    fields = ["section", "starts_at", "note"]
    inlines = [SlotInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LineUp]:
        """The line-ups of the user's pages."""
        rows = super().get_queryset(request).select_related("section")
        rows = rows.annotate(slot_number=Count("slots"))
        user = _user(request)
        if rights.acts_everywhere(user):
            return rows
        return rows.filter(section_id__in=rights.own_sections(user))

    def has_view_permission(
        self, request: HttpRequest, obj: LineUp | None = None
    ) -> bool:
        """Who arranges a page sees its line-ups."""
        return super().has_view_permission(request) and _is_own(request, obj)

    def has_change_permission(
        self, request: HttpRequest, obj: LineUp | None = None
    ) -> bool:
        """Section editors change those of their sections."""
        return super().has_change_permission(request) and _is_own(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: LineUp | None = None
    ) -> bool:
        """Section editors delete those of their sections."""
        return super().has_delete_permission(request) and _is_own(request, obj)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Offer the user's pages only; the front page has no section."""
        if db_field.name != "section":
            return super().formfield_for_dbfield(db_field, request, **options)
        user = _user(request)
        is_chief = rights.acts_everywhere(user)
        return db_field.formfield(
            queryset=rights.open_sections(user, Section.objects.all()),
            required=not is_chief,
            empty_label=_("Front page") if is_chief else None,
        )

    @admin.display(description=gettext_lazy("page"))
    def page(self, line_up: LineUp) -> str:
        """The page that it arranges."""
        return line_up.section.name if line_up.section else _("Front page")

    @admin.display(description=gettext_lazy("starts"), ordering="starts_at")
    def starts(self, line_up: LineUp) -> SafeString:
        """When it comes into force."""
        return time_tag(line_up.starts_at)

    @admin.display(description=gettext_lazy("slots"))
    def slot_count(self, line_up: Any) -> int:
        """How many articles it places."""
        return int(line_up.slot_number)

    def save_model(
        self, request: HttpRequest, obj: LineUp, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells the page."""
        keeping.keep_line_up(obj, by=_user(request), at=moment_of(request))

    def delete_model(self, request: HttpRequest, obj: LineUp) -> None:
        """Tell the page, too."""
        keeping.drop_line_up(obj, at=moment_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[LineUp]) -> None:
        """One after the other, so that each page is told."""
        for line_up in queryset:
            self.delete_model(request, line_up)


def _is_own(request: HttpRequest, line_up: LineUp | None) -> bool:
    if line_up is None:
        return True
    return rights.may_use_section(_user(request), line_up.section_id)


def _namer(request: HttpRequest) -> Callable[[Article], str]:
    """What the user may call an article, looked up once for each request."""

    @cache
    def name(article: Article) -> str:
        found = suggestions.names_for([article.pk], _user(request), moment_of(request))
        return found[article.pk]

    return name


def _line_up_of(request: HttpRequest) -> int | None:
    match = request.resolver_match
    pk = str(match.kwargs.get("object_id", "")) if match else ""
    return int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
