"""The roles: groups made by migration, with what they need and no more."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from newsroom import roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def held(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


@pytest.mark.parametrize("role", list(roles.ROLES))
def test_the_migration_gives_each_role_its_permissions(role):
    assert held(role) == roles.ROLES[role]


def test_every_permission_of_the_table_exists():
    rows = Permission.objects.select_related("content_type")
    known = {f"{row.content_type.app_label}.{row.codename}" for row in rows}
    assert set().union(*roles.ROLES.values()) - known == set()


def test_establishing_again_repairs_and_doubles_nothing():
    writer = Group.objects.get(name="Writer")
    writer.permissions.clear()
    writer.permissions.add(Permission.objects.get(codename="publish_article"))
    roles.establish(apps)
    assert held("Writer") == roles.WRITER
    assert Group.objects.count() == len(roles.ROLES)


@pytest.mark.parametrize(
    ("permission", "expected"),
    [
        ("articles.add_article", {"Writer", "Section editor", "Managing editor"}),
        ("articles.publish_article", {"Section editor", "Managing editor"}),
        ("articles.act_in_every_section", {"Managing editor"}),
        ("articles.add_image", {*roles.ROLES} - {"Administrator"}),
        ("articles.delete_image", {"Managing editor", "Photo editor"}),
        ("sections.change_section", {"Managing editor"}),
        ("sections.change_lineup", {"Section editor", "Managing editor"}),
        ("auth.change_user", set()),
        ("auth.change_group", set()),
    ],
)
def test_who_may_what(permission, expected):
    may = {
        role for role in roles.ROLES if make_user(role, role=role).has_perm(permission)
    }
    assert may == {*expected, "Administrator"}


def test_a_role_alone_does_not_open_the_desk(client):
    client.force_login(make_user("ana", role="Managing editor", is_staff=False))
    assert client.get("/admin/").status_code == 302
