"""Where each field of the article form stands: a page, and cards beside it."""

from typing import Any

from django.utils.translation import gettext as _

from articles.forms.article import SectionSelect

MORE = ["slug", "is_brief", "language", "series", "series_part", "sensitivity"]
SHARING = ["search_headline", "search_description", "canonical_url", "is_noindex"]


def fieldsets() -> list[tuple[Any, dict[str, Any]]]:
    """The fieldsets in reading order; what is optional is folded."""
    folded = {"classes": ["collapse"]}
    sharing = {"classes": ["collapse", "sharing"]}
    publication = [
        "base_version",
        "base_revision",
        "section",
        "contributors",
        "embargo_until",
    ]
    return [
        (None, {"fields": ["headline", "standfirst", "body"], "classes": ["page"]}),
        (_("Publication"), {"fields": publication}),
        (_("Lead image"), {"fields": ["lead_image", "lead_caption"]}),
        (_("Topics"), {"fields": ["topics"]}),
        (_("Related"), {"fields": ["picked", "apart_ids"]}),
        (_("Notes"), {"fields": ["internal_notes"]}),
        (_("Search & sharing"), {"fields": SHARING, **sharing}),
        (_("More"), {"fields": [*MORE, "sponsor"], **folded}),
    ]


def plain_menu(db_field: Any) -> Any:
    """A menu without buttons that change what it offers in passing; None for others."""
    if db_field.name == "section":
        empty = _("No section")
        return db_field.formfield(widget=SectionSelect, empty_label=empty)
    if db_field.name == "series":
        return db_field.formfield(empty_label=_("No series"))
    return None
