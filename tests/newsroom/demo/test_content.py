"""The demonstration's texts and pictures, and how their files are read."""

import re
import shutil
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image as Pixels

from articles.models import Image
from articles.richtext import clean, plain_text
from newsroom.demo import content
from newsroom.demo.content import PICTURE_IN_TEXT, ArticleText, Content, ContentError

LICENCES = {"CC0 1.0", "CC BY 2.0", "Public domain"}


@pytest.fixture(scope="module")
def magazine() -> Content:
    """The texts and pictures as they are in their files."""
    return content.read()


def live(magazine: Content) -> list[ArticleText]:
    return [article for article in magazine.articles if article.is_live]


def test_magazine_has_every_state_an_article_can_be_in(magazine: Content) -> None:
    states = Counter(article.state for article in magazine.articles)
    assert states == {
        "live": 47,
        "scheduled": 1,
        "draft": 4,
        "in_review": 2,
        "withdrawn": 2,
    }
    changes = [change for article in live(magazine) for change in article.changes]
    days = [change.clock.days if change.clock else None for change in changes]
    assert sorted(days, key=str) == [-6, 0, 2, None]
    notices = [a.withdrawal.notice for a in magazine.articles if a.withdrawal]
    assert sorted(bool(notice) for notice in notices) == [False, True]


def test_magazine_has_articles_that_lack_what_may_be_lacking(magazine: Content) -> None:
    articles = live(magazine)
    assert [a.slug for a in articles if a.is_brief] == [
        "in-brief-electricity-reaches-everyone"
    ]
    assert sum(not article.section for article in articles) == 3
    assert sum(not article.standfirst for article in articles) == 9
    bare = Counter(a.section for a in articles if not a.picture)
    slugs = [section.slug for section in magazine.sections]
    assert [slug for slug in slugs if bare[slug] < 2] == []
    assert sum(bool(PICTURE_IN_TEXT.search(a.body)) for a in articles) == 7


def test_magazine_is_named_by_desks_and_topics(magazine: Content) -> None:
    assert len(magazine.contributors) == 10
    assert {name for article in live(magazine) for name in article.by} == {
        person.slug for person in magazine.contributors
    }
    topics = Counter(topic for a in live(magazine) for topic in a.topics)
    assert set(topics) == set(magazine.topics)
    assert 20 <= len(topics) <= 30


def test_every_published_article_has_three_to_five_topics(magazine: Content) -> None:
    public = [a for a in magazine.articles if a.state not in {"draft", "in_review"}]
    assert [a.slug for a in public if not 3 <= len(a.topics) <= 5] == []


def test_every_live_article_shares_a_topic_with_three_others(magazine: Content) -> None:
    shared: Counter[str] = Counter()
    for one, other in combinations(live(magazine), 2):
        if set(one.topics) & set(other.topics):
            shared += Counter([one.slug, other.slug])
    assert [a.slug for a in live(magazine) if shared[a.slug] < 3] == []


def test_every_body_is_canonical_and_names_its_source(magazine: Content) -> None:
    for article in magazine.articles:
        body = PICTURE_IN_TEXT.sub('data-image="7"', article.body)
        assert clean(body) == body
        if article.is_live and body:
            assert re.search(r"(Source|Fuente): CIA World Factbook\.</p>$", body)


def test_long_read_has_everything_a_body_can_have(magazine: Content) -> None:
    long = next(a for a in live(magazine) if a.slug == "mexico-by-its-own-figures")
    assert len(plain_text(long.body).split()) > 1500
    assert [mark for mark in ("<h2>", "<table>", 'class="pull"', "<figure")
            if mark not in long.body] == []  # fmt: skip


def test_every_picture_has_a_true_credit_and_a_free_licence(magazine: Content) -> None:
    for picture in magazine.pictures.values():
        image = Image(**picture.facts)
        assert [image.has_credit, image.has_alternative] == [True, True]
        assert image.caption
        assert image.licence in LICENCES
        assert image.licence_url.startswith("https://")
        assert picture.origin


def test_pictures_are_small_enough_to_ship(magazine: Content) -> None:
    files = [picture.path for picture in magazine.pictures.values()]
    assert sorted(files) == sorted((content.HERE / "pictures").iterdir())
    assert sum(path.stat().st_size for path in files) < 4_000_000
    for path in files:
        with Pixels.open(path) as pixels:
            assert pixels.width <= 1600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the magazine's files, to be spoilt."""
    return Path(shutil.copytree(content.HERE, tmp_path / "demo"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"Coal", ', '"Cole", ', "there is no topic “Cole”"),
        ('["energy-desk"]', '["nobody"]', "there is no contributor “nobody”"),
        ('"energy-mining"', '"sport"', "there is no section “sport”"),
        ('"coal-mine"', '"gold-mine"', "there is no picture “gold-mine”"),
        ('"15:20"', '"25:20"', "“25:20” is not a time of day such as 09:35"),
        ("days_ago = 14", "days_ago = 0", "happened before noon"),
        ("headline =", "title =", "unexpected keyword argument 'title'"),
        ("+++\n<p>", "<p>", "do not stand between +++ and +++"),
        ("days_ago", 'related = ["two-ledgers"]\ndays_ago', "earlier article"),
        ("days_ago", 'state = "lost"\ndays_ago', "there is no state “lost”"),
        (
            "\n+++\n<p>",
            '\n[pending]\nchanges = [["not there", ""]]\n+++\n<p>',
            "not there once: “not there”",
        ),
    ],
)
def test_reading_complains_of_what_cannot_be(
    folder: Path, old: str, new: str, complaint: str
) -> None:
    path = folder / "articles" / "coal-mostly-imported.html"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError, match=re.escape(complaint)) as caught:
        content.read(folder)
    assert str(caught.value).startswith("coal-mostly-imported")


def test_reading_complains_of_a_missing_picture_file(folder: Path) -> None:
    (folder / "pictures" / "sky.jpg").unlink()
    with pytest.raises(ContentError, match=r"^pictures\.toml: sky: there is no sky"):
        content.read(folder)


def test_reading_complains_of_a_table_that_is_no_table(folder: Path) -> None:
    (folder / "sections.toml").write_text("[finance", "utf-8")
    with pytest.raises(ContentError, match=r"^sections\.toml: "):
        content.read(folder)
