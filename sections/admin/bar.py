"""The breaking-news bar in the admin; for managing editors."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.choosing import RowSelect
from articles.admin.words import time_tag
from articles.moment import moment_of
from sections import announcing
from sections.forms import MomentField
from sections.models import BreakingBar

if TYPE_CHECKING:
    BaseBarForm = forms.ModelForm[BreakingBar]
    BaseBars = admin.ModelAdmin[BreakingBar]
else:
    BaseBarForm, BaseBars = forms.ModelForm, admin.ModelAdmin

# How long a bar stands when nobody says otherwise.
USUAL = timedelta(hours=2)


class BarForm(BaseBarForm):
    """A bar that ends after it begins, and not before now."""

    starts_at = MomentField(label=gettext_lazy("Starts at"))
    ends_at = MomentField(label=gettext_lazy("Ends at"), required=True)

    class Meta:
        model = BreakingBar
        fields = ["text", "article", "starts_at", "ends_at"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zone = f"{timezone.localtime():%Z}"
        if "starts_at" in self.fields:
            said = _("Empty: now. Times are %(zone)s.") % {"zone": zone}
            self.fields["starts_at"].help_text = said

    def clean(self) -> dict[str, Any]:
        """Check the moments against one another and the clock."""
        typed: dict[str, Any] = super().clean() or {}
        now = timezone.now()
        starts, ends = typed.get("starts_at") or now, typed.get("ends_at")
        typed["starts_at"] = starts
        if ends and ends <= max(starts, now):
            late = _("It must end after it starts, and after now.")
            self.add_error("ends_at", ValidationError(late, code="ended"))
        return typed


@admin.register(BreakingBar)
class BarAdmin(BaseBars):
    """One line above every page, which ends by itself."""

    form = BarForm
    list_display = ["text", "state", "starts", "ends"]
    list_display_links = ["text"]
    fields = ["text", "article", "starts_at", "ends_at"]
    autocomplete_fields = ["article"]
    actions = None
    list_per_page = 50

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new bar ends after a while."""
        local = timezone.localtime(moment_of(request) + USUAL)
        return {"ends_at": local.replace(second=0, microsecond=0)}

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Look articles up while somebody types."""
        options["widget"] = RowSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_form(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Leave out the buttons that would leave the bar for an article."""
        form: Any = super().get_form(request, *args, **options)
        if "article" in form.base_fields:
            widget = form.base_fields["article"].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = False
        return form

    def has_change_permission(
        self, request: HttpRequest, obj: BreakingBar | None = None
    ) -> bool:
        """What is over is part of what readers saw."""
        is_over = obj is not None and obj.ends_at <= moment_of(request)
        return super().has_change_permission(request, obj) and not is_over

    def has_delete_permission(
        self, request: HttpRequest, obj: BreakingBar | None = None
    ) -> bool:
        """What is over cannot be taken down."""
        is_over = obj is not None and obj.ends_at <= moment_of(request)
        return super().has_delete_permission(request, obj) and not is_over

    @admin.display(description=gettext_lazy("state"))
    def state(self, bar: BreakingBar) -> str:
        """Whether readers see it, will see it, or have seen it."""
        now = timezone.now()
        if bar.ends_at <= now:
            return _("Over")
        return _("Coming") if bar.starts_at > now else _("Up")

    @admin.display(description=gettext_lazy("starts"), ordering="starts_at")
    def starts(self, bar: BreakingBar) -> SafeString:
        """When readers see it first."""
        return time_tag(bar.starts_at)

    @admin.display(description=gettext_lazy("ends"), ordering="ends_at")
    def ends(self, bar: BreakingBar) -> SafeString:
        """When it goes by itself."""
        return time_tag(bar.ends_at)

    def save_model(
        self, request: HttpRequest, obj: BreakingBar, form: Any, change: bool
    ) -> None:
        """Hand over to the action that tells every page."""
        assert isinstance(request.user, User)
        stands = announcing.announce(obj, by=request.user, at=moment_of(request))
        obj.pk = stands.pk

    def delete_model(self, request: HttpRequest, obj: BreakingBar) -> None:
        """Take it down: readers saw it until now."""
        announcing.take_down(obj, at=moment_of(request))
