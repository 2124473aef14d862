"""Wire the newsroom when Django starts."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """How articles and sections are served, moved and kept running."""

    name = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to changes of what readers see; register the checks."""
        from articles.signals import changed
        from newsroom import checks  # noqa: F401
        from newsroom.delivery import purge_log  # app ready

        changed.connect(purge_log.record, dispatch_uid="newsroom.purge_log")
