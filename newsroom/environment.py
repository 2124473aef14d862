"""Read typed settings from the environment, and stop the start loudly on nonsense."""

import os
import secrets
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class Misconfigured(SystemExit):
    """Stops any entry point with one sentence on stderr and exit status 1."""


def stop(name: str, complaint: str) -> NoReturn:
    """Stop the start with one sentence that names the variable."""
    raise Misconfigured(f"newsroom: {name} {complaint}")


def text(name: str, default: str | None = None, *, why: str = "") -> str:
    """Return the variable; without a default it is required."""
    value = os.environ.get(name, "").strip()
    if value:
        if not value.isprintable():
            stop(name, "must be a single line of printable text.")
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


def made_folder(name: str, default: Path) -> Path:
    """Return the variable as the path of a folder, which exists afterwards."""
    path = folder(name, default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(name, f"names a folder that cannot be made: {path} ({error.strerror}).")
    if not os.access(path, os.W_OK):
        stop(name, f"names a folder that cannot be written to: {path}.")
    return path


def secret(name: str, keep_in: Path | None) -> str:
    """Return the variable; while developing, one made once and kept in a file."""
    if keep_in is None:
        return text(name, None, why="when DEBUG is off")
    given = text(name, "")
    if given:
        return given
    try:
        keep_in.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return keep_in.read_text()
    keep_in.write_text(made := secrets.token_urlsafe(50))
    return made


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


def languages(site: str, others: list[str]) -> list[tuple[str, str]]:
    """The languages on offer with their names, the site's own first, each once.

    ``others`` are left out where the site's own is a variety of the same language.
    """
    from django.conf.locale import LANG_INFO  # slow import

    main = site.partition("-")[0]
    more = [code for code in others if code.partition("-")[0] != main]
    names = ((code, LANG_INFO.get(code) or LANG_INFO[main]) for code in [site, *more])
    return [(code, info["name_local"]) for code, info in names]


def hosts(name: str, *, debug: bool) -> list[str]:
    """Return the variable as the host names that we answer to."""
    if debug:
        return words(name, "localhost,127.0.0.1,[::1]")
    found = words(name, None, why="when DEBUG is off")
    if not found:
        stop(name, "must name a host such as news.example.")
    return found


def site_url(name: str, default: str) -> str:
    """Return the variable as an http(s) origin without a path."""
    value = text(name, default).rstrip("/")
    parts = split(name, value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        stop(name, f"must look like https://news.example, not {value!r}.")
    port(name, parts)
    return value


def origin_of(host: str) -> str:
    """Return the address of the first host that we answer to, wildcards left out."""
    return f"https://{host.lstrip('*.') or 'localhost'}"


def host_of(url: str) -> str:
    """Return the host's name of an address that was looked at before."""
    return urlsplit(url).hostname or "localhost"


def url_path(name: str, default: str) -> str:
    """Return the variable as a path or address that ends in a slash."""
    value = text(name, default).rstrip("/") + "/"
    if not value.startswith(("/", "https://", "http://")) or value.strip("/") == "":
        stop(name, f"must be a path such as /media/ or an address, not {value!r}.")
    return value


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return the variable as IP addresses or networks."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as error:
        stop(name, f"must hold IP addresses or networks: {error}.")


def split(name: str, value: str) -> SplitResult:
    """Take an address apart."""
    try:
        return urlsplit(value)
    except ValueError:
        stop(name, "is not an address.")


def port(name: str, parts: SplitResult) -> int | None:
    """Return an address's port, if it has one."""
    try:
        return parts.port
    except ValueError:
        stop(name, "has a port that is not a number up to 65535.")


def moment_enforced(name: str, default: str, zone: str) -> datetime | None:
    """Return from when on a rule is enforced: always, never, or from a day on."""
    value = text(name, default).lower()
    if value == "warn":
        return None
    if value == "enforce":
        return datetime.min.replace(tzinfo=UTC)
    rule, _, day = value.partition(":")
    try:
        first = datetime.fromisoformat(day) if rule == "enforce-from" else None
    except ValueError:
        first = None
    if first is None or len(day) != len("2027-01-01"):
        stop(name, f"must be enforce, warn or enforce-from:2027-01-01, not {value!r}.")
    return first.replace(tzinfo=ZoneInfo(zone))
