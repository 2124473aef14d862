"""Find a Chromium for the journeys, or install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ADVICE = (
    "No Chromium here: install one (Debian and Ubuntu: sudo apt install chromium), or"
    " name it in CHROMIUM. Left out: the tests in tests/journeys."
)


def found() -> str | None:
    """Return the path of a browser that is there already."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES, MAC):
        path = shutil.which(name) if name else None
        if path and _runs(path):
            return path
    return _playwrights_own()


def _runs(path: str) -> bool:
    # On Ubuntu the name may be a stub that only says to install a snap.
    try:
        trial = subprocess.run(
            [path, "--version"], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return trial.returncode == 0


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # optional dependency

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str | None:
    """Install one, as the machine allows, and return its path."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        print("Installing chromium with apt-get", flush=True)
        subprocess.run(["apt-get", "-qq", "update"], **quietly, check=False)
        wanted = ["-qq", "-y", "--no-install-recommends", "install", "chromium"]
        subprocess.run(["apt-get", *wanted], **quietly, check=False)
    if found() is None:
        print("Installing Playwright's Chromium", flush=True)
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)
    return found()
