"""What a page tells machines of itself, as schema.org has the words for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.dispatches import full
from articles.figures import address_of
from articles.models import Contributor, Image, Publication
from articles.picture_facts import image_object
from articles.reading import ArticlePage

CONTEXT = "https://schema.org"

Facts = dict[str, Any]


def news_article(page: ArticlePage) -> Facts:
    """The article: who wrote it and when, what it shows, what was corrected."""
    publication = page.publication
    address = full(publication.get_absolute_url())
    facts = {
        "@context": CONTEXT,
        "@type": "AdvertiserContentArticle" if publication.sponsor else "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": address,
        "isBasedOn": publication.canonical_url,
        "headline": publication.headline,
        "alternativeHeadline": publication.search_headline,
        "description": publication.search_description or publication.standfirst,
        "datePublished": _written(publication.published_at),
        "dateModified": _written(page.changed_at),
        "author": [_person(one) for one in page.contributors] or [publisher()],
        "publisher": publisher(),
        "sponsor": _named("Organization", publication.sponsor),
        "articleSection": publication.section.name if publication.section else "",
        "keywords": [topic.name for topic in page.topics],
        "image": [_picture(one) for one in _pictures(page)],
        "isPartOf": _series(publication),
        "position": publication.series_part if publication.series_id else None,
        "correction": [
            _said(
                {
                    "@type": "CorrectionComment",
                    "text": one.text,
                    "datePublished": _written(one.corrected_at),
                    "author": _named("Organization", one.signed_by),
                }
            )
            for one in page.corrections
        ],
        "inLanguage": publication.in_language,
        "isAccessibleForFree": True,
    }
    return _said(facts)


def trail(steps: Iterable[tuple[str, str]]) -> Facts:
    """The way from the front page: names and paths, the page itself last."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": full(path)}
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def article_trail(publication: Publication) -> Facts:
    """The way to an article: by its section if it has one."""
    steps = [(settings.SITE_NAME, reverse("sections:front"))]
    if publication.section:
        section = publication.section
        steps.append((section.name, section.get_absolute_url()))
    return trail([*steps, (publication.headline, publication.get_absolute_url())])


def website() -> Facts:
    """The site: its name, its publisher, and how to search it."""
    target = f"{full(reverse('articles:search'))}?q={{words}}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": full("/"),
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": publisher(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=words",
        },
    }


def publisher() -> Facts:
    """Who makes the magazine."""
    corrections = full(reverse("articles:corrections"))
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.SITE_NAME,
        "url": full("/"),
        "correctionsPolicy": corrections,
    }


def _pictures(page: ArticlePage) -> list[Image]:
    """The pictures on the page, each once, if there is anything of them to see."""
    found = [page.lead_image, *page.images.values()]
    return [one for one in dict.fromkeys(filter(None, found)) if one.renditions]


def _picture(image: Image) -> Facts:
    entry = image.largest()
    assert entry is not None
    facts = image_object(image, address_of(entry))
    return {**facts, "width": entry["width"], "height": entry["height"]}


def _person(contributor: Contributor) -> Facts:
    facts = _named("Person", contributor.name)
    facts["url"] = full(contributor.get_absolute_url())
    return _said({**facts, "jobTitle": contributor.role})


def _series(publication: Publication) -> Facts:
    series = publication.series if publication.series_id else None
    return _named("CreativeWorkSeries", series.name) if series else {}


def _named(kind: str, name: str) -> Facts:
    return {"@type": kind, "name": name} if name else {}


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _said(facts: Facts) -> Facts:
    """The facts without those that say nothing."""
    empty: tuple[Any, ...] = (None, "", [], {})
    return {name: value for name, value in facts.items() if value not in empty}
