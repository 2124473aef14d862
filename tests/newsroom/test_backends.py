"""Addresses of database, mail and storage become Django's settings."""

from pathlib import Path

import django
import pytest

from newsroom import backends
from newsroom.environment import Misconfigured

BASE = Path("/srv/newsroom")


@pytest.fixture
def url(monkeypatch):
    return lambda value: monkeypatch.setenv("X", value)


def database():
    return backends.database("X", "sqlite:///var/db.sqlite3", BASE)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("sqlite:///var/db.sqlite3", "/srv/newsroom/var/db.sqlite3"),
        ("sqlite:////data/db.sqlite3", "/data/db.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
        ("sqlite:///a%20b.sqlite3", "/srv/newsroom/a b.sqlite3"),
    ],
)
def test_sqlite_names_a_file(url, value, name):
    url(value)
    assert database()["NAME"] == name


def test_sqlite_takes_its_write_lock_at_once(url):
    assert database()["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgres_is_taken_apart(url):
    url("postgres://me:p%40ss@db.example:5433/news?sslmode=require")
    found = database()
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST")} == {
        "NAME": "news",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
    }
    assert (found["PORT"], found["OPTIONS"]) == ("5433", {"sslmode": "require"})


def test_postgres_may_be_a_socket(url):
    url("postgresql://postgres:@/news?host=/run/postgresql")
    assert (database()["HOST"], database()["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(
    "value",
    ["mysql://x/y", "sqlite://", "postgres://host", "postgres://h:99999/x", "http://["],
)
def test_other_databases_are_refused(url, value):
    url(value)
    with pytest.raises(Misconfigured, match="newsroom: X "):
        database()


@pytest.fixture
def without_extras(monkeypatch):
    monkeypatch.setattr(backends, "find_spec", lambda name: None)


def test_postgres_without_driver_says_what_to_install(url, without_extras):
    url("postgres://host/news")
    with pytest.raises(Misconfigured, match="pip install -r requirements/extras.txt"):
        database()


def mail():
    found = backends.mail("X", "none:")
    if django.VERSION >= (6, 1):
        mailer = found["MAILERS"]["default"]
        return mailer["BACKEND"].split(".")[-2], mailer["OPTIONS"]
    options = {
        name.removeprefix("EMAIL_").removeprefix("HOST_").lower(): value
        for name, value in found.items()
        if name != "EMAIL_BACKEND"
    }
    for old, new in (("user", "username"),):
        if old in options:
            options[new] = options.pop(old)
    return found["EMAIL_BACKEND"].split(".")[-2], options


def test_smtp_with_a_password_is_encrypted(url):
    url("smtp://me:secret@mail.example:587")
    assert mail() == (
        "smtp",
        {
            "host": "mail.example",
            "port": 587,
            "username": "me",
            "password": "secret",
            "use_ssl": False,
            "use_tls": True,
            "timeout": 20,
        },
    )


def test_mail_may_go_to_a_folder(url):
    url("file:///var/mail")
    assert mail() == ("filebased", {"file_path": "/var/mail"})


@pytest.mark.parametrize("value", ["pigeon://x", "smtp://", "smtp://host:mail"])
def test_other_mail_is_refused(url, value):
    url(value)
    with pytest.raises(Misconfigured, match="newsroom: X "):
        mail()


def storages(media_url="/media/"):
    return backends.storages(var_dir=Path("/var"), media_url=media_url, debug=False)


def test_originals_have_no_address():
    assert storages()["originals"]["OPTIONS"] == {
        "location": Path("/var/originals"),
        "base_url": None,
    }


def test_bucket_without_driver_says_what_to_install(monkeypatch, without_extras):
    monkeypatch.setenv("S3_BUCKET", "pictures")
    with pytest.raises(Misconfigured, match="S3_BUCKET needs django-storages"):
        storages()


@pytest.fixture
def with_extras(monkeypatch):
    monkeypatch.setattr(backends, "find_spec", lambda name: object())


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"S3_BUCKET": "pictures"}, "MEDIA_URL must be the bucket's public address"),
        ({"S3_BUCKET": "https://s3.example/b"}, "S3_BUCKET must be the name of a"),
        ({"S3_ORIGINALS_BUCKET": "a/b"}, "S3_ORIGINALS_BUCKET must be the name of a"),
        (
            {"S3_BUCKET": "one", "S3_ORIGINALS_BUCKET": "one"},
            "S3_ORIGINALS_BUCKET must name another bucket than S3_BUCKET",
        ),
        (
            {"S3_ORIGINALS_BUCKET": "one", "S3_ACCESS_KEY": "me"},
            "S3_SECRET_KEY is required when S3_ACCESS_KEY is set.",
        ),
        (
            {"S3_ORIGINALS_BUCKET": "one", "S3_SECRET_KEY": "x"},
            "S3_ACCESS_KEY is required when S3_SECRET_KEY is set.",
        ),
        ({"S3_REGION": "eu"}, "S3_BUCKET is required when S3_REGION is set."),
        ({"S3_SECRET_KEY": "x"}, "S3_BUCKET is required when S3_SECRET_KEY is set."),
        (
            {"S3_ENDPOINT_URL": "https://s3.example"},
            "S3_BUCKET is required when S3_ENDPOINT_URL is set.",
        ),
        (
            {"S3_ORIGINALS_BUCKET": "one", "S3_ENDPOINT_URL": "s3.example"},
            "S3_ENDPOINT_URL must look like https://s3.example",
        ),
        (
            {"S3_ORIGINALS_BUCKET": "one", "S3_ENDPOINT_URL": "http://s3.example:x"},
            "S3_ENDPOINT_URL has a port that is not a number",
        ),
    ],
)
def test_half_a_bucket_is_refused(monkeypatch, with_extras, given, complaint):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as refusal:
        storages()
    assert str(refusal.value).startswith(f"newsroom: {complaint}")


def test_bucket_serves_renditions_for_ever(monkeypatch, with_extras):
    monkeypatch.setenv("S3_BUCKET", "pictures")
    options = storages("http://cdn.example/p/")["default"]["OPTIONS"]
    assert (options["bucket_name"], options["url_protocol"]) == ("pictures", "http:")
    assert options["custom_domain"] == "cdn.example/p"
    assert options["object_parameters"] == {
        "CacheControl": "public, max-age=31536000, immutable"
    }


def test_originals_alone_may_be_in_a_bucket(monkeypatch, with_extras):
    monkeypatch.setenv("S3_ORIGINALS_BUCKET", "originals")
    monkeypatch.setenv("S3_ENDPOINT_URL", "https://s3.example:9000/storage/v1")
    made = storages()
    assert made["default"] == {"BACKEND": backends.FILES}
    assert made["originals"] == {
        "BACKEND": "newsroom.buckets.Bucket",
        "OPTIONS": {
            "bucket_name": "originals",
            "endpoint_url": "https://s3.example:9000/storage/v1",
            "region_name": None,
            "access_key": None,
            "secret_key": None,
        },
    }
