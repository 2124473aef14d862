"""Contributors in the admin: who is named above articles."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import naming
from articles.admin import deletion
from articles.admin.choosing import RowSelect
from articles.admin.paging import CappedPaginator
from articles.forms.naming import NameForm
from articles.forms.pictures import LeadImageField
from articles.models import Contributor
from articles.moment import moment_of

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Contributor]
else:
    BaseAdmin = admin.ModelAdmin


@admin.register(Contributor)
class ContributorAdmin(BaseAdmin):
    """Writers see them, section editors keep them."""

    form = NameForm
    list_display = ["name", "role", "account"]
    list_select_related = ["user"]
    search_fields = ["name"]
    paginator = CappedPaginator
    show_full_result_count = False
    autocomplete_fields = ["user"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "role", "bio"], "classes": ["page"]}),
        (_("Picture"), {"fields": ["picture"]}),
        (_("Account"), {"fields": ["user"]}),
    ]

    def get_fieldsets(
        self, request: HttpRequest, obj: Contributor | None = None
    ) -> Any:
        """Naming an account gives it the articles: only who sees accounts may."""
        fieldsets = list(super().get_fieldsets(request, obj))
        may_link = request.user.has_perm("auth.view_user")
        return fieldsets if may_link else fieldsets[:-1]

    @admin.display(description=_("account"), ordering="user__username")
    def account(self, contributor: Contributor) -> str:
        """The name with which the person signs in."""
        return contributor.user.get_username() if contributor.user else ""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Choose the picture by looking at it, the account by its name."""
        if db_field.name == "picture":
            return LeadImageField(label=_("Picture"))
        if db_field.name == "user":
            options["widget"] = RowSelect(db_field, self.admin_site)
        return super().formfield_for_dbfield(db_field, request, **options)

    def view_on_site(self, obj: Contributor) -> str:
        """The person's page."""
        return obj.get_absolute_url()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nobody whom an article names, or has named, is deleted."""
        return deletion.summary(objs, naming.articles_naming)

    def save_model(
        self, request: HttpRequest, obj: Contributor, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells all pages with the name."""
        naming.keep_contributor(obj, at=moment_of(request))
