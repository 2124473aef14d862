"""Going back to what an article was: a new draft, and nothing lost."""

import pytest

from articles import publishing, restoring, writing
from articles.models import Article, Revision, Series
from articles.working_copy import WorkingCopy
from articles.writing import EditConflict
from tests.factories import (
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_image,
    make_live,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR


def rich() -> Article:
    """An article that says something in every field."""
    return make_article(
        standfirst="Two in three.",
        section=make_section(),
        lead_image=make_image(),
        lead_caption="A pump",
        topics=["Natural gas", "Imports"],
        contributors=[make_contributor()],
        picked=[make_article("Another")],
        search_headline="Gas",
        is_noindex=True,
        series=Series.objects.create(name="Power", slug="power"),
        series_part=2,
    )


def emptied(article: Article) -> Article:
    article = Article.objects.get(pk=article.pk)
    plain = Article(pk=article.pk, created_at=article.created_at, slug=article.slug)
    plain._state.adding = False
    writing.save(plain, by=None, at=NOON, topics=[], contributors=[], picked=[])
    return Article.objects.get(pk=article.pk)


def restore(article: Article, number: int, **facts) -> Article:
    revision = article.revisions.get(number=number)
    facts = {"by": None, "at": LATER, **facts}
    restoring.restore(article, revision, **facts)
    return Article.objects.get(pk=article.pk)


def test_everything_comes_back_as_a_new_draft():
    article = rich()
    before = WorkingCopy.of(article).snapshot
    ana = make_user("ana")
    article = restore(emptied(article), 1, by=ana)
    assert WorkingCopy.of(article).snapshot == before
    last = article.revisions.first()
    assert (last.kind, last.number, last.made_by) == (Revision.Kind.RESTORE, 3, ana)
    assert article.revisions.get(number=2).data["headline"] == ""


def test_readers_see_nothing_of_it():
    live = make_live()
    article = emptied(live.article)
    restore(article, 1)
    assert live.article.publications.live(LATER).get() == live


def test_what_was_deleted_since_is_left_out():
    article = rich()
    picked, contributor = article.picked.get(), article.contributors.get()
    article = emptied(article)
    for gone in (picked, contributor, *Series.objects.all()):
        gone.delete()
    article = restore(article, 1)
    assert (article.series_id, article.series_part) == (None, 2)
    assert list(article.picked.all()) == list(article.contributors.all()) == []
    assert article.lead_image is not None


def test_a_revision_from_before_a_field_was_there_leaves_it_empty():
    article = rich()
    article.revisions.update(data={"headline": "Old", "body": "<p>Old.</p>"})
    article = restore(article, 1)
    assert (article.headline, article.standfirst, article.series) == ("Old", "", None)
    assert (article.is_noindex, article.language) == (False, "")


def test_a_section_may_be_kept():
    article = rich()
    finance = make_section("Finance")
    Article.objects.update(section=finance)
    article.refresh_from_db()
    assert restore(article, 1, keeps_section=True).section == finance
    assert restore(article, 1).section.name == "Energy & Mining"


def test_who_saved_meanwhile_is_not_overwritten():
    article = emptied(rich())
    with pytest.raises(EditConflict):
        restore(article, 1, base_version=article.version - 1)
    assert Article.objects.get(pk=article.pk).headline == ""
    restore(Article.objects.get(pk=article.pk), 1, base_version=article.version)


def test_a_live_version_reads_like_the_copy_it_was_made_from():
    article = rich()
    publishing.publish(article, by=None, at=NOON)
    version = article.publications.get()
    copy = WorkingCopy.of(Article.objects.get(pk=article.pk))
    assert restoring.seen(version) == copy.snapshot
