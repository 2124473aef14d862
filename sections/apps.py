"""Names the sections app."""

from django.apps import AppConfig


class SectionsConfig(AppConfig):
    """Sections and line-ups: where articles appear."""

    name = "sections"
    default_auto_field = "django.db.models.BigAutoField"
