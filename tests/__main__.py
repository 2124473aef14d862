"""Run every test: on SQLite, on PostgreSQL, then the journeys in a browser.

Arguments go to pytest. DATABASE_URL, when it names a PostgreSQL, is used instead of a
server of our own.
"""

import os
import subprocess
import sys
import time

from tests import browser, postgres

JOURNEYS = "tests/journeys"


def pytest(title: str, *arguments: str, **environment: str) -> tuple[str, int]:
    """Run pytest in a process of its own; return what it was and how it ended."""
    print(f"\n== {title}", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", str(os.cpu_count() or 1), *arguments],
        check=False,
        env=os.environ | environment,
    )
    return f"{title}, {time.monotonic() - started:.0f} s", done.returncode


def main(arguments: list[str]) -> int:
    """Run the three rounds, whatever each of them says, and sum up."""
    given = os.environ.pop("DATABASE_URL", "")
    chromium = browser.found() or browser.install()
    os.environ["CHROMIUM"] = chromium or ""
    without_journeys = (f"--ignore={JOURNEYS}", *arguments)
    rounds = [pytest("SQLite", *without_journeys)]
    if given.startswith("postgres"):
        rounds += [pytest("PostgreSQL", *without_journeys, DATABASE_URL=given)]
    else:
        with postgres.server() as url:
            rounds += [pytest("PostgreSQL", *without_journeys, DATABASE_URL=url)]
    if not chromium:
        print(f"\n{browser.ADVICE}", file=sys.stderr)
        rounds += [("journeys: no browser", 1 if os.environ.get("CI") else 0)]
    elif not arguments:
        rounds += [pytest("journeys", JOURNEYS)]
    print()
    for title, status in rounds:
        print(f"{'FAILED' if status else 'ok    '}  {title}")
    return 1 if any(status for _, status in rounds) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
