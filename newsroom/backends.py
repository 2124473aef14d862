"""Turn the addresses of database, mail and file storage into Django's settings."""

import re
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
S3_OPTIONS = {
    "region_name": "S3_REGION",
    "access_key": "S3_ACCESS_KEY",
    "secret_key": "S3_SECRET_KEY",
}
BUCKET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]")


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
    bucket = _bucket_name("S3_BUCKET")
    originals = _bucket_name("S3_ORIGINALS_BUCKET")
    if originals and originals == bucket:
        stop(
            "S3_ORIGINALS_BUCKET",
            "must name another bucket than S3_BUCKET, which readers may look into.",
        )
    if bucket:
        kept["default"] = _bucket("S3_BUCKET", bucket)
        kept["default"]["OPTIONS"] |= _public("MEDIA_URL", media_url)
    if originals:
        kept["originals"] = _bucket("S3_ORIGINALS_BUCKET", originals)
    if not (bucket or originals):
        _refuse_half_a_bucket()
    return kept


def _bucket_name(name: str) -> str:
    value = environment.text(name, "")
    if value and not BUCKET_NAME.fullmatch(value):
        stop(name, f"must be the name of a bucket and nothing else, not {value!r}.")
    return value


def _bucket(name: str, bucket: str) -> dict[str, Any]:
    if find_spec("storages") is None:
        stop(name, "needs django-storages: pip install -r requirements/extras.txt.")
    options = {"bucket_name": bucket, "endpoint_url": _endpoint("S3_ENDPOINT_URL")}
    options |= {
        option: environment.text(variable, "") or None
        for option, variable in S3_OPTIONS.items()
    }
    keys = {"S3_ACCESS_KEY": "access_key", "S3_SECRET_KEY": "secret_key"}
    given = [variable for variable, option in keys.items() if options[option]]
    lacking = [variable for variable in keys if variable not in given]
    if given and lacking:
        stop(lacking[0], f"is required when {given[0]} is set.")
    return {"BACKEND": "newsroom.buckets.Bucket", "OPTIONS": options}


def _endpoint(name: str) -> str | None:
    """Return the address of the store; some have a path."""
    value = environment.text(name, "")
    parts = environment.split(name, value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        stop(name, f"must look like https://s3.example, not {value!r}.")
    environment.port(name, parts)
    return value or None


def _public(name: str, media_url: str) -> dict[str, Any]:
    """Return what makes a bucket the one that readers fetch from."""
    if media_url.startswith("/"):
        stop(name, "must be the bucket's public address when S3_BUCKET is set.")
    scheme, _, place = media_url.partition("://")
    return {
        "url_protocol": f"{scheme}:",
        "custom_domain": place.rstrip("/"),
        # Renditions are named by their content, so a copy is good for ever.
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }


def _refuse_half_a_bucket() -> None:
    for variable in ("S3_ENDPOINT_URL", *S3_OPTIONS.values()):
        if environment.text(variable, ""):
            stop("S3_BUCKET", f"is required when {variable} is set.")
