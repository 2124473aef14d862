"""What an article's body may be made of: one table for the editor and the sanitiser.

Take a row out and both its buttons and its HTML are gone; nothing else lists either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.richtext.embeds import PROVIDERS
from articles.richtext.links import SCHEMES, TRACKER_PREFIX, TRACKERS

LAYOUTS = ("wide", "portrait")


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing an editor can make: its Tiptap extension, its buttons, its HTML."""

    extension: str
    # The elements that are kept, each with the attributes that are kept on it.
    keeps: Mapping[str, frozenset[str]] = field(default_factory=dict)
    group: str = ""
    buttons: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _elements(names: str, **attributes: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(attributes.get(name, "").split()) for name in names.split()}


FIGURE = frozenset({"data-image", "data-layout"})
SPANS = "colspan rowspan"

FEATURES = (
    Feature("Document"),
    Feature("Text"),
    Feature("Paragraph", _elements("p")),
    Feature("HardBreak", _elements("br")),
    Feature(
        "Heading",
        _elements("h2 h3"),
        group="block",
        buttons=("heading2", "heading3"),
        options={"levels": [2, 3]},
    ),
    Feature("Blockquote", _elements("blockquote"), "block", ("quote",)),
    Feature(
        "PullQuote",
        _elements("blockquote"),
        "block",
        ("pullQuote",),
        classes={"blockquote": frozenset({"pull"})},
    ),
    Feature("Bold", _elements("strong"), "mark", ("bold",)),
    Feature("Italic", _elements("em"), "mark", ("italic",)),
    Feature("Subscript", _elements("sub"), "mark", ("subscript",)),
    Feature("Superscript", _elements("sup"), "mark", ("superscript",)),
    Feature("Link", _elements("a", a="href"), "mark", ("link",)),
    Feature("ListItem", _elements("li")),
    Feature("BulletList", _elements("ul"), "list", ("bulletList",)),
    Feature("OrderedList", _elements("ol", ol="start"), "list", ("orderedList",)),
    Feature(
        "Picture",
        {"figure": FIGURE, "figcaption": frozenset()},
        "insert",
        ("picture",),
        options={"layouts": ["", *LAYOUTS]},
    ),
    Feature(
        "Embed",
        {"figure": frozenset({"data-embed"}), "figcaption": frozenset()},
        "insert",
        ("embed",),
        options={
            "providers": [
                {"name": provider.name, "patterns": provider.expressions}
                for provider in PROVIDERS
            ]
        },
    ),
    Feature(
        "Table",
        _elements("table caption thead tbody tr th td", th=SPANS, td=SPANS),
        "insert",
        ("table",),
    ),
    Feature("TableRow"),
    Feature("TableHeader"),
    Feature("TableCell"),
    Feature("HorizontalRule", _elements("hr"), "insert", ("rule",)),
    Feature("History", group="history", buttons=("undo", "redo")),
    Feature("Dropcursor"),
    Feature("Gapcursor"),
    Feature("TrailingNode"),
    Feature(
        "CleanPaste",
        options={"trackers": sorted(TRACKERS), "trackerPrefix": TRACKER_PREFIX},
    ),
)

TAGS = frozenset(tag for feature in FEATURES for tag in feature.keeps)


def sanitiser_options(features: tuple[Feature, ...] = FEATURES) -> dict[str, Any]:
    """Return the arguments of nh3's Cleaner that keep what the features make."""
    keeps: dict[str, set[str]] = {}
    classes: dict[str, set[str]] = {}
    for feature in features:
        for tag, attributes in feature.keeps.items():
            keeps.setdefault(tag, set()).update(attributes)
        for tag, names in feature.classes.items():
            classes.setdefault(tag, set()).update(names)
    return {
        "tags": set(keeps),
        "attributes": {tag: names for tag, names in keeps.items() if names},
        "allowed_classes": classes,
        "url_schemes": set(SCHEMES),
        "link_rel": None,
    }


def editor_config(features: tuple[Feature, ...] = FEATURES) -> dict[str, Any]:
    """Return what the editor in the browser reads: its extensions and its buttons."""
    toolbar: dict[str, list[str]] = {}
    for feature in features:
        if feature.buttons:
            toolbar.setdefault(feature.group, []).extend(feature.buttons)
    return {
        "extensions": {feature.extension: feature.options for feature in features},
        "toolbar": toolbar,
    }
