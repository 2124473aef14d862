"""Tell a load balancer whether this process lives and whether it can serve."""

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponseBase, JsonResponse

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers /healthz and /readyz before anything else looks at the request.

    A probe comes by address, in plain HTTP: it must be neither refused for an
    unknown host name nor sent away to HTTPS.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the two probes; let all others pass."""
        if request.path == "/healthz":
            return _answer({})
        if request.path == "/readyz":
            return _answer({name: _passes(name) for name in CHECKS})
        return self.get_response(request)


def _answer(found: dict[str, bool]) -> JsonResponse:
    good = all(found.values())
    words = {name: "ok" if passed else "failing" for name, passed in found.items()}
    return JsonResponse(
        {"status": "ok" if good else "failing", **words},
        status=200 if good else 503,
        headers={"Cache-Control": "no-store"},
    )


def _passes(name: str) -> bool:
    try:
        CHECKS[name]()
    except (DatabaseError, OSError) as error:
        # The reason is for the log; strangers only learn that something fails.
        logger.error("readyz: %s fails: %s", name, error)
        return False
    return True


def check_database() -> None:
    """Raise unless the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_migrations() -> None:
    """Raise unless every migration has been applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise DatabaseError(f"{len(plan)} migrations are not applied")


def check_files(alias: str) -> None:
    """Raise unless a local storage takes a file; a remote one looks after itself."""
    storage = storages[alias]
    if isinstance(storage, FileSystemStorage):
        place = Path(storage.location)
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"ready")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "media": lambda: check_files("default"),
    "originals": lambda: check_files("originals"),
}
