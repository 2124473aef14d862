"""The environment is read strictly: nonsense stops the start in one sentence."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from newsroom import environment
from newsroom.environment import Misconfigured

ROOT = Path(__file__).parents[2]


def complaint(reader, *arguments, **keywords):
    with pytest.raises(Misconfigured) as caught:
        reader("X", *arguments, **keywords)
    return str(caught.value)


def test_text_is_stripped_and_has_a_default(monkeypatch):
    assert environment.text("X", "nobody") == "nobody"
    monkeypatch.setenv("X", "  somebody ")
    assert environment.text("X", "nobody") == "somebody"


def test_text_without_default_is_required():
    assert complaint(environment.text, why="when DEBUG is off") == (
        "newsroom: X is required when DEBUG is off."
    )


def test_text_of_two_lines_is_refused(monkeypatch):
    monkeypatch.setenv("X", "a\nb")
    assert complaint(environment.text) == (
        "newsroom: X must be a single line of printable text."
    )


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), ("ON", True), ("no", False), ("0", False)]
)
def test_flag_reads_yes_and_no(monkeypatch, value, meant):
    monkeypatch.setenv("X", value)
    assert environment.flag("X") is meant


def test_flag_refuses_a_guess(monkeypatch):
    monkeypatch.setenv("X", "perhaps")
    assert complaint(environment.flag) == "newsroom: X must be 1 or 0, not 'perhaps'."


@pytest.mark.parametrize("value", ["-1", "2.5", "many", "٣"])
def test_number_refuses_what_is_none(monkeypatch, value):
    monkeypatch.setenv("X", value)
    assert complaint(environment.number, 1) == (
        f"newsroom: X must be a whole number from 0, not {value!r}."
    )


def test_number_is_read(monkeypatch):
    monkeypatch.setenv("X", "25")
    assert environment.number("X", 1) == 25


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("X", "a, b,,c")
    assert environment.words("X") == ["a", "b", "c"]


def test_made_folder_exists_afterwards(monkeypatch, tmp_path):
    monkeypatch.setenv("X", str(tmp_path / "a" / "b"))
    assert environment.made_folder("X", tmp_path).is_dir()


def test_made_folder_names_what_cannot_be_made(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("X", str(tmp_path / "file" / "b"))
    assert complaint(environment.made_folder, tmp_path) == (
        "newsroom: X names a folder that cannot be made:"
        f" {tmp_path}/file/b (Not a directory)."
    )


def test_made_folder_must_be_ours_to_write(monkeypatch, tmp_path):
    monkeypatch.setattr(environment.os, "access", lambda path, mode: False)
    assert complaint(environment.made_folder, tmp_path) == (
        f"newsroom: X names a folder that cannot be written to: {tmp_path}."
    )


def test_secret_is_made_once_while_developing(tmp_path):
    first = environment.secret("X", tmp_path / "key")
    assert environment.secret("X", tmp_path / "key") == first
    assert len(first) > 50
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_secret_is_required_in_production():
    assert complaint(environment.secret, None) == (
        "newsroom: X is required when DEBUG is off."
    )


@pytest.mark.parametrize("value", ["Mars/Olympus", "/etc/passwd", "Europe"])
def test_time_zone_must_be_known(monkeypatch, value):
    monkeypatch.setenv("X", value)
    assert complaint(environment.time_zone, "UTC") == (
        f"newsroom: X must be a time zone such as Europe/Zurich, not {value!r}."
    )


@pytest.mark.parametrize(
    ("site", "offered"),
    [
        ("en-gb", [("en-gb", "British English"), ("es", "español")]),
        ("es", [("es", "español"), ("en-gb", "British English")]),
        ("es-mx", [("es-mx", "español de Mexico"), ("en-gb", "British English")]),
        ("en", [("en", "English"), ("es", "español")]),
    ],
)
def test_languages_begin_with_the_site_s_own(site, offered):
    assert environment.languages(site, ["en-gb", "es"]) == offered


def test_language_must_be_known(monkeypatch):
    assert environment.language("X", "es-MX") == "es-mx"
    monkeypatch.setenv("X", "qq")
    assert complaint(environment.language, "en") == (
        "newsroom: X must be a language code such as en-gb, not 'qq'."
    )


@pytest.mark.parametrize(
    "value",
    ["news.example", "ftp://news.example", "https://news.example/a", "http://["],
)
def test_site_url_must_be_an_origin(monkeypatch, value):
    monkeypatch.setenv("X", value)
    assert complaint(environment.site_url, "").startswith("newsroom: X ")


def test_hosts_are_required_in_production(monkeypatch):
    monkeypatch.setenv("X", " , ")
    assert complaint(environment.hosts, debug=False) == (
        "newsroom: X must name a host such as news.example."
    )


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("news.example", "https://news.example"),
        (".news.example", "https://news.example"),
        ("*", "https://localhost"),
    ],
)
def test_origin_follows_from_the_first_host(host, origin):
    assert environment.origin_of(host) == origin


def test_site_url_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("X", "https://news.example/")
    assert environment.site_url("X", "") == "https://news.example"


def test_url_path_ends_in_a_slash(monkeypatch):
    monkeypatch.setenv("X", "https://cdn.example/pictures")
    assert environment.url_path("X", "/") == "https://cdn.example/pictures/"


@pytest.mark.parametrize("value", ["/", "media", "javascript:1"])
def test_url_path_refuses_what_would_swallow_the_site(monkeypatch, value):
    monkeypatch.setenv("X", value)
    assert complaint(environment.url_path, "/media/").startswith("newsroom: X must be")


def test_networks_are_addresses_or_ranges(monkeypatch):
    monkeypatch.setenv("X", "127.0.0.1, 10.0.0.0/8")
    assert environment.networks("X") == [
        ip_network("127.0.0.1"),
        ip_network("10.0.0.0/8"),
    ]
    monkeypatch.setenv("X", "localhost")
    assert complaint(environment.networks).startswith("newsroom: X must hold IP")


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "newsroom: SECRET_KEY is required when DEBUG is off."),
        (
            {"SECRET_KEY": "s"},
            "newsroom: ALLOWED_HOSTS is required when DEBUG is off.",
        ),
        (
            {"DEBUG": "1", "DATABASE_URL": "mysql://x"},
            "newsroom: DATABASE_URL must begin with sqlite:/// or postgres://.",
        ),
    ],
)
def test_start_stops_with_one_sentence(tmp_path, variables, sentence):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=kept | {"VAR_DIR": str(tmp_path)} | variables,
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("warn", None),
        ("", datetime(1, 1, 1, tzinfo=UTC)),
        ("Enforce", datetime(1, 1, 1, tzinfo=UTC)),
        ("enforce-from:2027-01-01", datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_rule_is_enforced_always_never_or_from_a_day_on(monkeypatch, value, moment):
    monkeypatch.setenv("IMAGE_RIGHTS", value)
    zone = "Europe/Zurich"
    assert environment.moment_enforced("IMAGE_RIGHTS", "enforce", zone) == moment


@pytest.mark.parametrize(
    "value", ["no", "enforce-from:", "enforce-from:2027", "warn-from:2027-01-01"]
)
def test_a_senseless_rule_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("IMAGE_RIGHTS", value)
    with pytest.raises(environment.Misconfigured, match="IMAGE_RIGHTS must be"):
        environment.moment_enforced("IMAGE_RIGHTS", "enforce", "UTC")
