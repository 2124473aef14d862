"""Series in the admin: their names, introductions and pictures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from articles import naming
from articles.admin import deletion
from articles.admin.paging import CappedPaginator
from articles.forms.pictures import LeadImageField
from articles.models import Series
from articles.moment import moment_of

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Series]
else:
    BaseAdmin = admin.ModelAdmin


@admin.register(Series)
class SeriesAdmin(BaseAdmin):
    """Section editors make them; articles join them on their own form."""

    list_display = ["name", "slug", "planned_parts"]
    search_fields = ["name"]
    paginator = CappedPaginator
    show_full_result_count = False
    fields = ["name", "slug", "introduction", "planned_parts", "image"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Series | None = None
    ) -> list[str]:
        """Its address stays, since nothing would lead on from the former one."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Series | None = None
    ) -> dict[str, Sequence[str]]:
        """The address of a new one follows its name while that is typed."""
        return {} if obj else {"slug": ["name"]}

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Choose the picture by looking at it."""
        if db_field.name == "image":
            return LeadImageField(label=db_field.verbose_name.capitalize())
        return super().formfield_for_dbfield(db_field, request, **options)

    def view_on_site(self, obj: Series) -> str:
        """The page of the series."""
        return obj.get_absolute_url()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """No series that an article belongs to, or has belonged to, is deleted."""
        return deletion.summary(objs, naming.articles_of)

    def save_model(
        self, request: HttpRequest, obj: Series, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells all pages with the name."""
        naming.keep_series(obj, at=moment_of(request))
