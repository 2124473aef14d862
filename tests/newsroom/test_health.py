"""A load balancer learns whether the process lives and whether it can serve."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from newsroom import health

pytestmark = pytest.mark.django_db
WELL = {"status": "ok"}
READY = {
    "status": "ok",
    "database": "ok",
    "migrations": "ok",
    "media": "ok",
    "originals": "ok",
}


def test_healthz_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, WELL)


def test_readyz_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, READY)
    assert response["Cache-Control"] == "no-store"


def test_probe_may_come_by_address_and_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.1.2.3"}).status_code == 200


def test_readyz_misses_a_migration(client):
    newest = MigrationLoader(connection).graph.leaf_nodes("newsroom")[0]
    MigrationRecorder(connection).record_unapplied(*newest)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        503,
        READY | {"status": "failing", "migrations": "failing"},
    )


def test_readyz_misses_its_folder(client, settings, tmp_path, caplog):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    response = client.get("/readyz")
    assert response.json() == READY | {"status": "failing", "media": "failing"}
    assert caplog.messages[0].startswith("readyz: media fails: [Errno 20]")


def test_readyz_notices_a_database_that_is_away(client, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setitem(health.CHECKS, "database", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "failing")
