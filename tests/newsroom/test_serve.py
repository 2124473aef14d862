"""Server and worker live and die together."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import serve

ROOT = Path(__file__).parents[2]
LIVES_ON = "import time; print('up', flush=True); time.sleep(60)"


def supervise(*programs):
    """Run a Supervisor over small Python programs, in a process of its own."""
    code = (
        "import sys; from newsroom.serve import Supervisor;"
        "commands = [[sys.executable, '-c', code] for code in sys.argv[1:]];"
        "sys.exit(Supervisor(commands).run())"
    )
    command = [sys.executable, "-c", code, *programs]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_supervisor_told_to_stop_ends_all():
    # In one write, so that the two do not mix.
    pids = "import os, time; os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)"
    running = supervise(pids, pids)
    children = [int(running.stdout.readline()) for _ in range(2)]
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 0
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    running.stdout.close()


@pytest.mark.parametrize(("exit_code", "status"), [(3, 3), (0, 1)])
def test_supervisor_fails_when_a_child_ends(exit_code, status):
    running = supervise(LIVES_ON, f"import sys; sys.exit({exit_code})")
    assert running.wait(30) == status
    running.stdout.close()


def test_taken_port_is_refused(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match="1"):
            serve.main(["--port", str(port)])
    assert capsys.readouterr().err == f"Port {port} is taken; choose another.\n"


def test_server_has_one_thread_in_each_process():
    command = serve.server_command("127.0.0.1", 8000, 2)
    joined = " ".join(command[1:])
    assert joined.startswith(
        "-m granian newsroom.wsgi:application --interface wsgi --host 127.0.0.1"
        " --port 8000 --workers 2 --blocking-threads 1"
    )
