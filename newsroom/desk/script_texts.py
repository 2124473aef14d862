"""The texts that the desk's modules say, in the language of whoever is signed in."""

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class ScriptTexts(JavaScriptCatalog):
    """Django's own catalogue for the admin, and ours with it."""

    packages = ["django.contrib.admin"]

    def get_paths(self, packages: list[str]) -> list[str]:
        """Look where our own catalogues are compiled, too."""
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]
