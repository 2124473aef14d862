"""The desk for where articles appear: sections, line-ups, and the breaking bar."""

from sections.admin import bar, lineups, section

__all__ = ["bar", "lineups", "section"]
