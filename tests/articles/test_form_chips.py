"""Fields for several names: what they read, what they refuse, what they write back."""

import pytest
from django.core.exceptions import ValidationError

from articles.forms.chips import ContributorsField, PickedField, TopicsField
from articles.models import Article
from tests.factories import make_article, make_contributor

pytestmark = pytest.mark.django_db


@pytest.fixture
def picked():
    field = PickedField(required=False)
    field.pickable = Article.objects.all()
    return field


def refusal(field, text) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.messages


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        (None, []),
        (" , ,\n", []),
        ("Gas, Natural   gas\nOil", ["Gas", "Natural gas", "Oil"]),
        ("Gas, gas, GAS", ["Gas"]),
        ("Me\u0301xico, M\u00e9xico", ["M\u00e9xico"]),
        ("\U0001f986", ["\U0001f986"]),
    ],
)
def test_topics_are_parted_by_lines_and_commas(text, names):
    assert TopicsField(required=False).clean(text) == names


def test_a_topic_that_cannot_be_is_named():
    complaints = refusal(TopicsField(), f"Gas, {'x' * 61}, {'y' * 70}")
    assert [complaint[:4] for complaint in complaints] == ["“xxx", "“yyy"]


def test_too_many_topics_are_refused():
    assert len(TopicsField().clean(", ".join(map(str, range(30))))) == 30
    assert refusal(TopicsField(), ", ".join(map(str, range(31)))) == [
        "That is too much: at most 30."
    ]


@pytest.mark.parametrize("field", [TopicsField, ContributorsField, PickedField])
def test_nul_bytes_are_refused(field):
    assert refusal(field(), "a\0b") == ["Null characters are not allowed."]


def test_the_order_of_topics_is_no_change_but_a_topic_is():
    field = TopicsField()
    assert not field.has_changed(["Gas", "Oil"], "Oil,Gas")
    assert field.has_changed(["Gas", "Oil"], "Oil")


def test_the_order_of_bylines_is_a_change_but_space_is_not():
    field = ContributorsField()
    assert not field.has_changed(["A #1", "B #2"], "A #1\r\n\r\n B  #2 ")
    assert field.has_changed(["A #1", "B #2"], "B #2\nA #1")


def test_contributors_are_found_by_number_and_by_a_name_that_one_has():
    energy, trade = make_contributor("Energy desk"), make_contributor("Trade desk")
    found = ContributorsField().clean(f"trade DESK\nWhatever #{energy.pk}\nTrade desk")
    assert found == [trade, energy]


def test_unknown_and_ambiguous_contributors_are_named():
    make_contributor("Ana Paz", slug="ana-paz")
    make_contributor("Ana Paz", slug="ana-paz-2")
    field = ContributorsField()
    assert refusal(field, "Bo Li") == ["There is no contributor called “Bo Li”."]
    assert refusal(field, "ana paz") == [
        "Several are called “ana paz”: choose one of the suggestions."
    ]


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18, "9" * 40])
def test_numbers_of_nobody_are_no_contributor(number):
    assert len(refusal(ContributorsField(), f"X #{number}")) == 1


def test_picked_articles_keep_their_order_and_come_once(picked):
    first, second = make_article("First"), make_article("Second")
    text = f"Second #{second.pk}\nFirst #{first.pk}\nSecond #{second.pk}"
    assert picked.clean(text) == [second, first]


def test_an_article_that_may_not_be_known_cannot_be_picked(picked):
    known, secret = make_article("Known"), make_article("Secret")
    picked.pickable = Article.objects.filter(pk=known.pk)
    assert refusal(picked, f"X #{secret.pk}") == [
        f"“X #{secret.pk}” is none of the articles that you can pick."
    ]
    picked.before = frozenset({secret.pk})
    assert picked.clean(f"X #{secret.pk}\nY #{known.pk}") == [secret, known]


def test_typed_text_comes_back_as_it_was_typed():
    field = ContributorsField()
    assert field.prepare_value("Bo  Li\n") == "Bo  Li\n"
    assert field.prepare_value(["A #1", "B #2"]) == "A #1\nB #2"
    assert field.prepare_value(None) == ""
