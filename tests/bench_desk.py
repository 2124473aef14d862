"""What the desk costs the server: a table for docs/performance.md.

    python -m tests.bench_desk

An article of 2,400 words with 1,000 revisions, on the database that DATABASE_URL names
(SQLite without it), emptied before and after. The median of 21 runs counts.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

WORDS, REVISIONS, RUNS = 2400, 1000, 21
Measure = Callable[[], object]


def prose(seed: int, words: int = WORDS) -> str:
    """A body of paragraphs of plausible length, always the same for a seed."""
    dice = random.Random(seed)
    known = [f"word{number}" for number in range(600)]
    paragraphs, left = [], words
    while left > 0:
        count = min(left, dice.randint(30, 90))
        paragraphs.append(" ".join(dice.choices(known, k=count)))
        left -= count
    return "".join(f"<p>{text.capitalize()}.</p>" for text in paragraphs)


def edited(body: str, share: float = 0.05) -> str:
    """The body after a day's work: some words are others, one paragraph moved."""
    dice = random.Random(1)
    words = [
        f"new{dice.randint(1, 99)}"
        if dice.random() < share and "<" not in word
        else word
        for word in body.split(" ")
    ]
    paragraphs = " ".join(words).split("</p>")[:-1]
    paragraphs.insert(3, paragraphs.pop())
    return "".join(f"{text}</p>" for text in paragraphs)


def diffs() -> dict[tuple[str, int], Measure]:
    """Two bodies of the size compared: a day's work, and nothing in common."""
    from articles import differences

    body, other = prose(1), prose(2)
    changed = edited(body)
    return {
        ("diff of 2,400 words, 5 % edited", 50): lambda: _written(
            differences.bodies(body, changed)
        ),
        ("diff of 2,400 words, all different", 50): lambda: _written(
            differences.bodies(body, other)
        ),
    }


def _written(blocks: list[Any]) -> list[str]:
    return [block.html for block in blocks]


def pages() -> dict[tuple[str, int], Measure]:
    """The pages of an article with a long history, for a managing editor."""
    from django.urls import reverse

    from articles.models import Article, Revision
    from tests.desk import signed_in, typed
    from tests.factories import NOON, make_live, make_section, make_user

    body = prose(1)
    article = make_live("A long history", body=body, section=make_section()).article
    data = article.revisions.first().data
    Revision.objects.bulk_create(
        Revision(article=article, number=number, kind="save", made_at=NOON, data=data)
        for number in range(10, REVISIONS + 10)
    )
    Article.objects.update(headline="Changed since", body=edited(body))
    desk = signed_in(make_user("ana", role="Managing editor"))
    posted = typed(article)

    def address(name: str) -> str:
        return reverse(f"admin:articles_article_{name}", args=[article.pk])

    def opened(name: str) -> None:
        assert desk.get(address(name)).status_code == 200

    def asked() -> None:
        assert desk.post(address("gate"), posted).status_code == 200

    keeping = {"person": desk.session["_auth_user_id"], "unsaved_key": "bench-000001"}

    def kept(name: str) -> None:
        assert desk.post(address(name), {**posted, **keeping}).status_code == 200

    return {
        ("autosave", 30): lambda: kept("autosave"),
        ("presence", 30): lambda: kept("presence"),
        ("article form, 1,000 revisions", 150): lambda: opened("change"),
        ("history, 1,000 revisions", 150): lambda: opened("history"),
        ("compare live and desk", 150): lambda: opened("compare"),
        ("publish dialog", 300): asked,
    }


def milliseconds(measure: Measure) -> tuple[float, float]:
    """The medians of many runs after two to warm up: by the clock, and of the CPU."""
    times, works = [], []
    for _run in range(RUNS + 2):
        started, worked = time.perf_counter(), time.process_time()
        measure()
        times.append((time.perf_counter() - started) * 1000)
        works.append((time.process_time() - worked) * 1000)
    return statistics.median(times[2:]), statistics.median(works[2:])


def main() -> int:
    """Measure in a database of our own; 1 when something is over its budget."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.test.utils import get_runner

    django.setup()
    from django.conf import settings
    from django.db import connection

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        print(f"| the desk on {connection.vendor} | ms | of these CPU | at most |")
        print("|---|---:|---:|---:|")
        late = False
        for (name, budget), measure in {**diffs(), **pages()}.items():
            took, work = milliseconds(measure)
            late |= took > budget
            print(f"| {name} | {took:.0f} | {work:.0f} | {budget} |", flush=True)
    finally:
        runner.teardown_databases(databases)
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
