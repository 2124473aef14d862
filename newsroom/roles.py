"""Who works here: each role is a group, with the permissions that it needs."""

from typing import Any

from django.contrib.auth.management import create_permissions

ALL = ("add", "change", "delete", "view")
LABELS = ("sections", "articles", "newsroom", "auth")


def _may(model: str, *verbs: str) -> set[str]:
    label, name = model.split(".")
    return {f"{label}.{verb}_{name}" for verb in verbs or ALL}


WRITER = (
    _may("articles.article")
    | _may("articles.image", "add", "change", "view")
    | _may("articles.contributor", "view")
    | _may("articles.topic", "view")
)
SECTION_EDITOR = (
    WRITER
    | {"articles.publish_article"}
    | _may("articles.contributor", "add", "change", "view")
    | _may("articles.topic", "add", "change", "view")
    | _may("sections.lineup")
    | _may("sections.slot")
    | _may("articles.correction", "add", "change", "view")
    | _may("articles.series", "add", "change", "view")
)
MANAGING_EDITOR = (
    SECTION_EDITOR
    | {"articles.act_in_every_section"}
    | _may("articles.image")
    | _may("articles.contributor")
    | _may("articles.topic")
    | _may("sections.section")
    | _may("sections.breakingbar")
    | _may("articles.series")
    # To say who edits a section, and whose account a contributor's is.
    | _may("auth.user", "view")
)
PHOTO_EDITOR = _may("articles.image") | _may("articles.topic", "view")
ADMINISTRATOR = MANAGING_EDITOR | _may("auth.user") | _may("auth.group")

ROLES = {
    "Writer": WRITER,
    "Section editor": SECTION_EDITOR,
    "Managing editor": MANAGING_EDITOR,
    "Photo editor": PHOTO_EDITOR,
    "Administrator": ADMINISTRATOR,
}


def establish(apps: Any, using: str = "default") -> None:
    """Make the groups with exactly the permissions of the table; safe to repeat.

    ``apps``: the registry, or a migration's view of it. Permissions are made here
    because Django makes them only after the last migration.
    """
    for label in LABELS:
        config = apps.get_app_config(label)
        # A migration's stand-in for an app claims to have no models.
        config.models_module = getattr(config, "models_module", None) or True
        create_permissions(config, verbosity=0, using=using, apps=apps)
    group_model = apps.get_model("auth", "Group")
    found = _permissions(apps, using)
    for name, codes in ROLES.items():
        group, _created = group_model.objects.using(using).get_or_create(name=name)
        # A later model's permission comes with the migration that makes the model.
        group.permissions.set([found[code] for code in sorted(codes) if code in found])


def _permissions(apps: Any, using: str) -> dict[str, Any]:
    rows = apps.get_model("auth", "Permission").objects.using(using)
    return {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in rows.select_related("content_type")
    }
