"""The lead image field: a number underneath, a picture to look at."""

import pytest
from django import forms

from articles.forms.pictures import LeadImageField
from tests.factories import make_image

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    """A form with nothing but a lead image."""

    lead_image = LeadImageField()


def test_the_image_is_chosen_by_its_number() -> None:
    image = make_image()
    form = Form({"lead_image": str(image.pk)})

    assert form.is_valid()
    assert form.cleaned_data == {"lead_image": image}


def test_no_image_is_a_choice() -> None:
    form = Form({"lead_image": ""})

    assert form.is_valid()
    assert form.cleaned_data == {"lead_image": None}


@pytest.mark.parametrize("value", ["4711", "abc", "-1", "1.5", "9" * 40])
def test_an_unknown_number_is_refused_and_shown_again(value: str) -> None:
    form = Form({"lead_image": value})

    assert form.errors == {"lead_image": ["There is no such image in the library."]}
    assert "data-lead-image" in str(form["lead_image"])


def test_a_null_character_is_refused() -> None:
    assert list(Form({"lead_image": "\x00"}).errors) == ["lead_image"]


def test_the_field_shows_picture_and_credit() -> None:
    image = make_image()
    printed = str(Form(initial={"lead_image": image.pk})["lead_image"])

    assert f'type="number" name="lead_image" value="{image.pk}"' in printed
    assert f'src="{image.url()}"' in printed
    assert image.credit_line in printed
    assert "data-no-credit hidden>" in printed
    assert "data-no-alternative hidden>" in printed
    assert 'data-upload="/admin/articles/image/picker/upload/"' in printed


def test_the_field_warns_of_what_is_missing() -> None:
    image = make_image(creator="", source="", alternative_text="")
    printed = str(Form(initial={"lead_image": image.pk})["lead_image"])

    assert "data-no-credit>No credit yet" in printed
    assert "data-no-alternative>No alternative text yet" in printed


def test_the_field_brings_its_module_and_nothing_inline() -> None:
    printed = str(Form().media) + str(Form()["lead_image"])

    assert '<script src="/static/articles/desk/lead_image.js" type="module">' in printed
    assert " style=" not in printed
    assert " onclick=" not in printed
