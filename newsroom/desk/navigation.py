"""What the desk's navigation offers: by task, not by app."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# In the order of a day's work; whatever is not here goes below "System".
TASKS = {
    "articles.Article": _("Articles"),
    "sections.LineUp": _("Front page & line-ups"),
    "sections.BreakingBar": _("Breaking bar"),
    "desk.calendar": _("Calendar"),
    "articles.Image": _("Images"),
    "articles.Topic": _("Topics"),
    "articles.Series": _("Series"),
    "articles.Contributor": _("Contributors"),
    "articles.Correction": _("Corrections"),
    "sections.Section": _("Sections"),
    "desk.doctor": _("Doctor"),
}


def by_task(
    apps: Iterable[dict[str, Any]], pages: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Regroup Django's list of apps and models, which holds what the user may see.

    ``pages``: the desk's own, by their names in ``TASKS``.
    """
    models = {
        f"{app['app_label']}.{model['object_name']}": model
        for app in apps
        for model in app["models"]
    }
    offered = {**models, **pages}
    tasks = [
        {**offered.pop(label), "name": name}
        for label, name in TASKS.items()
        if label in offered
    ]
    groups = [("desk", _("Desk"), tasks), ("system", _("System"), [*offered.values()])]
    return [_group(*group) for group in groups if group[2]]


def _group(label: str, name: Any, models: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "app_label": label,
        "app_url": reverse("admin:index"),
        "has_module_perms": True,
        "models": models,
    }
