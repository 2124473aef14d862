"""Sections in the admin."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.forms.pictures import LeadImageField
from articles.moment import moment_of
from sections import keeping
from sections.models import Section

if TYPE_CHECKING:
    BaseSectionForm = ModelForm[Section]
    BaseSections = admin.ModelAdmin[Section]
else:
    BaseSectionForm = ModelForm
    BaseSections = admin.ModelAdmin


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
