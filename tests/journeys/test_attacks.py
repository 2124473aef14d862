"""Hostile text in every field, and every page opened in a browser: nothing executes.

The lines are of the shared collection of those that do execute somewhere; beside it
the tests go by a few of our own.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import correcting, publishing, sharing
from articles.models import Article, Comment, Contributor, Image, Series, Topic
from sections.models import BreakingBar
from tests.factories import make_section, make_user
from tests.journeys.desk import in_library, sign_in

COLLECTION = Path(__file__).parents[3] / "shared/data/attacks"
OWN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)//",
    "</title></textarea><svg onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "'-alert(1)-'",
    "<a href='jav&#x09;ascript:alert(1)'>x</a><details open ontoggle=alert(1)>",
]
ROUND = 40  # lines for one round of fields


def lines() -> list[str]:
    path = COLLECTION / "_xss_lines_that_execute.json"
    found = json.loads(path.read_text()) if path.exists() else []
    return [*OWN, *found]


def rounds() -> list[list[str]]:
    every = lines()
    return [every[start : start + ROUND] for start in range(0, len(every), ROUND)]


def one_line(text: str, length: int) -> str:
    """As much of a line as a field of this length takes."""
    return " ".join(text.replace("\0", "").split())[:length] or "-"


def posted(hostile: list[str]) -> Article:
    """Post the lines into all fields of an article, of its section and its people."""
    first, second, third = (one_line(line, 60) for line in hostile[:3])
    every = "\n".join(hostile)
    mei = make_user(f"mei {len(hostile)} {first}"[:100], role="Managing editor")
    section = make_section(f"{first}"[:60], slug="energy", description=every[:300])
    person = Contributor.objects.create(
        name=second, slug="person", role=third, bio=every[:1000]
    )
    image = in_library("A pumpjack")
    Image.objects.filter(pk=image.pk).update(
        creator=one_line(hostile[3], 200),
        source=one_line(hostile[4], 200),
        alternative_text=one_line(hostile[5], 300),
        caption=every[:500],
        copyright_notice=one_line(hostile[6], 300),
        internal_notes=every[:2000],
    )
    series = Series.objects.create(name=third, slug="series", introduction=every[:1000])
    client = Client()
    client.force_login(mei)
    facts = {
        "headline": one_line(hostile[0], 200),
        "standfirst": every[:600],
        "body": "".join(f"<p>{line}</p>" for line in hostile) + every,
        "lead_image": image.pk,
        "lead_caption": every[:600],
        "topics": "\n".join(
            one_line(line, 60).replace(",", " ") for line in hostile[:25]
        ),
        "contributors": f"x #{person.pk}",
        "section": section.pk,
        "series": series.pk,
        "search_headline": one_line(hostile[1], 120),
        "search_description": every[:300],
        "sponsor": one_line(hostile[2], 120),
        "internal_notes": every[:4000],
        "_save": "1",
    }
    answer = client.post(reverse("admin:articles_article_add"), facts)
    assert answer.status_code == 302
    article = Article.objects.latest("pk")
    now = timezone.now()
    publishing.publish(article, by=mei, at=now)
    correcting.correct(
        article,
        by=mei,
        at=timezone.now(),
        kind="correction",
        text=every[:2000],
        signed_by=second,
    )
    Comment.objects.create(
        article=article,
        author=mei,
        text=every[:4000],
        paragraph=0,
        quote=every[:300],
        made_at=now,
    )
    link = sharing.share(article, by=mei, at=now, label=one_line(hostile[7], 120))
    sharing.say(link, every[:4000], name=one_line(hostile[8], 120), at=now)
    BreakingBar.objects.create(
        text=one_line(every, 140),
        article=article,
        starts_at=now,
        ends_at=now + timedelta(days=1),
        made_at=now,
    )
    return article


def addresses(article: Article) -> list[str]:
    """Every kind of page that prints something of the article."""
    live = article.publications.latest("live_from")
    link = article.preview_links.get()
    topic = Topic.objects.order_by("pk").first()
    assert topic is not None
    pk = article.pk
    return [
        *("/", "/energy/", live.get_absolute_url(), "/articles/", "/topics/"),
        *(topic.get_absolute_url(), "/by/", "/by/person/", "/corrections/"),
        *("/search/?q=alert", "/feed/json/"),
        reverse("articles:preview", args=[sharing.token_of(link)]),
        *(
            "/admin/",
            "/admin/articles/article/",
            f"/admin/articles/article/{pk}/change/",
        ),
        *(f"/admin/articles/article/{pk}/{name}/" for name in ("history", "links")),
        f"/admin/articles/article/{pk}/compare/?a=1&b=now",
        *("/admin/articles/image/", "/admin/articles/topic/", "/admin/calendar/"),
        *("/admin/articles/contributor/", "/admin/articles/correction/"),
        *("/admin/doctor/", "/admin/sections/section/", "/admin/sections/breakingbar/"),
        f"/admin/articles/image/{live.lead_image_id}/change/",
        reverse("admin:sections_lineup_changelist"),
    ]


@pytest.mark.parametrize("number", range(len(rounds())))
def test_nothing_that_was_typed_executes(page, live_server, number):
    hostile = rounds()[number]
    hostile = (hostile * 9)[: max(len(hostile), 9)]
    article = posted(hostile)
    sign_in(page, live_server)
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    for address in addresses(article):
        answer = page.goto(live_server.url + address)
        assert (address, answer.status) == (address, 200)
        # What waits for the pointer or the focus to pass over it.
        page.evaluate(
            "document.querySelectorAll('main *').forEach(one => { "
            "one.dispatchEvent(new Event('mouseover')); })"
        )
    assert opened == []
