"""The clock, read once for each request and passed down from there."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone


@dataclass(frozen=True)
class Travel:
    """A look at readers' pages as they were, or will be, at another moment."""

    at: datetime
    now: datetime

    @property
    def is_ahead(self) -> bool:
        """Whether it shows what readers do not see yet."""
        return self.at > self.now


def moment_of(request: HttpRequest) -> datetime:
    """The moment this request is answered for: aware, the same at every call."""
    moment: datetime | None = getattr(request, "_newsroom_moment", None)
    if moment is None:
        moment = timezone.now()
        request._newsroom_moment = moment  # type: ignore[attr-defined]
    return moment


def depart(request: HttpRequest, travel: Travel) -> None:
    """Answer the request for another moment; whoever asks has been allowed to."""
    request._newsroom_moment = travel.at  # type: ignore[attr-defined]
    request._newsroom_travel = travel  # type: ignore[attr-defined]


def travel_of(request: HttpRequest) -> Travel | None:
    """The look at another moment that this request is; None for readers."""
    found: Travel | None = getattr(request, "_newsroom_travel", None)
    return found
