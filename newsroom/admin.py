"""Where Django looks for what an app puts into the admin."""

from newsroom.desk import people

__all__ = ["people"]
