"""Whoever guesses passwords is slowed down, by account and by address."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse

from newsroom import throttle
from newsroom.models import LoginAttempt
from newsroom.throttle import ThrottledAuthenticationForm, TooManyAttempts

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HERE, THERE = "192.0.2.1", "192.0.2.2"
WRONG = (
    "Please enter the correct username and password for a staff account. Note that"
    " both fields may be case-sensitive."
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ada():
    return User.objects.create_user("ada", password="right-enough", is_staff=True)


@pytest.fixture
def log_in(rf):
    def try_it(username="ada", password="wrong", address=HERE):
        request = rf.post("/admin/login/", REMOTE_ADDR=address)
        form = ThrottledAuthenticationForm(
            request, {"username": username, "password": password}
        )
        form.is_valid()
        return form

    return try_it


def errors(form):
    return form.errors.get("__all__", [])


def test_wrong_and_unknown_name_read_the_same(ada, log_in):
    assert errors(log_in("ada")) == [WRONG]
    assert errors(log_in("nobody")) == [WRONG]


def test_right_password_comes_in(ada, log_in):
    assert log_in(password="right-enough").get_user() == ada


def test_sixth_attempt_is_refused_even_with_the_right_password(ada, log_in):
    for _ in range(5):
        assert errors(log_in()) == [WRONG]
    refused = log_in(password="right-enough")
    assert errors(refused) == ["Too many attempts to log in. Try again in 16 minutes."]
    assert refused.get_user() is None


def test_account_is_refused_from_every_address_and_spelling(ada, log_in):
    for _ in range(5):
        log_in()
    assert log_in("ADA", address=THERE).closed_until == NOON + 15 * MINUTE


def test_other_account_is_not_refused(ada, log_in):
    for _ in range(5):
        log_in("grace")
    assert log_in(password="right-enough").get_user() == ada


def test_account_opens_when_the_time_is_over(ada, log_in, clock):
    for _ in range(5):
        log_in()
    clock.shift(15 * MINUTE - timedelta(seconds=1))
    assert errors(log_in(password="right-enough")) == [
        "Too many attempts to log in. Try again in 1 minute."
    ]
    clock.shift(timedelta(seconds=1))
    assert log_in(password="right-enough").get_user() == ada


def test_refused_attempts_do_not_prolong_the_wait(ada, log_in):
    for _ in range(9):
        log_in()
    assert LoginAttempt.objects.count() == 5


def test_whoever_goes_on_waits_longer(ada, log_in, clock):
    for _ in range(2):
        for _ in range(5):
            log_in()
        clock.shift(15 * MINUTE)
    assert log_in().closed_until == NOON + 60 * MINUTE


def test_success_forgets_the_accounts_attempts(ada, log_in):
    for _ in range(4):
        log_in()
    log_in("grace")
    log_in(password="right-enough")
    kept = LoginAttempt.objects.values_list("account", flat=True)
    assert list(kept) == [throttle.account_key("grace")]


def test_twenty_first_attempt_from_an_address_is_refused(ada, log_in):
    for number in range(20):
        assert errors(log_in(f"person{number}")) == [WRONG]
    assert log_in("ada", "right-enough").closed_until == NOON + 15 * MINUTE
    assert log_in("ada", "right-enough", THERE).get_user() == ada


def test_ipv6_visitor_counts_as_one_network(rf):
    keys = {
        throttle.address_key(rf.get("/", REMOTE_ADDR=address))
        for address in ("2001:db8::1", "2001:db8::ffff:1")
    }
    assert keys == {"2001:db8::/64"}


def test_visitor_without_address_still_counts(rf):
    assert throttle.address_key(rf.get("/", REMOTE_ADDR="")) == "unknown"


def test_account_is_not_kept_in_the_clear(log_in):
    log_in("my-secret-password")
    attempt = LoginAttempt.objects.get()
    assert len(attempt.account) == 64
    assert str(attempt) == "192.0.2.1 at 2026-11-22 12:00:00"


def test_reader_who_is_no_staff_is_told_nothing_more(log_in):
    User.objects.create_user("eve", password="right-enough")
    assert errors(log_in("eve", "right-enough")) == [WRONG]
    assert LoginAttempt.objects.count() == 1


def test_demo_password_opens_nothing_in_production(log_in, settings):
    User.objects.create_user("editor", password="newsroom-demo", is_staff=True)
    assert errors(log_in("editor", "newsroom-demo")) == [WRONG]
    settings.DEBUG = True
    assert log_in("editor", "newsroom-demo").errors == {}


def test_empty_form_is_not_an_attempt(log_in):
    assert log_in("", "").errors.keys() == {"username", "password"}
    assert LoginAttempt.objects.count() == 0


def test_refusal_is_answered_with_429(ada, rf, log_in):
    for _ in range(5):
        log_in()
    page = TemplateResponse(rf.get("/"), "admin/login.html", {"form": log_in()})
    answer = throttle.answer(page)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")


def test_other_log_in_pages_are_left_alone(ada, rf, log_in):
    page = TemplateResponse(rf.get("/"), "admin/login.html", {"form": log_in()})
    assert throttle.answer(page).status_code == 200
    assert throttle.answer(HttpResponse(status=302)).status_code == 302


def test_prune_forgets_after_a_day(log_in):
    log_in()
    kept, over = NOON + throttle.KEPT_FOR, NOON + throttle.KEPT_FOR + MINUTE
    assert (throttle.old(kept), throttle.prune(kept, 10)) == (0, 0)
    assert (throttle.old(over), throttle.prune(over, 10)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_see_one_another(rf):
    request = rf.post("/admin/login/", REMOTE_ADDR=HERE)

    def guess(_):
        try:
            throttle.admit("ada", request, at=NOON)
        except TooManyAttempts:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        admitted = sum(pool.map(guess, range(16)))
    assert admitted <= 5
    assert LoginAttempt.objects.count() == admitted


def test_attempt_is_counted_before_its_password_is_looked_at(rf):
    request = rf.post("/admin/login/", REMOTE_ADDR=HERE)
    for _ in range(5):
        throttle.admit("ada", request, at=NOON)
    with pytest.raises(TooManyAttempts):
        throttle.admit("ada", request, at=NOON)
