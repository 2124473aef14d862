"""Turn the addresses of database, mail and file storage into Django's settings."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote

import django

from newsroom import environment
from newsroom.environment import stop

SQLITE_OPTIONS = {
    "timeout": 20,
    # A reader that becomes a writer on a stale snapshot fails at once, whatever
    # the timeout; IMMEDIATE takes the write lock at the start and waits instead.
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA cache_size=-64000;PRAGMA mmap_size=536870912;"
        "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864"
    ),
}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MAIL_BACKENDS = {
    "smtp": SMTP,
    "smtps": SMTP,
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "none": "django.core.mail.backends.dummy.EmailBackend",
}
FILES = "django.core.files.storage.FileSystemStorage"


def database(name: str, default: str, base: Path) -> dict[str, Any]:
    """Return sqlite:///… or postgres://… as an entry of DATABASES."""
    value = environment.text(name, default)
    parts = environment.split(name, value)
    if parts.scheme == "sqlite":
        return _sqlite(name, parts, base)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(name, parts)
    stop(name, "must begin with sqlite:/// or postgres://.")


def _sqlite(name: str, parts: SplitResult, base: Path) -> dict[str, Any]:
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path:
        stop(name, "must name a file: sqlite:///var/db.sqlite3.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path if path == ":memory:" else str(base / path),
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _postgres(name: str, parts: SplitResult) -> dict[str, Any]:
    if find_spec("psycopg") is None:
        stop(
            name,
            "names PostgreSQL, but its driver is missing:"
            " pip install -r requirements/extras.txt.",
        )
    options = dict(parse_qsl(parts.query))
    database_name = unquote(parts.path.removeprefix("/"))
    if not database_name:
        stop(name, "must name a database: postgres://user:password@host/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(environment.port(name, parts) or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mail(name: str, default: str) -> dict[str, Any]:
    """Return smtp://, smtps://, console:, file:///… or none: as settings."""
    parts = environment.split(name, environment.text(name, default))
    if parts.scheme not in MAIL_BACKENDS:
        stop(name, "must begin with smtp://, smtps://, console:, file:// or none:.")
    options: dict[str, Any] = {}
    if parts.scheme == "file":
        options = {"file_path": unquote(parts.path)}
    if parts.scheme.startswith("smtp"):
        options = _smtp(name, parts)
    if django.VERSION >= (6, 1):
        backend = {"BACKEND": MAIL_BACKENDS[parts.scheme], "OPTIONS": options}
        return {"MAILERS": {"default": backend}}
    old_names = {"username": "HOST_USER", "password": "HOST_PASSWORD"}
    return {"EMAIL_BACKEND": MAIL_BACKENDS[parts.scheme]} | {
        f"EMAIL_{old_names.get(key, key.upper())}": value
        for key, value in options.items()
    }


def _smtp(name: str, parts: SplitResult) -> dict[str, Any]:
    if not parts.hostname:
        stop(name, "must name a host: smtp://user:password@host:587.")
    secure = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": environment.port(name, parts) or (465 if secure else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": secure,
        # A password never travels in the clear.
        "use_tls": not secure and bool(parts.username),
        "timeout": 20,
    }


def storages(*, var_dir: Path, media_url: str, debug: bool) -> dict[str, Any]:
    """Return STORAGES: what readers may fetch, private originals, static files."""
    static = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
        if debug
        else "newsroom.static_files.CollectedFilesStorage"
    )
    private = {"location": var_dir / "originals", "base_url": None}
    kept: dict[str, Any] = {
        "default": {"BACKEND": FILES},
        # What was uploaded, as it was: never served, only rendered from.
        "originals": {"BACKEND": FILES, "OPTIONS": private},
        "staticfiles": {"BACKEND": static},
    }
    bucket = environment.text("S3_BUCKET", "")
    if bucket:
        kept["default"] = _s3(bucket, media_url)
    originals = environment.text("S3_ORIGINALS_BUCKET", "")
    if originals:
        kept["originals"] = _s3(originals, "")
    return kept


def _s3(bucket: str, media_url: str) -> dict[str, Any]:
    if find_spec("storages") is None:
        stop(
            "S3_BUCKET",
            "needs django-storages: pip install -r requirements/extras.txt.",
        )
    if media_url.startswith("/"):
        stop("MEDIA_URL", "must be the bucket's public address when S3_BUCKET is set.")
    options: dict[str, Any] = {
        "bucket_name": bucket,
        "region_name": environment.text("S3_REGION", "") or None,
        "endpoint_url": environment.text("S3_ENDPOINT_URL", "") or None,
        "access_key": environment.text("S3_ACCESS_KEY", "") or None,
        "secret_key": environment.text("S3_SECRET_KEY", "") or None,
        "default_acl": None,
    }
    if media_url:
        # Renditions are named by their content, so a copy is good for ever.
        options |= {
            "custom_domain": media_url.split("://", 1)[1].rstrip("/"),
            "querystring_auth": False,
            "object_parameters": {
                "CacheControl": "public, max-age=31536000, immutable"
            },
        }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
