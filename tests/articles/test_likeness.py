"""Nearly the same pictures: found in another size and quality, told from others."""

import io

import pytest
from PIL import Image as Pixels
from PIL import ImageDraw

from articles import duplicates, images
from articles.likeness import NEAR, bands, distance, likeness_of, near_bands
from articles.models import Image, LikenessBand
from tests.factories import make_image


def drawing(seed: int = 0) -> Pixels.Image:
    """A picture with light and dark all over, another one for each seed."""
    picture = Pixels.new("RGB", (640, 480), "white")
    draw = ImageDraw.Draw(picture)
    for n in range(40):
        x, y = (n * 97 + seed * 211) % 600, (n * 61 + seed * 137) % 440
        shade = (n * 53 + seed * 29) % 256
        draw.ellipse((x, y, x + 120, y + 90), fill=(shade, shade, shade))
    return picture


def saved(picture: Pixels.Image, kind: str = "JPEG", **options: int) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    file.seek(0)
    file.name = f"drawing.{kind.lower()}"
    return file


def test_another_size_format_and_quality_are_near():
    original = likeness_of(drawing())
    copies = [
        drawing().resize((320, 240)),
        Pixels.open(saved(drawing(), quality=20)),
        Pixels.open(saved(drawing().convert("L"), "WEBP", quality=30)),
        Pixels.eval(drawing(), lambda level: level * 9 // 10),
    ]
    assert [distance(original, likeness_of(c)) <= NEAR for c in copies] == [True] * 4


def test_other_pictures_are_far():
    first, *others = [likeness_of(drawing(seed)) for seed in range(12)]
    assert [one for one in others if distance(first, one) <= NEAR] == []


def test_a_plain_picture_is_like_no_other():
    assert likeness_of(Pixels.new("RGB", (64, 48), "teal")) == ""
    assert duplicates.nearly("") == []


@pytest.mark.parametrize("flips", [0, 1, 4, NEAR])
def test_every_likeness_at_most_so_far_away_shares_a_band(flips):
    one = 0x0123456789ABCDEF
    for start in range(64):
        other = one
        for step in range(flips):
            other ^= 1 << (start + step * 9) % 64
        assert (one ^ other).bit_count() == flips
        assert set(bands(f"{other:016x}")) & set(near_bands(f"{one:016x}"))


@pytest.mark.django_db
def test_the_nearest_come_first_and_the_far_not_at_all():
    likenesses = {"near": 0b1, "nearer": 0, "edge": 0x7F, "far": 0xFF}
    found = {}
    for name, flips in likenesses.items():
        found[name] = make_image(likeness=f"{0x0123456789ABCDEF ^ flips:016x}")
        duplicates.remember(found[name])
    nearly = duplicates.nearly(f"{0x0123456789ABCDEF:016x}")
    assert nearly == [found["nearer"], found["near"], found["edge"]]
    assert duplicates.nearly(found["nearer"].likeness, but=found["nearer"].pk) == [
        found["near"],
        found["edge"],
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_folders")
def test_an_upload_finds_its_earlier_copy():
    first = images.add_image(saved(drawing()), by=None)
    images.add_image(saved(drawing(3)), by=None)
    again = images.prepare(saved(drawing().resize((500, 375)), "WEBP", quality=40))
    assert duplicates.nearly(again.likeness) == [first]


@pytest.mark.django_db
@pytest.mark.usefixtures("own_folders")
def test_images_without_a_likeness_get_one_from_the_store():
    first = images.add_image(saved(drawing()), by=None)
    plain = images.add_image(saved(Pixels.new("RGB", (640, 480), "teal")), by=None)
    lost = make_image()
    known = first.likeness
    Image.objects.update(likeness="")
    LikenessBand.objects.all().delete()
    assert duplicates.nearly(known) == []
    assert duplicates.backfill() == 1
    assert duplicates.nearly(known) == [first]
    first.refresh_from_db()
    assert distance(first.likeness, known) <= 2
    for other in (plain, lost):
        other.refresh_from_db()
        assert other.likeness == ""
    assert duplicates.backfill() == 0


@pytest.mark.django_db
def test_an_image_whose_likeness_is_known_only_needs_its_bands():
    image = make_image(likeness=f"{0x0123456789ABCDEF:016x}")
    assert duplicates.backfill() == 1
    assert duplicates.nearly(image.likeness) == [image]
