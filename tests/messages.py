"""Gather every text of ours into the catalogues: ``make messages``.

Django's own makemessages needs GNU gettext on the machine; Babel comes from a wheel.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "newsroom/locale"
FOLDERS = ("newsroom", "sections", "articles", "templates")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# The newsroom in another language. make messages brings it up to the code."
Found = tuple[str, int, object, list[str], str | None]


def texts() -> Iterator[Found]:
    """Every text of the project: file, line, message, comments, context."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            where = str(path.relative_to(ROOT))
            if "/migrations/" in where or "/demo/" in where:
                continue
            if path.suffix == ".py":
                rows = extract_from_file("python", path, KEYWORDS, ["Translators:"])
            elif path.suffix in {".html", ".txt", ".svg"} and "templates" in where:
                rows = _from_template(path)
            else:
                continue
            for line, message, comments, context in rows:
                yield where, line, message, comments, context


def _from_template(path: Path) -> Iterator[tuple[int, object, list[str], str | None]]:
    source = io.BytesIO(templatize(path.read_text()).encode())
    for line, name, found, comments in extract_python(source, KEYWORDS, [], {}):
        spec = KEYWORDS[name]
        parts = found if isinstance(found, tuple) else (found,)
        context = parts[0] if spec and isinstance(spec[0], tuple) else None
        words = parts[1:] if context else parts
        message = tuple(words[:2]) if name.startswith(("n", "np")) else words[0]
        yield line, message, comments, context


def template() -> Catalog:
    """All texts of the project as an empty catalogue."""
    catalog = Catalog(project="Newsroom", charset="utf-8", header_comment=HEADER)
    for where, line, message, comments, context in texts():
        if message and message != ("", ""):
            catalog.add(
                message,  # type: ignore[arg-type]
                locations=[(where, line)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def catalogue(language: str) -> Catalog:
    """The texts of one language as they are kept."""
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> list[str]:
    """The texts of the project that have no translation, in the order of the code."""
    kept = catalogue(language)
    wanted = [message for message in template() if message.id]
    return [
        f"{message.locations[0][0]}: {message.id}"
        for message in wanted
        if not _is_translated(kept.get(message.id, message.context))
    ]


def _is_translated(message: object) -> bool:
    text = getattr(message, "string", "")
    is_fuzzy = bool(getattr(message, "fuzzy", True))
    return not is_fuzzy and all(text if isinstance(text, tuple) else (text,))


def update(language: str) -> None:
    """Bring the catalogue of a language up to the code; nothing translated is lost."""
    path = LOCALE / language / "LC_MESSAGES/django.po"
    kept = catalogue(language) if path.exists() else Catalog(locale=language)
    kept.update(template(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.header_comment, kept.fuzzy = HEADER, False
    kept.project = kept.last_translator = kept.language_team = "Newsroom"
    kept.version = kept.msgid_bugs_address = ""
    # One date for ever: it would change with every run.
    kept.creation_date = kept.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, kept, width=88, sort_by_file=True, include_lineno=False)


def main() -> int:
    """Update every catalogue and say what is left to translate."""
    for folder in sorted(LOCALE.iterdir()):
        update(folder.name)
        left = missing(folder.name)
        print(f"{folder.name}: {len(left)} texts to translate")
        for text in left:
            print(f"  {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
