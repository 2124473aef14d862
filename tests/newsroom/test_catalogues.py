"""The texts in other languages: compiled when needed, whole or not at all."""

import gettext
import shutil
from pathlib import Path

import pytest

from newsroom.catalogues import SOURCES, compiled
from newsroom.models import Preference
from tests import messages
from tests.desk import signed_in
from tests.factories import make_user

PLAIN = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Topics"
msgstr "{word}"
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    place = tmp_path / "locale/es/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(PLAIN.format(word="Temas"))
    return tmp_path / "locale"


def read(folder: Path, text: str) -> str:
    return gettext.translation("django", str(folder), ["es"]).gettext(text)


def test_a_catalogue_is_compiled_and_read(sources, tmp_path):
    folder = compiled(tmp_path / "var", sources)
    assert read(folder, "Topics") == "Temas"
    made = [path.name for path in folder.rglob("*") if path.is_file()]
    assert made == ["django.mo"]


def test_nothing_is_compiled_twice(sources, tmp_path):
    folder = compiled(tmp_path / "var", sources)
    made = folder / "es/LC_MESSAGES/django.mo"
    before = made.stat().st_mtime_ns
    assert compiled(tmp_path / "var", sources) == folder
    assert made.stat().st_mtime_ns == before


def test_a_new_translation_has_a_folder_of_its_own(sources, tmp_path):
    first = compiled(tmp_path / "var", sources)
    path = sources / "es/LC_MESSAGES/django.po"
    path.write_text(PLAIN.format(word="Asuntos"))
    second = compiled(tmp_path / "var", sources)
    assert (read(first, "Topics"), read(second, "Topics")) == ("Temas", "Asuntos")


def test_without_catalogues_there_is_an_empty_folder(tmp_path):
    shutil.rmtree(tmp_path / "locale", ignore_errors=True)
    folder = compiled(tmp_path / "var", tmp_path / "locale")
    assert list(folder.rglob("*")) == []


def test_our_own_catalogues_compile(tmp_path):
    folder = compiled(tmp_path)
    made = {path.relative_to(folder).parts[0] for path in folder.rglob("*.mo")}
    assert made == {path.name for path in SOURCES.iterdir()}


@pytest.mark.parametrize("language", [path.name for path in SOURCES.iterdir()])
def test_every_text_is_translated(language):
    """``make messages`` gathers what is new."""
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", [path.name for path in SOURCES.iterdir()])
def test_a_translation_fills_in_what_the_text_does(language):
    assert messages.mistaken(language) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title", "word"), [("es", "Hoy", "Negrita"), ("", "Today", "")]
)
def test_the_desk_speaks_the_language_of_whoever_is_signed_in(language, title, word):
    mei = make_user("mei", role="Managing editor")
    Preference.objects.create(person=mei, language=language)
    client = signed_in(mei)
    assert f"<h1>{title}</h1>" in client.get("/admin/").content.decode()
    said = client.get("/admin/jsi18n/").content.decode()
    assert ('"Bold": "Negrita"' in said) is bool(word)
    # Readers' pages are the same for everybody.
    assert "Search the magazine" in client.get("/search/").content.decode()
