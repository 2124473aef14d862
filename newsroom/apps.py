"""Wire the newsroom when Django starts."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """How articles and sections are served, moved and kept running."""

    name = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"
