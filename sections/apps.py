"""Names the sections app."""

from django.apps import AppConfig


class SectionsConfig(AppConfig):
    """Sections and line-ups: where articles appear."""

    name = "sections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every page end with the breaking bar above it."""
        from articles import pages  # apps ready
        from sections import bars

        pages.every_page_changes.append(bars.changes)
