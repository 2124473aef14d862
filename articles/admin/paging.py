"""Pages of a list that never counts further than anybody pages."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

if TYPE_CHECKING:
    BasePaginator = Paginator[Any]
else:
    BasePaginator = Paginator

MOST_COUNTED = 1000


class CappedPaginator(BasePaginator):
    """Counts up to a limit: the list of ten years costs what a short one does."""

    @cached_property
    def count(self) -> int:
        """The number of rows, or the limit if there are more."""
        rows: Any = self.object_list
        return int(rows[:MOST_COUNTED].count())
