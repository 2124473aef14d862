"""The one signal by which a lower folder tells a higher one that readers' pages change.

``changed`` is sent inside the transaction that makes the change, with

* ``keys``: frozenset[str], the surrogate keys of everything touched ("article-12"),
* ``due_at``: datetime, when readers are to see it (in the future when scheduled).
"""

from datetime import datetime

from django.dispatch import Signal

changed = Signal()


def tell(sender: type, keys: frozenset[str], due_at: datetime) -> None:
    """Send ``changed``; ``keys`` are surrogate keys, ``due_at`` the moment it shows."""
    changed.send(sender=sender, keys=keys, due_at=due_at)
