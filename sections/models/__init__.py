"""Sections and the line-ups of their pages."""

from sections.models.lineup import LineUp, Slot
from sections.models.section import RESERVED_SLUGS, Section

__all__ = ["RESERVED_SLUGS", "LineUp", "Section", "Slot"]
