"""The desk for what is written: articles, images, topics and contributors."""

from articles.admin import article, contributor, correction, images, series, topic

__all__ = ["article", "contributor", "correction", "images", "series", "topic"]
