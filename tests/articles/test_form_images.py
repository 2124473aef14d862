"""The library's forms: what the file says, reasons, earlier copies; its views."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from articles import images
from articles.models import Image
from tests.articles.test_likeness import drawing, saved
from tests.articles.test_photo_metadata_kinds import REFERENCE
from tests.desk import signed_in
from tests.factories import DAY, NOON, make_image, make_live, make_section, make_user
from tests.readers import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
LIST, ADD = "admin:articles_image_changelist", "admin:articles_image_add"
UPLOAD = "admin:articles_image_picker_upload"
CHANGE = "admin:articles_image_change"


@pytest.fixture
def client():
    return signed_in(make_user(role="Photo editor"))


def reference() -> io.BytesIO:
    """The reference picture of the IPTC as a browser sends it."""
    file = io.BytesIO(REFERENCE.read_bytes())
    file.name = "reference.jpg"
    return file


def said(page, name: str) -> str:
    """What the form says beside a field."""
    return str(page.context["adminform"].form.fields[name].help_text)


def test_what_the_file_says_fills_the_fields_and_stands_beside_them(client):
    image = images.add_image(reference(), by=None, creator="Written by hand")
    facts = {
        "creator": "Written by hand",
        "source": "Credit Line (ref2022.1)",
        "usage_terms": "Rights Usage Terms (ref2022.1)",
        "licensor_url": "https://example.com/LicensorURL_1_ref2022.1",
        "taken_at": datetime(2022, 10, 19, 22, 1, tzinfo=UTC),
    }
    assert {name: getattr(image, name) for name in facts} == facts
    assert image.place.startswith("Location Name (Location created1)")
    assert [topic.name for topic in image.topics.all()] == []

    page = client.get(reverse(CHANGE, args=[image.pk]))
    assert 'data-from-file="Creator1 (ref2022.1)"' in said(page, "creator")
    assert 'data-from-file="2022-10-19T22:01"' in said(page, "taken_at")
    keywords = "Keyword1ref2022.1, Keyword2ref2022.1, Keyword3ref2022.1"
    assert f'data-from-file="{keywords}"' in said(page, "topics")
    assert "data-from-file" not in said(page, "internal_notes")


def test_what_a_file_says_is_printed_as_text(client):
    image = make_image(said={"creator": "<script>alert(1)</script>"})
    page = client.get(reverse(CHANGE, args=[image.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def typed(**facts: str) -> dict[str, str]:
    """What the form of an image posts."""
    empty = dict.fromkeys(["creator", "source", "alternative_text", "topics"], "")
    return {**empty, "focal_x": "0.5", "focal_y": "0.5", **facts}


def test_decorative_asks_for_a_reason_and_keeps_it(client):
    address = reverse(CHANGE, args=[make_image().pk])
    refused = client.post(address, typed(is_decorative="on"))
    assert list(refused.context["adminform"].form.errors) == ["decorative_reason"]
    given = typed(is_decorative="on", decorative_reason="A pattern")
    assert client.post(address, given).status_code == 302
    assert Image.objects.get().decorative_reason == "A pattern"
    assert client.post(address, typed(decorative_reason="A pattern")).status_code == 302
    assert Image.objects.get().decorative_reason == ""


def test_what_was_decorative_before_there_were_reasons_can_still_be_saved(client):
    address = reverse(CHANGE, args=[make_image(is_decorative=True).pk])
    assert client.post(address, typed(is_decorative="on")).status_code == 302


def test_rights_are_typed_and_kept(client):
    address = reverse(CHANGE, args=[make_image().pk])
    given = typed(
        licence_kind="agency",
        rights_expire_at="2027-01-31T18:00",
        not_for_social="on",
        internal_notes="Invoice 12",
    )
    assert client.post(address, given).status_code == 302
    image = Image.objects.get()
    assert (image.licence_kind, image.not_for_social) == ("agency", True)
    assert image.rights_expire_at == datetime(2027, 1, 31, 18, tzinfo=UTC)
    wrong = client.post(address, typed(rights_expire_at="soon", licence_kind="free"))
    assert set(wrong.context["adminform"].form.errors) == {
        "rights_expire_at",
        "licence_kind",
    }


def test_nearly_the_same_picture_is_asked_about_with_the_earlier_credit(client):
    images.add_image(saved(drawing()), by=None, creator="Ana Ruiz", source="AP")
    smaller = drawing().resize((500, 375))
    posted = typed(creator="Bo", alternative_text="A drawing")
    refused = client.post(reverse(ADD), {**posted, "file": saved(smaller)})
    (sentence,) = refused.context["adminform"].form.errors["file"]
    assert "It looks like a picture that the library has already" in sentence
    assert "Credit: AP / Ana Ruiz" in sentence
    assert "&quot;creator&quot;: &quot;Ana Ruiz&quot;" in sentence
    again = {**posted, "file": saved(smaller), "again": "on"}
    assert client.post(reverse(ADD), again).status_code == 302
    assert Image.objects.count() == 2


def test_in_a_batch_nobody_is_asked_but_it_is_said(client):
    first = images.add_image(saved(drawing()), by=None, creator="Ana Ruiz")
    smaller = saved(drawing().resize((500, 375)))
    answer = client.post(reverse(UPLOAD), {"file": smaller, "later": "on"})
    assert answer.status_code == 201
    assert [card["id"] for card in answer.json()["alike"]] == [first.pk]
    page = client.get(reverse(CHANGE, args=[answer.json()["image"]["id"]]))
    assert page.context["alike"] == [first]


def listed(client, **query: str) -> set[Image]:
    """The images that the library shows."""
    return set(client.get(reverse(LIST), query).context["cl"].result_list)


def test_views_of_the_library(client):
    energy = make_section()
    lead, inline, old = (make_image() for _ in range(3))
    body = f'<p>Text.</p><figure data-image="{inline.pk}"></figure>'
    make_live("Gas", section=energy, lead_image=lead, body=body)
    Image.objects.filter(pk=old.pk).update(
        uploaded_at=NOON - 7 * DAY, rights_expire_at=NOON + 28 * DAY
    )
    Image.objects.exclude(pk=old.pk).update(
        uploaded_at=NOON - 7 * DAY + timedelta(seconds=1),
        rights_expire_at=NOON + 28 * DAY + timedelta(seconds=1),
    )
    with time_machine.travel(NOON, tick=False):
        assert listed(client, which="recent") == {lead, inline}
        assert listed(client, which="ending") == {old}
        assert listed(client, which="unused") == {old}
        assert listed(client, section=str(energy.pk)) == {lead, inline}
        assert listed(client, section="nonsense") == {lead, inline, old}


@pytest.mark.parametrize(
    "field", ["internal_notes", "place", "usage_terms", "licence", "original_name"]
)
def test_every_text_of_an_image_is_searched(client, field):
    found = make_image(**{field: "cadereyta refinery"})
    make_image()
    assert listed(client, q="Refinery cadereyta") == {found}


def test_internal_notes_never_reach_readers():
    image = make_image(internal_notes="Invoice 12", licence_kind="agency")
    body = f'<p>Text.</p><figure data-image="{image.pk}"></figure>'
    make_live("Gas", section=make_section(), lead_image=image, body=body)
    for path in ("/", "/energy-mining/", "/energy-mining/gas/"):
        with time_machine.travel(NOON, tick=False):
            assert "Invoice" not in get(path).content.decode()


def test_who_may_not_change_a_picture_is_told_why():
    bo = make_user("bo", role="Writer")
    own, other, nobodys = (
        make_image(uploaded_by=bo),
        make_image(uploaded_by=make_user("ana")),
        make_image(),
    )
    client = signed_in(bo)
    said = {
        image: client.get(reverse(CHANGE, args=[image.pk])).content.decode()
        for image in (own, other, nobodys)
    }
    assert "why-not" not in said[own]
    assert "but not change it: ana uploaded it." in said[other]
    assert "but not change it: somebody else added it." in said[nobodys]


def sent_for_all(client, file, **facts: str) -> dict[str, object]:
    """What a file of a batch is answered, with facts typed for all of them."""
    posted = {"file": file, "later": "on", "otherwise": "on", **facts}
    return client.post(reverse(UPLOAD), posted).json()


def test_facts_for_all_hold_where_the_file_says_nothing(client):
    typed = {
        "creator": "Ana Ruiz",
        "source": "AP",
        "licence_kind": "agency",
        "licence": "One use",
        "licence_url": "https://example.com/terms",
    }
    silent = sent_for_all(client, saved(drawing()), **typed)
    assert silent["given"] == [
        "Creator",
        "Source",
        "Kind of licence",
        "Licence",
        "Licence address",
    ]
    speaking = sent_for_all(client, reference(), **typed)
    # It names its licence by an address, so nothing is said of a licence for it.
    assert "given" not in speaking
    assert speaking["image"]["credit"].startswith("Credit: Credit Line (ref2022.1)")
    own = Image.objects.get(pk=speaking["image"]["id"])
    assert (own.creator, own.licence_kind, own.licence) == (
        "Creator1 (ref2022.1)",
        "",
        "",
    )


def test_without_the_word_what_is_typed_counts(client):
    answer = client.post(
        reverse(UPLOAD), {"file": reference(), "later": "on", "creator": "Ana Ruiz"}
    ).json()
    assert "given" not in answer
    assert Image.objects.get().creator == "Ana Ruiz"
