"""The menu: the sections in their order, looked up once."""

import pytest
from django.test import RequestFactory

from sections.navigation import menu, sections_of
from tests.factories import make_section

pytestmark = pytest.mark.django_db


def test_menu_leaves_out_what_is_not_in_the_menu():
    last = make_section("Last", position=2)
    make_section("Hidden", in_navigation=False)
    first = make_section("First", position=1)
    assert menu(RequestFactory().get("/"))["menu"]() == [first, last]


def test_sections_are_looked_up_once_and_only_when_asked(django_assert_num_queries):
    make_section()
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        offered = menu(request)["menu"]
    with django_assert_num_queries(1):
        offered()
        sections_of(request)
