"""Names the articles app."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles: the desk's working copies and the readers' publications."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
