"""The process in which strangers' files are opened: what it answers and may take."""

import sys
from pathlib import Path

import pytest

from articles import renditions
from articles.darkroom import limits, process
from articles.darkroom.ladder import Print
from articles.darkroom.refusals import Refused
from articles.renditions import UnusablePicture
from tests.factories import picture_bytes

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "images"


def test_an_upload_is_described_and_shown_at_once() -> None:
    seen = renditions.examine(picture_bytes((1000, 600)))

    assert seen.facts == renditions.Facts("JPEG", 1000, 600, "022")
    assert [(one.width, one.height, one.kind) for one in seen.quick] == [
        (720, 432, "jpg"),
        (320, 192, "jpg"),
    ]
    assert all(one.data.startswith(b"\xff\xd8") for one in seen.quick)
    assert seen.said == renditions.PhotoFacts()


def test_what_is_ordered_is_made() -> None:
    one = Print("1x1", (100, 0, 400, 300), 80, 80, ("avif", "webp"))

    answer = process.develop(picture_bytes((500, 300)), [one], "<x/>")

    assert [(f.crop, f.width, f.height, f.kind) for f in answer.files] == [
        ("1x1", 80, 80, "avif"),
        ("1x1", 80, 80, "webp"),
    ]
    assert b"<x/>" in answer.files[0].data
    assert answer.said == {}


def test_a_refusal_reaches_the_person_as_a_sentence() -> None:
    with pytest.raises(UnusablePicture) as caught:
        renditions.examine(b"%PDF-1.7")

    assert caught.value.sentence.startswith("This is a PDF document, not a picture")


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        # Not enough to start, and no time to do it.
        ("MEMORY", 1_000_000, "too much memory|cannot be opened"),
        ("UPLOAD_SECONDS", (3, 0.001), "too long"),
    ],
)
def test_a_child_that_takes_too_much_is_a_refusal(
    name: str, value: object, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, name, value)

    with pytest.raises(UnusablePicture, match=word):
        renditions.examine(picture_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="others do not bound memory")
def test_memory_is_bounded_before_the_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "MEMORY", 250_000_000)

    with pytest.raises(UnusablePicture, match="too much memory|cannot be opened"):
        renditions.examine(picture_bytes((7000, 7000), kind="PNG"))


def test_nothing_of_ours_is_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "of-ours")
    seen = {}

    def look(command: list[str], **options: object) -> None:
        seen.update(options)
        raise process.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(process.subprocess, "run", look)

    with pytest.raises(Refused):
        process.examine(b"", "UTC")
    assert "SECRET_KEY" not in seen["env"]


def test_a_large_picture_is_refused_by_what_its_format_costs() -> None:
    assert limits.max_pixels("JPEG") == 60_000_000
    assert limits.max_pixels("WEBP") == limits.max_pixels("AVIF") == 40_000_000


def test_every_kind_of_the_open_corpus_is_answered() -> None:
    """Bombs, fuzz, polyglots, all bit depths: a sample; nothing where it is absent."""
    sentences = set()
    for path in sorted(CORPUS.rglob("*.*"))[::40]:
        try:
            seen = renditions.examine(path.read_bytes())
        except UnusablePicture as refused:
            sentences.add(refused.sentence)
        else:
            assert all(b"<script" not in one.data for one in seen.quick)
    assert all(sentence.endswith(".") for sentence in sentences)
