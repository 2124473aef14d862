"""Slow down whoever guesses passwords, by account and by address.

Every attempt is counted before its password is looked at, in the database, so that
neither many processes nor many requests at once get round the limits.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from newsroom.models import LoginAttempt


@dataclass(frozen=True)
class Limit:
    """At most so many attempts within so much time."""

    attempts: int
    within: timedelta


# Each row waits longer than the one before: whoever goes on is slowed down more.
BY_ACCOUNT = (
    Limit(5, timedelta(minutes=15)),
    Limit(10, timedelta(hours=1)),
    Limit(25, timedelta(hours=24)),
)
BY_ADDRESS = (
    Limit(20, timedelta(minutes=15)),
    Limit(50, timedelta(hours=1)),
    Limit(200, timedelta(hours=24)),
)
KEPT_FOR = timedelta(hours=24)


class TooManyAttempts(Exception):
    """Refused before the password was looked at; ``until`` says how long."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def account_key(username: str) -> str:
    """Return what stands for an account, the same however its name is typed."""
    name = normalize("NFKC", username).casefold()
    return salted_hmac("newsroom.throttle", name, algorithm="sha256").hexdigest()


def address_key(request: HttpRequest) -> str:
    """Return what stands for a visitor: the address, or an IPv6 network of one."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ip_network((address, 64), strict=False))
    return str(address)


def admit(username: str, request: HttpRequest, *, at: datetime) -> LoginAttempt:
    """Count an attempt, or raise TooManyAttempts; ``forgive`` takes it back.

    Counting first and asking afterwards lets parallel attempts see one another.
    A refused attempt is not kept: waiting is enough to be let in again.
    """
    attempt = LoginAttempt.objects.create(
        account=account_key(username), address=address_key(request), at=at
    )
    waits = [
        until
        for field, limits in (("account", BY_ACCOUNT), ("address", BY_ADDRESS))
        for limit in limits
        if (until := _closed_until(attempt, field, limit, at))
    ]
    if waits:
        attempt.delete()
        raise TooManyAttempts(max(waits))
    return attempt


def _closed_until(
    attempt: LoginAttempt, field: str, limit: Limit, at: datetime
) -> datetime | None:
    others = LoginAttempt.objects.filter(
        Q(**{field: getattr(attempt, field)}), at__gt=at - limit.within
    ).exclude(pk=attempt.pk)
    # The attempt that has to grow old before there is room for another one.
    moments = list(
        others.order_by("-at").values_list("at", flat=True)[
            limit.attempts - 1 : limit.attempts
        ]
    )
    return moments[0] + limit.within if moments else None


def forgive(attempt: LoginAttempt) -> None:
    """Forget an account's attempts after the right password."""
    LoginAttempt.objects.filter(account=attempt.account).delete()


def old(at: datetime) -> int:
    """Count the attempts that ``prune`` would delete."""
    return LoginAttempt.objects.filter(at__lt=at - KEPT_FOR).count()


def prune(at: datetime, limit: int) -> int:
    """Delete attempts too old to matter; return how many."""
    found = LoginAttempt.objects.filter(at__lt=at - KEPT_FOR)
    oldest = list(found.order_by("pk").values_list("pk", flat=True)[:limit])
    return LoginAttempt.objects.filter(pk__in=oldest).delete()[0]


class ThrottledAuthenticationForm(AdminAuthenticationForm):
    """The desk's log-in form; says the same about a wrong and an unknown name."""

    closed_until: datetime | None = None

    def clean(self) -> dict[str, Any]:
        """Count the attempt, then look at the password."""
        username = self.cleaned_data.get("username")
        password = self.cleaned_data.get("password")
        if self.request is None or not username or not password:
            return super().clean()
        try:
            attempt = admit(username, self.request, at=timezone.now())
        except TooManyAttempts as refused:
            self.closed_until = refused.until
            raise ValidationError(_refusal(refused.until), code="throttled") from None
        if password == settings.DEMO_PASSWORD and not settings.DEBUG:
            raise self.get_invalid_login_error()
        cleaned = super().clean()
        forgive(attempt)
        return cleaned


def _refusal(until: datetime) -> str:
    minutes = _seconds_until(until) // 60 + 1
    return ngettext(
        "Too many attempts to log in. Try again in %(minutes)d minute.",
        "Too many attempts to log in. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _seconds_until(moment: datetime) -> int:
    return max(int((moment - timezone.now()).total_seconds()), 1)


def answer(response: HttpResponseBase) -> HttpResponseBase:
    """Turn the log-in page of a refused attempt into a 429 that says when."""
    context: dict[str, Any] = getattr(response, "context_data", None) or {}
    closed_until = getattr(context.get("form"), "closed_until", None)
    if closed_until is not None:
        response.status_code = 429
        response.headers["Retry-After"] = str(_seconds_until(closed_until))
    return response
