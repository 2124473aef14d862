"""How good related articles are, beside two other ways: for docs/performance.md.

    python -m tests.bench_related [folder with the corpora]

Leave one out. Of an article one thing that people said about it is hidden; its four
nearest are found by all the rest; a hit is a neighbour of which people said the same.
With posts that carry tags (18F), the hidden thing is one tag. With headlines in
categories (HuffPost), words of the headline stand for topics; hidden is the category.
"""

import json
import math
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
SHOWN = 4
SAMPLE = 300
NOW = datetime(2026, 11, 22, tzinfo=UTC)
# Words of a headline that say what it is about: neither everywhere nor only once.
RARE, FREQUENT = 2, 150
Finder = Callable[[int, frozenset[str]], list[int]]


@dataclass
class Post:
    """What is known of one article: when it appeared, its topics, what people said."""

    title: str
    at: datetime
    topics: list[str]
    said: frozenset[str]


def tagged_posts(folder: Path) -> list[Post]:
    """Posts in Markdown with a list of tags in front."""
    posts = []
    for path in sorted(folder.glob("*.md")):
        front = path.read_text(errors="replace").split("---")[1]
        tags = re.search(r"^tags:\s*\n((?:\s*-.*\n?)+)", front, re.M)
        names = re.findall(r"-\s*['\"]?([^'\"\n]+)", tags[1]) if tags else []
        tidy = sorted({" ".join(name.replace(",", " ").split())[:60] for name in names})
        year, month, day, title = path.stem.split("-", 3)
        at = datetime(int(year), int(month), int(day), tzinfo=UTC)
        posts.append(Post(title, at, tidy, frozenset(tidy)))
    return posts


def headlines(path: Path) -> list[Post]:
    """Headlines with a category, as JSON on lines."""
    rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    words = [set(re.findall(r"[a-z]{4,}", row["headline"].lower())) for row in rows]
    spread = Counter(word for found in words for word in found)
    return [
        Post(
            row["headline"][:200],
            datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
            sorted(word for word in found if RARE <= spread[word] <= FREQUENT),
            frozenset({row["category"]}),
        )
        for row, found in zip(rows, words, strict=True)
    ]


def load(posts: Sequence[Post]) -> dict[int, Post]:
    """Publish the posts, written in bulk; by the id of their article."""
    from articles import related
    from articles.linking import relink
    from articles.models import (
        Article,
        ArticleTopic,
        Publication,
        PublicationBody,
        Topic,
    )
    from articles.working_copy import WorkingCopy, compose

    Article.objects.all().delete()
    articles = Article.objects.bulk_create(
        Article(headline=post.title[:200] or "-", slug=f"post-{n}")
        for n, post in enumerate(posts)
    )
    every = sorted({name for post in posts for name in post.topics})
    known = dict(zip(every, Topic.objects.named(every), strict=False))
    rows, bodies = [], []
    for article, post in zip(articles, posts, strict=True):
        topics = list(dict.fromkeys(known[name] for name in post.topics))
        row = compose(WorkingCopy(article, topics))
        row.published_at = row.live_from = row.changed_at = row.created_at = post.at
        rows.append(row)
        bodies.append(row.body)
        ArticleTopic.objects.bulk_create(
            ArticleTopic(content_object=article, tag=topic) for topic in topics
        )
    Publication.objects.bulk_create(rows)
    PublicationBody.objects.bulk_create(bodies)
    for row in rows:
        relink(row.article, [row], NOW)
    related.recount_topics(NOW)
    return {row.article_id: post for row, post in zip(rows, posts, strict=True)}


def shipped() -> Finder:
    """What readers get: bounded candidates, exact scores."""
    from articles import related
    from articles.models import Publication, Topic

    keys = dict(Topic.objects.values_list("name", "pk"))

    def find(article_id: int, topics: frozenset[str]) -> list[int]:
        publication = Publication.objects.get(article=article_id)
        publication.topic_ids = [keys[name] for name in topics if name in keys]
        return [pk for pk, _score in related.scores(publication, NOW)[:SHOWN]]

    return find


def unbounded(posts: dict[int, Post]) -> Finder:
    """The same score over every article of the archive."""
    from articles.related import FADING, LASTING

    carried: dict[str, set[int]] = defaultdict(set)
    for pk, post in posts.items():
        for name in post.topics:
            carried[name].add(pk)
    newest = max(posts)

    def find(article_id: int, topics: frozenset[str]) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for name in topics:
            weight = math.log1p(newest / (1 + len(carried[name])))
            for pk in carried[name] - {article_id}:
                gap = abs(posts[pk].at - posts[article_id].at) / FADING
                scores[pk] += weight * (LASTING + (1 - LASTING) * math.exp(-gap))
        order = sorted(scores, key=lambda pk: (scores[pk], posts[pk].at, pk))
        return order[: -SHOWN - 1 : -1]

    return find


def similar() -> Finder:
    """taggit's own answer: similar_objects(), by the number of shared tags."""
    from django.db import transaction

    from articles.models import Article, ArticleTopic

    def find(article_id: int, topics: frozenset[str]) -> list[int]:
        with transaction.atomic():
            rows = ArticleTopic.objects.filter(content_object=article_id)
            rows.exclude(tag__name__in=topics).delete()
            article: Any = Article.objects.get(pk=article_id)
            found = [row.pk for row in article.topics.similar_objects()[:SHOWN]]
            transaction.set_rollback(True)
        return found

    return find


def questions(posts: dict[int, Post], *, hides_topic: bool) -> Iterator[Any]:
    """(article, topics to go by, what a hit must have), the same for every way."""
    draw = random.Random(2026)
    ids = [pk for pk, post in posts.items() if len(post.topics) > hides_topic]
    spread = Counter(said for post in posts.values() for said in post.said)
    for pk in draw.sample(ids, min(SAMPLE, len(ids))):
        post = posts[pk]
        hidden = draw.choice(sorted(post.said))
        # Nobody can find what nobody else has.
        if spread[hidden] > SHOWN:
            yield pk, frozenset(post.topics) - {hidden}, hidden


def precision(find: Finder, posts: dict[int, Post], asked: list[Any]) -> Any:
    """(precision at four, milliseconds an article)."""
    started, hits = time.process_time(), 0
    for pk, topics, hidden in asked:
        hits += sum(hidden in posts[other].said for other in find(pk, topics))
    spent = time.process_time() - started
    return hits / (SHOWN * len(asked)), 1000 * spent / len(asked)


def table(name: str, posts: Sequence[Post], *, hides_topic: bool) -> list[str]:
    """The rows of one corpus, in Markdown."""
    loaded = load(posts)
    asked = list(questions(loaded, hides_topic=hides_topic))
    ways = {
        "shipped: bounded, stored": shipped(),
        "the same score, unbounded": unbounded(loaded),
        "taggit's similar_objects": similar(),
    }
    found = {way: precision(find, loaded, asked) for way, find in ways.items()}
    ours = found["shipped: bounded, stored"][0]
    return [
        f"| {name}, {len(loaded)} articles, {len(asked)} asked | {way} | {hits:.3f} "
        f"| {ours / hits if hits else math.inf:.2f} | {spent:.1f} |"
        for way, (hits, spent) in found.items()
    ]


def main() -> int:
    """Make a database for the occasion, and print the table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    if not data.is_dir():
        print(f"related: no corpora at {data}: left out")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEBUG": "1", "VAR_DIR": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        rows = table(
            "18F (tags)",
            tagged_posts(data / "posts-markdown/18f-posts"),
            hides_topic=True,
        )
        for path in sorted((data / "corpora/huffpost").iterdir()):
            rows += table("HuffPost (words)", headlines(path), hides_topic=False)
    print("| corpus | way | precision at 4 | shipped ÷ this | CPU ms |")
    print("|---|---|---:|---:|---:|")
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
