"""The desk for what is written: articles, images, topics and contributors."""

from articles.admin import images

__all__ = ["images"]
