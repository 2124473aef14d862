"""What readers need with a picture they see: anybody corrects, nobody empties it."""

import pytest
from django.urls import reverse

from articles import bulk_edits, credits, images, publishing, usage
from articles.images import StillShown
from articles.models import Image
from tests.desk import errors, messages, signed_in
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]
CHANGE = "admin:articles_image_change"
SHOWN = '<p>Text.</p><figure data-image="{}"><figcaption></figcaption></figure>'
EMPTIED = {"creator": "", "source": ""}


def live_lead(image: Image) -> None:
    make_live(lead_image=image, at=NOON - HOUR)


def live_in_text(image: Image) -> None:
    make_live(body=SHOWN.format(image.pk), at=NOON - HOUR)


def scheduled(image: Image) -> None:
    article = make_article(lead_image=image)
    publishing.schedule(article, by=None, at=NOON, start=NOON + DAY)


def contributors_picture(image: Image) -> None:
    make_contributor(picture=image)


def sections_fallback(image: Image) -> None:
    make_section(fallback=image)


def draft(image: Image) -> None:
    make_article(lead_image=image, body=SHOWN.format(image.pk))


def withdrawn(image: Image) -> None:
    article = make_live(lead_image=image, at=NOON - HOUR).article
    publishing.withdraw(article, by=None, at=NOON)


def nowhere(image: Image) -> None:
    pass


OUT = [live_lead, live_in_text, scheduled, contributors_picture, sections_fallback]
NOT_OUT = [draft, withdrawn, nowhere]
each = pytest.mark.parametrize(
    ("use", "is_kept"),
    [*((use, True) for use in OUT), *((use, False) for use in NOT_OUT)],
)


def form_of(image: Image, **facts: str) -> dict[str, str]:
    """What the form of the image posts, but for ``facts``."""
    names = ("creator", "source", "alternative_text", "decorative_reason", "caption")
    posted = {name: getattr(image, name) for name in names}
    posted |= {"is_decorative": "on"} if image.is_decorative else {}
    return {**posted, "topics": "", "focal_x": "0.5", "focal_y": "0.5", **facts}


def sent(image: Image, **facts: str):
    """What the form answers to a photo editor."""
    client = signed_in(make_user("pia", role="Photo editor"))
    return client.post(reverse(CHANGE, args=[image.pk]), form_of(image, **facts))


@each
def test_what_readers_see_or_will_see_keeps_its_credit(use, is_kept):
    image = make_image()
    use(image)
    for name in EMPTIED:
        setattr(image, name, "")
    assert usage.is_out(image, NOON) is is_kept
    if is_kept:
        with pytest.raises(StillShown) as refusal:
            images.amend(image, at=NOON)
        assert list(refusal.value.losses) == ["creator"]
    else:
        images.amend(image, at=NOON)
    assert Image.objects.get().has_credit is is_kept


@each
def test_the_form_says_so_beside_the_field(use, is_kept):
    image = make_image()
    use(image)
    answer = sent(image, **EMPTIED, alternative_text=" ")
    assert answer.status_code == (200 if is_kept else 302)
    if is_kept:
        assert list(errors(answer)) == ["creator", "alternative_text"]
        sentence = (
            "Readers see this picture, or soon will, and it needs its creator or its "
            "source. Correct them, but leave one."
        )
        assert errors(answer)["creator"] == [sentence]
    kept = Image.objects.get()
    assert (kept.has_credit, kept.has_alternative) == (is_kept, is_kept)


@pytest.mark.parametrize(
    "facts",
    [
        {"creator": "Ana Ruiz", "source": ""},
        {"creator": "", "source": "AP"},
        {"alternative_text": "Another sentence"},
        {
            "alternative_text": "",
            "is_decorative": "on",
            "decorative_reason": "A pattern",
        },
    ],
)
def test_correcting_is_always_allowed(facts):
    image = make_image()
    live_lead(image)
    assert sent(image, **facts).status_code == 302
    kept = Image.objects.get()
    assert {name: getattr(kept, name) for name in ("creator", "source")} == {
        "creator": facts.get("creator", image.creator),
        "source": facts.get("source", image.source),
    }


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\u00a0\u2028", "\u3164", "\u0301"])
def test_what_prints_as_nothing_is_nothing(nothing):
    image = make_image()
    live_lead(image)
    answer = sent(image, creator=nothing, source=nothing, alternative_text=nothing)
    assert list(errors(answer)) == ["creator", "alternative_text"]
    image.creator = image.source = nothing
    with pytest.raises(StillShown):
        images.amend(image, at=NOON)


def test_a_post_without_the_fields_empties_nothing():
    image = make_image()
    live_lead(image)
    client = signed_in(make_user("pia", role="Photo editor"))
    answer = client.post(reverse(CHANGE, args=[image.pk]), {"caption": "x"})
    assert {"creator", "alternative_text"} <= set(errors(answer))
    assert Image.objects.get().caption == image.caption


def test_decorative_stays_explained():
    facts = {"is_decorative": True, "decorative_reason": "A pattern"}
    image = make_image(alternative_text="", **facts)
    live_lead(image)
    refused = sent(image, decorative_reason="")
    assert list(errors(refused)) == ["decorative_reason"]
    other = make_image(alternative_text="", **facts)
    live_lead(other)
    other.decorative_reason = ""
    with pytest.raises(StillShown):
        images.amend(other, at=NOON)


def test_decorative_no_more_needs_a_text():
    image = make_image(alternative_text="", is_decorative=True)
    live_lead(image)
    after = Image(creator="Bo", alternative_text="", is_decorative=False)
    assert list(credits.losses(image, after, NOON)) == ["alternative_text"]
    after.alternative_text = "A ship"
    assert credits.losses(image, after, NOON) == {}


def test_what_had_none_before_can_be_saved_without():
    image = make_image()
    live_lead(image)
    Image.objects.update(creator="", source="")
    image.refresh_from_db()
    assert sent(image, caption="New").status_code == 302
    assert Image.objects.get().caption == "New"


def test_many_at_once_are_refused_together():
    free, kept = make_image(), make_image()
    live_lead(kept)
    edits = bulk_edits.planned([free, kept], EMPTIED, [])
    with pytest.raises(StillShown):
        bulk_edits.carry_out(edits, at=NOON)
    assert [image.has_credit for image in Image.objects.all()] == [True, True]


def test_a_form_that_was_overtaken_by_publishing_says_so(monkeypatch):
    image = make_image()
    live_lead(image)
    # As if it had been published after the form looked.
    monkeypatch.setattr(
        "articles.forms.images.DetailsForm._losses", lambda form, cleaned: {}
    )
    answer = sent(image, **EMPTIED)
    assert answer.status_code == 302
    assert messages(answer)[0].startswith("Readers see this picture, or soon will")
    assert Image.objects.get().has_credit


def test_publishing_reads_the_pictures_that_it_holds():
    image = make_image()
    article = make_article(lead_image=image, body=SHOWN.format(image.pk))
    Image.objects.update(creator="", source="")
    with pytest.raises(publishing.NotPublishable) as refusal:
        publishing.publish(article, by=None, at=NOON)
    assert [finding.field for finding in refusal.value.findings] == [
        "lead_image",
        "body",
    ]
