"""What tests of the desk share: browsers of people who are signed in, and forms."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article

BESIDE = (
    "search_headline",
    "search_description",
    "canonical_url",
    "sensitivity",
    "sponsor",
    "language",
    "series",
    "series_part",
    "internal_notes",
    "embargo_until",
)
# For a box that is not ticked: browsers do not post it.
OFF = object()

LIST = "admin:articles_article_changelist"
ADD = "admin:articles_article_add"
CHANGE = "admin:articles_article_change"
DELETE = "admin:articles_article_delete"
# What an empty form posts.
TYPED = {
    "headline": "",
    "standfirst": "",
    "body": "",
    "slug": "",
    "section": "",
    "lead_image": "",
    "lead_caption": "",
    "topics": "",
    "contributors": "",
    "picked": "",
    **dict.fromkeys(BESIDE, ""),
}


def signed_in(user: AbstractUser) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def typed(article: Article | None = None, **facts: Any) -> dict[str, Any]:
    """What the form posts: the article as it is, but for ``facts``."""
    if article is None:
        return {**TYPED, **facts}
    article.refresh_from_db()
    posted = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body,
        "slug": article.slug,
        "section": article.section_id or "",
        "lead_image": article.lead_image_id or "",
        "lead_caption": article.lead_caption,
        "topics": ", ".join(topic.name for topic in article.topics.all()),
        "contributors": "\n".join(
            f"{line.contributor} #{line.contributor_id}"
            for line in article.bylines.all()
        ),
        "picked": "\n".join(
            f"{pick.other} #{pick.other_id}" for pick in article.hand_picks.all()
        ),
        "apart_ids": "\n".join(f"Article #{pk}" for pk in article.apart_ids),
        "base_version": article.version,
        **{name: _beside(article, name) for name in BESIDE},
    }
    ticked = [name for name in ("is_brief", "is_noindex") if getattr(article, name)]
    posted |= dict.fromkeys(ticked, "on")
    return {name: fact for name, fact in {**posted, **facts}.items() if fact != OFF}


def _beside(article: Article, name: str) -> Any:
    fact = getattr(article, "series_id" if name == "series" else name)
    if name == "embargo_until" and fact:
        return f"{timezone.localtime(fact):%Y-%m-%dT%H:%M}"
    return "" if fact is None else fact


def form_url(article: Article) -> str:
    """The address of the article's form."""
    return reverse(CHANGE, args=[article.pk])


def press(client: Client, button: str, article: Article, **facts: Any) -> Any:
    """Press a button of the article's form, with ``facts`` typed into it."""
    return client.post(form_url(article), {**typed(article, **facts), button: "1"})


def errors(response: Any) -> dict[str, list[str]]:
    """What the form says is wrong, by field."""
    form = response.context["adminform"].form
    return {name: list(found) for name, found in form.errors.items()}


def messages(response: Any) -> list[str]:
    """What the desk says on the next page."""
    found = response.wsgi_request._messages
    return [str(message) for message in found]
