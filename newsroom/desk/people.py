"""Accounts in the admin: nobody makes themselves more than they are."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

if TYPE_CHECKING:
    BaseUsers = UserAdmin[User]
else:
    BaseUsers = UserAdmin

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class PeopleAdmin(BaseUsers):
    """Django's page for accounts; administrators make no superusers."""

    list_display = ["username", "first_name", "last_name", "roles", "is_active"]
    # Staff, superuser, active, group: a newsroom finds its people by name.
    list_filter = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load the roles with the accounts."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        """What the person is here."""
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Rights come from roles; what goes beyond them is for superusers to give."""
        fixed = super().get_readonly_fields(request, obj)
        if _is_super(request):
            return fixed
        return [*fixed, "is_superuser", "user_permissions"]

    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        """Only superusers change superusers."""
        return super().has_change_permission(request, obj) and _reaches(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        """Only superusers delete superusers."""
        return super().has_delete_permission(request, obj) and _reaches(request, obj)


@admin.register(Group)
class RolesAdmin(GroupAdmin):
    """Django's page for groups: the roles."""


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _reaches(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or _is_super(request)
