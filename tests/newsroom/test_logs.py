"""A log line stays one line, whatever a stranger put into it."""

import logging
import sys

import pytest

from newsroom.logs import OneLineFormatter, logging_config


def line(message, *arguments, error=None):
    record = logging.LogRecord("x", logging.INFO, "f", 1, message, arguments, error)
    return OneLineFormatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize("breaker", ["\n", "\r\n", "\x1b", "\x85", "\u2028"])
def test_forged_lines_are_escaped(breaker):
    escaped = repr(breaker)[1:-1]
    assert line("Not found: %s", f"/a{breaker}b") == f"INFO Not found: /a{escaped}b"


def test_letters_of_any_language_are_kept():
    assert line("Año 世界") == "INFO Año 世界"


def test_traceback_is_one_line():
    try:
        raise ValueError("no")
    except ValueError:
        written = line("failed", error=sys.exc_info())
    assert written.startswith("INFO failed\\nTraceback")
    assert len(written.splitlines()) == 1


def test_developers_read_tracebacks_as_they_are():
    assert "()" not in logging_config(debug=True)["formatters"]["line"]
    formatter = logging_config(debug=False)["formatters"]["line"]
    assert formatter["()"] is OneLineFormatter
