"""Static files under names that change with their content, once collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFilesStorage(CompressedManifestStaticFilesStorage):
    """Serves files under their plain names as long as nothing has been collected.

    A forgotten ``collectstatic`` then costs browsers some questions, and not readers
    every page. A file that was forgotten when the others were collected is an error.
    """

    def stored_name(self, name: str) -> str:
        """Return a file's name, with the hash of its content if it was collected."""
        if not self.hashed_files:
            return str(self.clean_name(name))
        return str(super().stored_name(name))
