"""Say exactly how long a page may live, what it depends on, and whether it changed.

A readers' view answers with a response that carries these attributes
(``articles.pages`` sets them): ``surrogate_keys``, the words by which the page can
be purged; ``at``, the moment it was computed for; ``changes_at``, the next moment
at which it is known to change, or None; and ``is_for_ever`` where the address tells the
content.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

logger = logging.getLogger(__name__)

# Together a minute: no copy of a withdrawn article lives longer in a cache that nobody
# purges.
FRESH = 30
WHILE_REVALIDATING = 30
WHEN_WE_ARE_DOWN = 86_400
FOR_EVER = 31_536_000


class PrivatePage(Exception):
    """A page for everybody was about to leave with something of one visitor."""


class DeliveryMiddleware:
    """Writes the caching headers of every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers of a public or of a private page."""
        response = self.get_response(request)
        found: frozenset[str] | None = getattr(response, "surrogate_keys", None)
        if found is None:
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        assert isinstance(response, HttpResponse)
        refuse_private(request, response)
        keys = " ".join(sorted(found))
        response["Surrogate-Key"] = keys
        response["Cache-Tag"] = keys.replace(" ", ",")
        response["Cache-Control"] = lifetime(
            at=getattr(response, "at", None),
            changes_at=getattr(response, "changes_at", None),
            is_for_ever=getattr(response, "is_for_ever", False),
        )
        return conditional(request, response)


def lifetime(
    *, at: datetime | None, changes_at: datetime | None, is_for_ever: bool = False
) -> str:
    """Return a Cache-Control that lets no cache show the page past its next change.

    ``is_for_ever``: other content would have another address.
    """
    if changes_at is None or at is None:
        left = FOR_EVER if is_for_ever else FRESH + WHEN_WE_ARE_DOWN
    else:
        # A second less: rendering and the way to the cache take time as well.
        left = int((changes_at - at).total_seconds()) - 1
    if left < 1:
        return "no-cache"
    if is_for_ever:
        return f"public, max-age={min(FOR_EVER, left)}, immutable"
    fresh = min(FRESH, left)
    said = ["public", "max-age=0", f"s-maxage={fresh}"]
    if left > fresh:
        said += [
            f"stale-while-revalidate={min(WHILE_REVALIDATING, left - fresh)}",
            f"stale-if-error={min(WHEN_WE_ARE_DOWN, left - fresh)}",
        ]
    return ", ".join(said)


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Tag a page by its bytes; answer 304 to a visitor who has them already."""
    if response.status_code != 200 or request.method not in {"GET", "HEAD"}:
        return response
    etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    if answer is not response and answer is not None and answer.status_code == 304:
        for name in ("Surrogate-Key", "Cache-Tag"):
            answer[name] = response[name]
    return answer or response


def refuse_private(request: HttpRequest, response: HttpResponse) -> None:
    """Fail while developing, and mend in production, what would be one visitor's."""
    varies = {word.strip().lower() for word in response.get("Vary", "").split(",")}
    if not response.cookies and "cookie" not in varies:
        return
    complaint = f"{request.path}: a page for everybody touched a cookie"
    if settings.STRICT_DELIVERY:
        raise PrivatePage(complaint)
    logger.error(complaint)
    response.cookies.clear()
    varies -= {"cookie", ""}
    if varies:
        response["Vary"] = ", ".join(sorted(varies))
    else:
        del response["Vary"]
