"""Slugs: claimed once, kept for ever once readers have seen them."""

import re

from articles.models import Address, Article, Publication
from articles.slugs import slug_for, variants


def claim(article: Article) -> str:
    """Give ``article`` (saved) a slug of its own and return it.

    Takes ``article.slug``, else one made of the headline; numbers it when it belongs to
    another article. Safe against two people who claim the same at once. Releases slugs
    of this article that no publication ever had.
    """
    wanted = slug_for(article.slug or article.headline, "article")
    for slug in variants(wanted):
        Address.objects.bulk_create(
            [Address(slug=slug, article=article)], ignore_conflicts=True
        )
        if Address.objects.filter(slug=slug, article=article).exists():
            break
    _release_unused(article, slug)
    return slug


def _release_unused(article: Article, slug: str) -> None:
    """Delete the article's addresses that readers never had a chance to see."""
    seen = Publication.objects.filter(article=article).values("slug")
    unused = Address.objects.filter(article=article).exclude(slug=slug)
    unused.exclude(slug__in=seen).delete()


def follows_headline(article: Article) -> bool:
    """Whether the stored slug was made of the headline, and nobody has seen it."""
    stored = Article.objects.filter(pk=article.pk).values_list("headline", "slug").get()
    headline, slug = stored
    made = slug_for(headline, "article")
    if slug != made and not re.fullmatch(rf"{re.escape(made)}-[0-9]+", slug):
        return False
    return not Publication.objects.filter(article=article).exists()
