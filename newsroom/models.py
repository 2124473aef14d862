"""What running the newsroom has to remember: purges that are due, wrong log-ins."""

from django.db import models


class PurgeRecord(models.Model):
    """Words by which caches find pages that change at a moment.

    Written in the transaction that makes the change; every process that keeps
    pages reads on from the last record that it has seen.
    """

    keys = models.JSONField()
    due_at = models.DateTimeField(db_index=True)
    recorded_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}: {' '.join(self.keys)} at {self.due_at:%Y-%m-%d %H:%M:%S}"


class LoginAttempt(models.Model):
    """A log-in that has not succeeded.

    The account is kept as a keyed hash: people type passwords into the wrong field.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_by_account"),
            models.Index(fields=["address", "at"], name="attempt_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.address} at {self.at:%Y-%m-%d %H:%M:%S}"
