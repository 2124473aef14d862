"""Menus that look rows up while somebody types."""

import re
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import Script

IS_NUMBER = re.compile(r"[0-9]{1,18}\Z", re.ASCII).match


class RowSelect(AutocompleteSelect):
    """Django's menu; showing a form again, it looks up only what can be a row."""

    class Media:
        # It says the field's name to screen readers.
        js = [Script("articles/desk/row_select.js", type="module")]

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """The chosen row's option; none for nonsense, of which the field complains."""
        numbers = [pk for pk in value if IS_NUMBER(str(pk))]
        return super().optgroups(name, numbers or [""], attr)
