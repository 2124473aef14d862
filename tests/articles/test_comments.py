"""What the desk says: to whom it comes, and which paragraph it is about."""

import pytest

from articles import anchors, comments
from articles.models import Comment, Notice
from articles.richtext.texts import block_texts
from tests.factories import (
    HOUR,
    NOON,
    make_article,
    make_contributor,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db
TEXT = "<p>Gas comes from abroad.</p><h2>Then</h2><p>Coal was dug at home.</p>"


@pytest.fixture
def writer():
    return make_user("mei", role="Writer")


@pytest.fixture
def chief():
    return make_user("ana", role="Managing editor")


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.order_by("person__username", "pk")
    return [(row.person.username, row.kind) for row in rows]


# --- who is told --------------------------------------------------------------------
def test_whose_article_it_is_learns_of_a_comment(writer, chief):
    named = make_contributor(user=make_user("bo", role="Writer"))
    article = make_article(by=writer, contributors=[named])
    said = comments.say(article, " Whose gas? ", by=chief, at=NOON)
    assert (said.comment.text, said.comment.author) == ("Whose gas?", chief)
    assert told() == [("bo", "commented"), ("mei", "commented")]


def test_whoever_is_mentioned_is_told_once(writer, chief):
    make_user("bo.li", role="Managing editor")
    article = make_article(by=writer)
    said = comments.say(article, "@Mei, ask @bo.li. @bo.li!", by=chief, at=NOON)
    assert said.unreached == []
    assert told() == [("bo.li", "mentioned"), ("mei", "mentioned")]
    assert {user.username for user in said.comment.mentioned.all()} == {"bo.li", "mei"}


def test_who_may_not_open_the_article_is_not_told_and_the_speaker_is(chief):
    article = make_article(section=make_section())
    make_user("mei", role="Writer")
    make_user("pia", role="Photo editor")
    said = comments.say(article, "@mei @pia @nobody", by=chief, at=NOON)
    assert said.unreached == ["mei", "pia", "nobody"]
    assert told() == []


@pytest.mark.parametrize("text", ["a@mei.example", "@", "mei", "@@mei", "x@mei"])
def test_an_address_is_no_mention(writer, chief, text):
    article = make_article(section=make_section(), by=chief)
    assert comments.say(article, text, by=chief, at=NOON).unreached == []


def test_an_answer_opens_the_thread_again_and_tells_who_spoke(writer, chief):
    other = make_user("bo", role="Managing editor")
    article = make_article(by=writer)
    first = comments.say(article, "Whose?", by=other, at=NOON).comment
    assert comments.resolve(first, by=chief, at=NOON) is True
    assert comments.resolve(first, by=other, at=NOON) is False
    Notice.objects.all().delete()
    second = comments.say(article, "Ours.", by=chief, at=NOON, answers=first).comment
    third = comments.say(article, "All?", by=other, at=NOON, answers=second).comment
    assert {second.answers, third.answers} == {first}
    assert Comment.objects.get(pk=first.pk).resolved_at is None
    assert told() == [
        ("ana", "commented"),
        ("bo", "commented"),
        ("mei", "commented"),
        ("mei", "commented"),
    ]


# --- where it stands ------------------------------------------------------------------
def test_the_blocks_of_a_body_are_its_paragraphs():
    body = (
        "<p>A <strong>b</strong>old<br>line &amp; more</p><ul><li><p>One</p></li>"
        '<li><p>Two</p></li></ul><figure data-image="1"><figcaption>Seen</figcaption>'
        "</figure><hr><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    expected = ["A bold line & more", "One Two", "Seen", "", "1 2"]
    assert block_texts(body) == expected


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (TEXT, 2),
        ("<p>New on top.</p>" + TEXT, 3),
        ("<p>Coal was dug at home.</p>", 0),
        ("<p>Coal was dug at home by hand.</p><p>More</p>", 0),
        ("<p>Gas comes from abroad.</p>", None),
        ("", None),
    ],
)
def test_a_comment_follows_its_paragraph_by_the_words(body, place):
    blocks = anchors.paragraphs(body)
    assert anchors.place("Coal was dug at home.", 2, blocks) == place


def test_of_two_paragraphs_that_say_the_same_the_nearer_one_counts():
    blocks = ["Yes.", "No.", "Yes."]
    assert [anchors.place("Yes.", was, blocks) for was in (0, 2, 9)] == [0, 2, 2]


def test_threads_stand_in_the_order_of_the_text_with_orphans_first(chief):
    article = make_article(body=TEXT)

    def say(text, **place):
        return comments.say(article, text, by=chief, at=NOON, **place).comment

    last = say("On coal", paragraph=2, quote="Coal was dug at home.")
    first = say("On gas", paragraph=0, quote="Gas comes from abroad.")
    say("On all")
    lost = say("On what is gone", paragraph=1, quote="Entirely other words")
    done = say("Done", paragraph=0, quote="Gas comes from abroad.")
    comments.resolve(done, by=chief, at=NOON + HOUR)
    say("Answer", answers=first)
    found = comments.threads(article, TEXT)
    assert [each.comment.text for each in found] == [
        "On what is gone",
        "On all",
        "On gas",
        "On coal",
        "Done",
    ]
    assert [each.is_orphaned for each in found] == [True] + 4 * [False]
    assert [each.block for each in found] == [None, None, 0, 2, 0]
    assert [reply.text for reply in found[2].replies] == ["Answer"]
    assert {lost.quote, last.quote} == {"Entirely other words", "Coal was dug at home."}


def test_reading_threads_costs_the_same_for_one_and_many(
    chief, django_assert_num_queries
):
    article = make_article(body=TEXT)
    for number in range(12):
        first = comments.say(article, f"{number}", by=chief, at=NOON).comment
        comments.say(article, "Yes", by=chief, at=NOON, answers=first)
    with django_assert_num_queries(1):
        assert len(comments.threads(article, TEXT)) == 12
