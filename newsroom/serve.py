"""Run the production server and the worker side by side: python -m newsroom.serve."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

BASE_DIR = Path(__file__).resolve().parent.parent
GRACE = 10.0


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Return how granian is started: a process for each core, a thread in each."""
    return [
        *(sys.executable, "-m", "granian", "newsroom.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "1"),
        *("--no-ws", "--no-access-log", "--log-level", "warning"),
        # A worker process that dies is replaced; one that hangs is not waited for.
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
    ]


def worker_command() -> list[str]:
    """Return how the worker is started."""
    return [sys.executable, str(BASE_DIR / "manage.py"), "run_worker"]


def is_free(host: str, port: int) -> bool:
    """Say whether nobody else listens: granian would share the port in silence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


class Supervisor:
    """Starts commands, and stops them all when one ends or when told to stop."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = commands
        self.children: list[subprocess.Popen[bytes]] = []
        self.told_to_stop = False

    def run(self) -> int:
        """Return the exit status: 0 when told to stop, else the first child's."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        for command in self.commands:
            self.children.append(subprocess.Popen(command, cwd=BASE_DIR))
        while not self.told_to_stop:
            ended = [child for child in self.children if child.poll() is not None]
            if ended:
                self._end_all()
                # Nobody asked for it, so even a clean end is a failure.
                return abs(ended[0].returncode) or 1
            time.sleep(0.2)
        self._end_all()
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _end_all(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children:
            try:
                child.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, supervise, return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m newsroom.serve", description=__doc__
    )
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="default: one per core"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="only the server, no run_worker"
    )
    chosen = parser.parse_args(arguments)
    if not is_free(chosen.host, chosen.port):
        parser.exit(1, f"Port {chosen.port} is taken; choose another.\n")
    commands = [server_command(chosen.host, chosen.port, chosen.workers)]
    if not chosen.no_worker:
        commands.append(worker_command())
    return Supervisor(commands).run()


if __name__ == "__main__":
    sys.exit(main())
