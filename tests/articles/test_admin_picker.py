"""What the picker's JavaScript is answered: pages of images, and uploads."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import library
from articles.admin.picker import PER_PAGE
from articles.models import Image
from tests.factories import make_image, make_user, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
SEARCH = "admin:articles_image_picker"
UPLOAD = "admin:articles_image_picker_upload"
FACTS = {"creator": "Bo Li", "alternative_text": "A ship"}
DECORATIVE = {"is_decorative": "on", "decorative_reason": "A pattern"}


@pytest.fixture
def client() -> Client:
    """A browser in which a writer is signed in."""
    browser = Client()
    browser.force_login(make_user(role="Writer"))
    return browser


def picture(data: bytes | None = None) -> io.BytesIO:
    """A file as a browser sends it."""
    file = io.BytesIO(picture_bytes() if data is None else data)
    file.name = "ship.jpg"
    return file


def found(client: Client, **query: Any) -> list[int]:
    """The ids of a page of the picker."""
    answer = client.get(reverse(SEARCH), query)
    assert answer.status_code == 200
    return [image["id"] for image in answer.json()["images"]]


def upload(client: Client, **facts: Any) -> dict[str, Any]:
    """What an upload is answered."""
    answer = client.post(reverse(UPLOAD), {"file": picture(), **FACTS, **facts})
    parsed: dict[str, Any] = json.loads(answer.content)
    return parsed


# --- who may -------------------------------------------------------------------------


def test_strangers_are_sent_to_sign_in() -> None:
    for name in (SEARCH, UPLOAD):
        assert Client().get(reverse(name)).status_code == 302
        assert Client().post(reverse(name)).status_code == 302


def test_people_without_the_permission_are_refused() -> None:
    browser = Client()
    browser.force_login(make_user())
    refusal = {"errors": {"__all__": ["You may not do this."]}}

    for answer in [browser.get(reverse(SEARCH)), browser.post(reverse(UPLOAD))]:
        assert (answer.status_code, answer.json()) == (403, refusal)


def test_each_address_answers_one_method(client: Client) -> None:
    assert client.post(reverse(SEARCH)).status_code == 405
    assert client.get(reverse(UPLOAD)).status_code == 405


def test_an_upload_needs_the_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(role="Writer"))

    assert browser.post(reverse(UPLOAD), {"file": picture()}).status_code == 403
    assert Image.objects.count() == 0


# --- looking --------------------------------------------------------------------------


def test_images_come_newest_first_and_page_by_page(client: Client) -> None:
    images = [make_image() for _ in range(PER_PAGE + 2)][::-1]

    first = client.get(reverse(SEARCH)).json()
    second = client.get(reverse(SEARCH), {"before": first["before"]}).json()

    assert first["images"][0] == library.card(images[0])
    assert [image["id"] for image in first["images"] + second["images"]] == [
        image.pk for image in images
    ]
    assert second["before"] is None


def test_a_full_last_page_has_nothing_after_it(client: Client) -> None:
    for _ in range(PER_PAGE):
        make_image()

    assert client.get(reverse(SEARCH)).json()["before"] is None


def test_tabs_and_words_narrow_the_list(client: Client) -> None:
    ship = make_image(alternative_text="A ship")
    mine = make_image(alternative_text="A mine")
    Image.objects.filter(pk=mine.pk).update(uploaded_by=client.session["_auth_user_id"])

    assert found(client) == [mine.pk, ship.pk]
    assert found(client, q="ship") == [ship.pk]
    assert found(client, tab="mine") == [mine.pk]
    assert found(client, tab="mine", q="ship") == []
    assert found(client, tab="article", ids=f"{ship.pk},4711") == [ship.pk]
    assert found(client, tab="article") == []
    assert found(client, tab="nonsense") == [mine.pk, ship.pk]


@pytest.mark.parametrize(
    "query", ["before=abc", "before=-1", "before=%00", "ids=1,x", "before=" + "9" * 30]
)
def test_a_list_that_does_not_exist_is_refused(client: Client, query: str) -> None:
    answer = client.get(f"{reverse(SEARCH)}?{query}")

    assert (answer.status_code, answer.json()) == (
        400,
        {"errors": {"__all__": ["This list of images does not exist."]}},
    )


def test_the_list_costs_the_same_queries_for_one_and_for_twenty(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_image()
    for count in (1, 20):
        with django_assert_num_queries(6):
            assert len(found(client)) == count
        for _ in range(19):
            make_image()


# --- uploading -----------------------------------------------------------------------


def test_an_upload_is_answered_with_the_new_image(client: Client) -> None:
    answer = client.post(reverse(UPLOAD), {"file": picture(), **FACTS})

    image = Image.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"image": library.card(image)}
    assert (image.creator, image.alternative_text) == ("Bo Li", "A ship")
    assert str(image.uploaded_by_id) == client.session["_auth_user_id"]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"creator": ""}, {"creator"}),
        ({"creator": "", "source": "AFP"}, set()),
        ({"alternative_text": ""}, {"alternative_text"}),
        ({"alternative_text": "", "is_decorative": "on"}, {"decorative_reason"}),
        ({"alternative_text": "", **DECORATIVE}, set()),
        ({"creator": " ", "alternative_text": " "}, {"creator", "alternative_text"}),
        ({"creator": "", "alternative_text": "", "later": "on"}, set()),
        ({"caption": "x" * 601}, {"caption"}),
        ({"file": ""}, {"file"}),
    ],
)
def test_what_publishing_will_ask_for_is_asked_for_once(
    client: Client, facts: dict[str, str], wrong: set[str]
) -> None:
    answer = upload(client, **facts)

    assert set(answer.get("errors", {})) == wrong
    assert Image.objects.exists() is not wrong


def test_what_the_file_says_need_not_be_typed(client: Client) -> None:
    from PIL import Image as Pixels

    exif = Pixels.Exif()
    exif[0x013B] = "Ana Ruiz"
    buffer = io.BytesIO()
    Pixels.new("RGB", (64, 48)).save(buffer, "JPEG", exif=exif)

    answer = upload(client, file=picture(buffer.getvalue()), creator="")

    assert answer["image"]["credit"] == "Credit: Ana Ruiz"


def test_an_unusable_file_is_refused_in_one_sentence(client: Client) -> None:
    answer = upload(client, file=picture(b"<svg onload=alert(1)>"))

    sentence = (
        "This is an SVG drawing, not a picture we can use. "
        "Please save it as JPEG, PNG, WebP, AVIF, GIF or TIFF."
    )
    assert answer == {"errors": {"file": [sentence]}, "twin": None}


def test_the_same_file_is_offered_instead_of_added(client: Client) -> None:
    upload(client)
    twin = Image.objects.get()

    refused = upload(client)
    wanted = upload(client, again="on")

    assert refused == {
        "errors": {"file": ["The library has this file already."]},
        "twin": library.card(twin),
    }
    assert wanted["image"]["id"] != twin.pk
