"""A newsroom in a process of its own, that a journey can kill and start again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PASSWORD = "newsroom-demo"
DRAFTS = 6
BEGINNING = f"""
from django.contrib.auth.models import Group, User
from django.utils import timezone
from articles import writing
from articles.models import Article
for name in ("mei", "bo"):
    person = User.objects.create_user(name, password="newsroom-demo", is_staff=True)
    person.groups.add(Group.objects.get(name="Managing editor"))
for number in range({DRAFTS}):
    article = Article(headline="Gas", body="<p>It began.</p>")
    writing.save(article, by=None, at=timezone.now())
"""


class Newsroom:
    """The server, with a database and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DEBUG": "1",
            "EMAIL_URL": "none:",
            "SITE_URL": self.url,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        self.running: subprocess.Popen[bytes] | None = None
        self.manage("migrate", "--verbosity", "0")
        self.manage("shell", "-c", BEGINNING)
        self.drafts = iter(range(1, DRAFTS + 1))

    def manage(self, *arguments: str) -> None:
        """Run a command of the newsroom's."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def draft(self) -> str:
        """The address of a draft's form that no other test has had."""
        return f"{self.url}/admin/articles/article/{next(self.drafts)}/change/"

    def start(self) -> None:
        """Serve, as in production; returns when the first answer has come."""
        self.running = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "newsroom.wsgi:application"),
                *("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1"),
                *("--blocking-threads", "2", "--port", str(self.port)),
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                # Nothing else tells when a process has begun to listen.
                time.sleep(0.1)
        raise AssertionError("The server did not start.")

    def kill(self) -> None:
        """End it as a power cut would: no goodbye, nothing written."""
        if self.running:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait(30)
            self.running = None


@contextmanager
def newsroom(folder: Path) -> Iterator[Newsroom]:
    """A newsroom that runs as long as the block lasts."""
    made = Newsroom(folder)
    try:
        made.start()
        yield made
    finally:
        made.kill()
