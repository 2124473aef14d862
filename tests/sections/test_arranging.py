"""Line-ups are saved so that what readers saw stays what readers saw."""

from datetime import timedelta

import pytest

from newsroom.models import PurgeRecord
from sections import arranging
from sections.arranging import Base, Overtaken
from sections.models import Fill, LineUp, Slot
from tests.factories import DAY, HOUR, NOON, make_live, make_section, make_user
from tests.sections.boards import make_line_up, placed, slots

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_user("ana", role="Managing editor")


@pytest.fixture
def three():
    return [make_live(name, at=NOON - 2 * DAY, topics=[name]) for name in "ABC"]


def arrange(by, shown, *, base=None, version=None, at=NOON, starts_at=None, **facts):
    line_up = LineUp(starts_at=starts_at or at, **facts.pop("line_up", {}))
    known = base.version if base and version is None else version or 0
    return arranging.arrange(
        line_up, slots(*shown), base=Base(base, known), by=by, at=at, **facts
    )


def told() -> list[tuple[list[str], timedelta]]:
    rows = PurgeRecord.objects.order_by("pk")
    return [(row.keys, row.due_at - NOON) for row in rows]


def test_a_line_up_in_force_is_never_edited(ana, three):
    old = make_line_up(*three[:1])
    made = arrange(ana, three[1:], base=old)
    assert (placed(old), placed(made)) == (["A"], ["B", "C"])
    assert (made.starts_at, made.created_by) == (NOON, ana)
    standing = [arranging.in_force(None, at) for at in (NOON - HOUR, NOON)]
    assert standing == [old, made]


def test_a_line_up_to_come_is_edited_in_place(ana, three):
    coming = make_line_up(*three[:1], starts_at=NOON + HOUR)
    made = arrange(ana, three[1:], base=coming, starts_at=NOON + 2 * HOUR)
    assert (made.pk, made.version) == (coming.pk, 1)
    assert (placed(made), made.starts_at) == (["B", "C"], NOON + 2 * HOUR)
    assert LineUp.objects.count() == 1


def test_one_that_has_started_meanwhile_stays_as_it_started(ana, three):
    coming = make_line_up(*three[:1], starts_at=NOON)
    late = NOON + timedelta(minutes=1)
    made = arrange(ana, three[1:], base=coming, at=late, starts_at=NOON)
    assert (placed(coming), placed(made), made.starts_at) == (["A"], ["B", "C"], late)


def test_changes_for_later_leave_what_is_in_force_alone(ana, three):
    old = make_line_up(*three[:1])
    made = arrange(ana, three[1:], base=old, starts_at=NOON + DAY)
    assert arranging.in_force(None, NOON) == old
    assert arranging.in_force(None, NOON + DAY) == made


def test_words_picture_end_and_fill_are_kept(ana, three):
    own = slots(three[0])
    own[0].headline, own[0].standfirst, own[0].ends_at = "Here", "So", NOON + HOUR
    topic = three[0].article.topics.get()
    typed = LineUp(starts_at=NOON, note="Morning", fill=Fill.TOPIC, fill_topic=topic)
    made = arranging.arrange(typed, own, base=Base(None), by=ana, at=NOON)
    slot = Slot.objects.get()
    assert (slot.headline, slot.standfirst, slot.ends_at) == ("Here", "So", NOON + HOUR)
    assert (made.note, made.fill, made.fill_topic) == ("Morning", Fill.TOPIC, topic)


def test_a_topic_is_forgotten_when_another_rule_fills(ana, three):
    topic = three[0].article.topics.get()
    facts = {"fill": Fill.EVERYWHERE, "fill_topic": topic}
    assert arrange(ana, three, line_up=facts).fill_topic is None


def test_each_article_is_placed_once(ana, three):
    made = arrange(ana, [three[0], three[1], three[0]])
    assert placed(made) == ["A", "B"]


def test_two_editors_of_what_is_in_force_are_told_of_one_another(ana, three):
    old = make_line_up(*three[:1])
    first = arrange(ana, three[:2], base=old)
    with pytest.raises(Overtaken) as overtaken:
        arrange(ana, three[2:], base=old, at=NOON + HOUR)
    assert overtaken.value.theirs == first
    mine = arrange(ana, three[2:], base=old, at=NOON + HOUR, anyway=True)
    assert [placed(row) for row in (old, first, mine)] == [["A"], ["A", "B"], ["C"]]


def test_two_editors_of_one_to_come_are_told_of_one_another(ana, three):
    coming = make_line_up(*three[:1], starts_at=NOON + HOUR)
    arrange(ana, three[:2], base=coming, starts_at=NOON + HOUR)
    with pytest.raises(Overtaken) as overtaken:
        arrange(ana, three[2:], base=coming, version=0, starts_at=NOON + HOUR)
    theirs = overtaken.value.theirs
    assert (placed(theirs), theirs.version) == (["A", "B"], 1)


def test_what_has_come_into_force_meanwhile_is_not_hidden_unseen(ana, three):
    old = make_line_up(*three[:1])
    six = make_line_up(*three[:2], starts_at=NOON)
    with pytest.raises(Overtaken) as overtaken:
        arrange(ana, three[2:], base=old, at=NOON + HOUR)
    assert overtaken.value.theirs == six


def test_two_for_the_same_moment_are_told_of_one_another(ana, three):
    first = arrange(ana, three[:1], starts_at=NOON + DAY)
    with pytest.raises(Overtaken) as overtaken:
        arrange(ana, three[1:], starts_at=NOON + DAY)
    assert overtaken.value.theirs == first


def test_one_deleted_meanwhile_is_not_brought_back_in_silence(ana, three):
    coming = make_line_up(*three[:1], starts_at=NOON + HOUR)
    LineUp.objects.all().delete()
    with pytest.raises(Overtaken) as overtaken:
        arrange(ana, three[1:], base=coming, starts_at=NOON + HOUR)
    assert overtaken.value.theirs is None
    made = arrange(ana, three, base=coming, starts_at=NOON + HOUR, anyway=True)
    assert placed(made) == ["A", "B", "C"]


def test_dropping_one_in_force_brings_back_the_one_before_and_keeps_the_past(
    ana, three
):
    first = make_line_up(*three[:1], starts_at=NOON - 2 * DAY, fill=Fill.EVERYWHERE)
    second = make_line_up(*three[1:])
    made = arranging.drop(second, by=ana, at=NOON)
    assert (placed(made), made.fill) == (["A"], Fill.EVERYWHERE)
    moments = [NOON - 2 * DAY, NOON - HOUR, NOON]
    standing = [arranging.in_force(None, at) for at in moments]
    assert standing == [first, second, made]


def test_dropping_the_only_one_lets_the_page_fill_itself(ana, three):
    only = make_line_up(*three)
    assert placed(arranging.drop(only, by=ana, at=NOON)) == []
    assert placed(arranging.in_force(None, NOON - HOUR)) == ["A", "B", "C"]


def test_dropping_one_to_come_deletes_it(ana, three):
    coming = make_line_up(*three, starts_at=NOON + HOUR)
    assert arranging.drop(coming, by=ana, at=NOON) is None
    assert not LineUp.objects.exists()


def test_only_what_is_in_force_gives_way(ana, three):
    past = make_line_up(*three, starts_at=NOON - 2 * DAY)
    make_line_up()
    with pytest.raises(Overtaken):
        arranging.drop(past, by=ana, at=NOON)
    assert LineUp.objects.count() == 2


def test_the_page_is_told_now_and_at_each_moment_that_matters(ana, three):
    energy = make_section()
    PurgeRecord.objects.all().delete()
    base = arrange(ana, three, starts_at=NOON + 2 * HOUR, line_up={"section": energy})
    arrange(
        ana,
        three,
        base=base,
        starts_at=NOON + HOUR,
        line_up={"section": energy},
    )
    arranging.drop(base, by=ana, at=NOON)
    page = [f"section-{energy.pk}"]
    zero = timedelta(0)
    assert told() == [
        (page, zero),
        (page, 2 * HOUR),
        (page, zero),
        (page, HOUR),
        (page, 2 * HOUR),
        (page, zero),
        (page, HOUR) if base.starts_at == NOON + HOUR else (page, 2 * HOUR),
    ]
