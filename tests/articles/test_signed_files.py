"""Every file made of an upload, as other people's programs read it."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import ExifTags
from PIL import Image as Pixels

from articles import developing, images, renditions
from articles.darkroom import ladder
from articles.models import Image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]

FACTS = {
    "creator": "José Ñandú",
    "source": "Reuters",
    "copyright_notice": "© 2026 José Ñandú",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
}
IN_XMP = {
    "XMP:Creator": "José Ñandú",
    "XMP:Credit": "Reuters / José Ñandú",
    "XMP:Rights": "© 2026 José Ñandú",
    "XMP:UsageTerms": "CC BY 4.0",
    "XMP:WebStatement": FACTS["licence_url"],
    "XMP:License": FACTS["licence_url"],
}
IN_IIM = {
    "IPTC:By-line": "José Ñandú",
    "IPTC:Credit": "Reuters / José Ñandú",
    "IPTC:CopyrightNotice": "© 2026 José Ñandú",
    "IPTC:SpecialInstructions": "CC BY 4.0",
}
SIZE = (1000, 700)
TELLTALE = (
    "EXIF:",
    "GPS",
    "MakerNotes",
    "Serial",
    "Make",
    "Model",
    "Comment",
    "JFIF:C",
)


def from_a_camera() -> bytes:
    """A photograph that says where it was taken, and with what."""
    exif = Pixels.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Leica", "M11"
    exif[ExifTags.Base.CameraOwnerName] = "Somebody"
    exif[ExifTags.Base.BodySerialNumber] = "12345"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (19, 25, 42)
    buffer = io.BytesIO()
    picture = Pixels.radial_gradient("L").resize(SIZE).convert("RGB")
    picture.save(buffer, "JPEG", exif=exif, comment=b"At home")
    return buffer.getvalue()


@pytest.fixture
def files(own_folders: tuple[Path, Path]) -> list[Path]:
    """All that readers can fetch of one upload."""
    image = images.add_image(io.BytesIO(from_a_camera()), by=None, **FACTS)
    developing.render_due(timezone.now(), 5)
    stored = Image.objects.get(pk=image.pk)
    return [
        Path(default_storage.path(name)) for name in renditions.names(stored.renditions)
    ]


def test_every_file_carries_the_rights_and_nothing_of_the_camera(
    files: list[Path],
) -> None:
    wanted = ladder.whole(*SIZE) + ladder.cropped(*SIZE, (0.5, 0.5))
    assert {one.crop for one in wanted} == {"", *ladder.CROPS}
    assert len(files) == sum(len(one.kinds) for one in wanted)
    assert {path.suffix for path in files} == {f".{kind}" for kind in ladder.KINDS}
    read_with_exiftool(files)
    # Its build in Debian does not read AVIF.
    read_with_exiv2([path for path in files if path.suffix != ".avif"])


def read_with_exiftool(files: list[Path]) -> None:
    # Where it is not installed, the bytes have to do.
    if shutil.which("exiftool") is None:
        assert all(b"cc:license" in path.read_bytes() for path in files)
        assert not any(b"12345" in path.read_bytes() for path in files)
        return
    command = ["exiftool", "-json", "-G0", "-charset", "utf8", *map(str, files)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert len(said) == len(files)
    for one in said:
        name = one["SourceFile"]
        expected = IN_XMP | (IN_IIM if name.endswith(".jpg") else {})
        assert {tag: one.get(tag) for tag in expected} == expected, name
        found = [tag for tag in one if any(word in tag for word in TELLTALE)]
        assert found == [], name


def read_with_exiv2(files: list[Path]) -> None:
    if shutil.which("exiv2") is None:
        return
    keys = ["-K", "Xmp.dc.creator", "-K", "Xmp.dc.rights"]
    command = ["exiv2", *keys, "-Pv", *map(str, files)]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert said.count("José Ñandú\n") == 2 * len(files)
