"""Run Django's own checks with the settings of production, on both databases."""

import os
import secrets
import subprocess
import sys
import tempfile

from tests import postgres

COMMANDS = (
    ("makemigrations", "--check", "--dry-run"),
    ("migrate", "--verbosity", "0"),
    ("collectstatic", "--noinput", "--verbosity", "0"),
    ("check", "--deploy", "--fail-level", "WARNING", "--database", "default"),
)


def production(var_dir: str, database_url: str) -> dict[str, str]:
    """Return the environment of a newsroom in production."""
    return {
        "ALLOWED_HOSTS": "news.example",
        "DATABASE_URL": database_url,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "PYTHONWARNINGS": "error",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": "https://news.example",
        "TRUSTED_PROXIES": "127.0.0.1",
        "VAR_DIR": var_dir,
    }


def failures(database_url: str) -> int:
    """Run the commands on a new database; return how many fail."""
    with tempfile.TemporaryDirectory() as var_dir:
        environment = os.environ | production(var_dir, database_url)
        failed = 0
        for command in COMMANDS:
            print("manage.py", *command, flush=True)
            manage = [sys.executable, "manage.py", *command]
            done = subprocess.run(manage, check=False, env=environment)
            failed += done.returncode != 0
        return failed


def main() -> int:
    """Check on SQLite, then on PostgreSQL."""
    failed = failures("")
    with postgres.server() as url:
        failed += failures(url)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
