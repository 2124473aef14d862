"""The demonstration's accounts: one for each role, with a password for all to read."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.db import transaction

from sections.models import Section

PASSWORD = settings.DEMO_PASSWORD


@dataclass(frozen=True)
class Account:
    """A demo account: its group, and the section it edits, if that is its role."""

    username: str
    group: str
    section: str = ""


ACCOUNTS = (
    Account("editor", "Managing editor"),
    Account("desk", "Section editor", section="energy-mining"),
    Account("writer", "Writer"),
    Account("photo", "Photo editor"),
)


class DemoRefused(Exception):
    """The demonstration is not for this installation; the text says why."""


def refuse_unless_debug() -> None:
    """Raise DemoRefused where readers may be real: everybody knows the password."""
    if not settings.DEBUG:
        raise DemoRefused(
            "The demonstration makes accounts whose password everybody can read. It is"
            " loaded only while DEBUG is on: set DEBUG=1 on a machine of your own."
        )


def missing() -> list[Account]:
    """The accounts that are not there."""
    names = [account.username for account in ACCOUNTS]
    taken = set(
        User.objects.filter(username__in=names).values_list("username", flat=True)
    )
    return [account for account in ACCOUNTS if account.username not in taken]


def create(account: Account, password: str) -> User:
    """Make the account with its role; ``password`` is hashed already."""
    with transaction.atomic():
        user = User.objects.create(
            username=account.username, password=password, is_staff=True
        )
        user.groups.add(Group.objects.get(name=account.group))
        for section in Section.objects.filter(slug=account.section):
            section.editors.add(user)
    return user


def hashed_password() -> str:
    """The demo password, hashed once for all: a good hash takes its time."""
    return make_password(PASSWORD)
