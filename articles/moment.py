"""The clock, read once for each request and passed down from there."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone


def moment_of(request: HttpRequest) -> datetime:
    """The moment this request is answered for: aware, the same at every call."""
    moment: datetime | None = getattr(request, "_newsroom_moment", None)
    if moment is None:
        moment = timezone.now()
        request._newsroom_moment = moment  # type: ignore[attr-defined]
    return moment
