"""Sections, the line-ups of their pages, and the bar above all pages."""

from sections.models.bar import BreakingBar
from sections.models.lineup import Fill, LineUp, Slot
from sections.models.section import RESERVED_SLUGS, Section

__all__ = ["RESERVED_SLUGS", "BreakingBar", "Fill", "LineUp", "Section", "Slot"]
