"""How the desk writes moments: in the newsroom's zone, and with its name."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString


def moment_text(moment: datetime) -> str:
    """A moment for a sentence: "22 November 2026, 06:00 UTC"."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M %Z}"


def time_tag(moment: datetime, *, at: datetime | None = None) -> SafeString:
    """A moment for a list: the day, unless ``at`` is on it; the time, and its zone."""
    local = timezone.localtime(moment)
    is_today = at is not None and local.date() == timezone.localtime(at).date()
    day = "" if is_today else f"{date_format(local, 'j M Y')}, "
    return format_html(
        '<time datetime="{}">{}{} <abbr>{}</abbr></time>',
        moment.isoformat(),
        day,
        f"{local:%H:%M}",
        f"{local:%Z}",
    )
