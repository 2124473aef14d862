"""Gather every text of ours into the catalogues: ``make messages``.

Django's own makemessages needs GNU gettext on the machine; Babel comes from a wheel.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
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


def scripts() -> Iterator[Found]:
    """Every text of the desk's own modules."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("static/**/*.js")):
            where = str(path.relative_to(ROOT))
            rows = extract_from_file(
                "javascript", path, KEYWORDS, [], {"parse_template_string": True}
            )
            for line, message, comments, context in rows:
                yield where, line, message, comments, context


# Django keeps what scripts say apart: browsers get that alone.
DOMAINS: dict[str, Callable[[], Iterator[Found]]] = {
    "django": texts,
    "djangojs": scripts,
}


def template(domain: str) -> Catalog:
    """All texts of a domain as an empty catalogue."""
    catalog = Catalog(project="Newsroom", charset="utf-8", header_comment=HEADER)
    for where, line, message, comments, context in DOMAINS[domain]():
        if message and message != ("", ""):
            catalog.add(
                message,  # type: ignore[arg-type]
                locations=[(where, line)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def catalogue(language: str, domain: str) -> Catalog:
    """The texts of one language as they are kept; none before the first time."""
    path = _path(language, domain)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> list[str]:
    """The texts of the project that have no translation, in the order of the code."""
    found = []
    for domain in DOMAINS:
        kept = catalogue(language, domain)
        found += [
            f"{message.locations[0][0]}: {message.id}"
            for message in template(domain)
            if message.id and not _is_translated(kept.get(message.id, message.context))
        ]
    return found


def mistaken(language: str) -> list[str]:
    """The texts whose translation has other places to fill in than they have."""
    return [
        str(message.id)
        for domain in DOMAINS
        for message in catalogue(language, domain)
        if message.id and _places(_last(message.id)) != _places(_last(message.string))
    ]


def _last(text: object) -> str:
    # The singular may leave its number out.
    return str(text[-1] if isinstance(text, tuple) else text)


def _places(text: str) -> list[str]:
    return sorted(re.findall(r"%%?\([a-z_]+\)[sd]|%%?s|\{[a-z_]+\}|<[^>]+>", text))


def _path(language: str, domain: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def _is_translated(message: object) -> bool:
    text = getattr(message, "string", "")
    is_fuzzy = bool(getattr(message, "fuzzy", True))
    return not is_fuzzy and all(text if isinstance(text, tuple) else (text,))


def update(language: str, domain: str) -> None:
    """Bring the catalogue of a language up to the code; nothing translated is lost."""
    kept = catalogue(language, domain)
    kept.update(template(domain), no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.header_comment, kept.fuzzy = HEADER, False
    kept.project = kept.last_translator = kept.language_team = "Newsroom"
    kept.version = kept.msgid_bugs_address = ""
    # One date for ever: it would change with every run.
    kept.creation_date = kept.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    with _path(language, domain).open("wb") as file:
        write_po(file, kept, width=88, sort_by_file=True, include_lineno=False)


def main() -> int:
    """Update every catalogue and say what is left to translate."""
    for folder in sorted(LOCALE.iterdir()):
        for domain in DOMAINS:
            update(folder.name, domain)
        left = missing(folder.name)
        print(f"{folder.name}: {len(left)} texts to translate")
        for text in left:
            print(f"  {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
