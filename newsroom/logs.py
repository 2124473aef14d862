"""Log lines that stay one line, whatever a stranger put into them."""

import logging
from typing import Any

# Control characters, and the two separators that some viewers break lines at.
BREAKERS = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
ESCAPES = {code: repr(chr(code))[1:-1] for code in BREAKERS}


class OneLineFormatter(logging.Formatter):
    """Writes each record, with its traceback, as exactly one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with every control character escaped."""
        return super().format(record).translate(ESCAPES)


def logging_config(*, debug: bool) -> dict[str, Any]:
    """Return LOGGING: everything to stderr; readable tracebacks when debugging."""
    line = "%(asctime)s %(levelname)s %(name)s %(message)s"
    formatter: dict[str, Any] = {"format": line}
    if not debug:
        formatter["()"] = OneLineFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would print a second, longer copy.
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
