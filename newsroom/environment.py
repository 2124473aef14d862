"""Read typed settings from the environment, and stop the start loudly on nonsense."""

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
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
MAIL_BACKENDS = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "none": "django.core.mail.backends.dummy.EmailBackend",
}


class Misconfigured(SystemExit):
    """Stops any entry point with one sentence on stderr and exit status 1."""


def stop(name: str, complaint: str) -> NoReturn:
    """Stop the start with one sentence that names the variable."""
    raise Misconfigured(f"newsroom: {name} {complaint}")


def text(name: str, default: str | None = None, *, why: str = "") -> str:
    """Return the variable; without a default it is required."""
    value = os.environ.get(name, "").strip()
    if value:
        if "\0" in value or "\n" in value or "\r" in value:
            stop(name, "must be a single line.")
        return value
    if default is None:
        stop(name, f"is required{f' {why}' if why else ''}.")
    return default


def flag(name: str, default: bool = False) -> bool:
    """Return the variable as a yes or a no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in TRUE | FALSE:
        stop(name, f"must be 1 or 0, not {value!r}.")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the variable as a whole number."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        stop(name, f"must be a whole number from {least}, not {value!r}.")
    return int(value)


def words(name: str, default: str | None = "", *, why: str = "") -> list[str]:
    """Return the comma-separated variable as a list."""
    value = text(name, default, why=why)
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path."""
    return Path(text(name, str(default))).expanduser().absolute()


def time_zone(name: str, default: str) -> str:
    """Return the variable if it names a time zone that this machine knows."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):  # an unknown zone is a KeyError
        stop(name, f"must be a time zone such as Europe/Zurich, not {value!r}.")
    return value


def language(name: str, default: str) -> str:
    """Return the variable if it is a language that Django has texts for."""
    from django.conf import global_settings  # slow import

    value = text(name, default).lower()
    known = {code for code, _ in global_settings.LANGUAGES}
    if value not in known and value.partition("-")[0] not in known:
        stop(name, f"must be a language code such as en-gb, not {value!r}.")
    return value


def site_url(name: str, default: str | None, *, why: str = "") -> str:
    """Return the variable as an http(s) origin without a path."""
    value = text(name, default, why=why).rstrip("/")
    parts = _split(name, value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        stop(name, f"must look like https://news.example, not {value!r}.")
    return value


def url_path(name: str, default: str) -> str:
    """Return the variable as a path or address that ends in a slash."""
    value = text(name, default).rstrip("/") + "/"
    if not value.startswith(("/", "https://", "http://")) or value == "/":
        stop(name, f"must be a path such as /media/ or an address, not {value!r}.")
    return value


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return the variable as IP addresses or networks."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as error:
        stop(name, f"must hold IP addresses or networks: {error}.")


def database(name: str, default: str, base: Path) -> dict[str, Any]:
    """Return the variable (sqlite:///… or postgres://…) as Django's dictionary."""
    value = text(name, default)
    parts = _split(name, value)
    makers: Mapping[str, Callable[[str, SplitResult, Path], dict[str, Any]]] = {
        "sqlite": _sqlite,
        "postgres": _postgres,
        "postgresql": _postgres,
    }
    if parts.scheme not in makers:
        stop(name, "must begin with sqlite:/// or postgres://.")
    return makers[parts.scheme](name, parts, base)


def _sqlite(name: str, parts: SplitResult, base: Path) -> dict[str, Any]:
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path:
        stop(name, "must name a file: sqlite:///var/db.sqlite3.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path if path == ":memory:" else str(base / path),
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _postgres(name: str, parts: SplitResult, base: Path) -> dict[str, Any]:
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
        "PORT": str(_port(name, parts) or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mail(name: str, default: str) -> dict[str, Any]:
    """Return the variable (smtp://, smtps://, console:, file:///…) as settings."""
    parts = _split(name, text(name, default))
    if parts.scheme not in MAIL_BACKENDS:
        stop(name, "must begin with smtp://, smtps://, console:, file:// or none:.")
    found: dict[str, Any] = {"EMAIL_BACKEND": MAIL_BACKENDS[parts.scheme]}
    if parts.scheme == "file":
        found["EMAIL_FILE_PATH"] = unquote(parts.path)
    if parts.scheme in {"smtp", "smtps"}:
        if not parts.hostname:
            stop(name, "must name a host: smtp://user:password@host:587.")
        secure = parts.scheme == "smtps"
        found |= {
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": _port(name, parts) or (465 if secure else 25),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": secure,
            "EMAIL_USE_TLS": not secure and bool(parts.username),
            "EMAIL_TIMEOUT": 20,
        }
    return found


def _split(name: str, value: str) -> SplitResult:
    try:
        return urlsplit(value)
    except ValueError:
        stop(name, "is not an address.")


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        stop(name, "has a port that is not a number up to 65535.")
