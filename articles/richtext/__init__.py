"""The body of an article: what it may contain, as words, and as readers see it.

A leaf that knows no database. Only ``clean`` takes what others wrote; everything else
reads the canonical form that it returns.
"""

from articles.richtext.cleaning import clean
from articles.richtext.embeds import FRAME_SOURCES
from articles.richtext.figures import ImageFacts, for_editor, image_ids, without_images
from articles.richtext.rendering import render
from articles.richtext.texts import first_paragraph, plain_text, reading_minutes

__all__ = [
    "FRAME_SOURCES",
    "ImageFacts",
    "clean",
    "first_paragraph",
    "for_editor",
    "image_ids",
    "plain_text",
    "reading_minutes",
    "render",
    "without_images",
]
