"""Limits on coming in: how many, for how long, counted by what, and kept under which name."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

import time_machine
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory, override_settings

from accounts import limits
from accounts.models import User
from tests.accounts.test_signup import the_link
from tests.base import PASSWORD, TestCase, code_now, make_user, set_up_second_factor

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOGIN, SIGNUP, RESET = "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"
CODE = "/accounts/2fa/authenticate/"
WRONG = {"login": "ada@example.org", "password": "not my password"}


def rows() -> list[tuple[Any, ...]]:
    """Return what the database keeps of the counters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM limits")
        return list(cursor.fetchall())


class LimitCase(TestCase):
    """It is noon until the test says otherwise."""

    def setUp(self) -> None:
        self.ada = make_user("ada")
        self.clock = time_machine.travel(NOON, tick=False)
        self.now = self.clock.start()
        self.addCleanup(self.clock.stop)
        self.places = (f"10.{n // 250}.{n % 250}.1" for n in count())

    def post(self, url: str, data: dict[str, str], **sent: Any) -> Any:
        """Send a form as someone who names another place of origin each time."""
        headers = {"x-forwarded-for": next(self.places)} | sent.pop("headers", {})
        return self.client.post(url, data, headers=headers, **sent)

    def statuses(self, url: str, forms: Iterator[dict[str, str]], times: int) -> list[int]:
        """Return how each of so many forms was answered."""
        return [self.post(url, next(forms)).status_code for _ in range(times)]

    def assert_full_after(
        self, tries: int, wait: int, url: str, forms: Iterator[dict[str, str]], *, well: int = 200
    ) -> None:
        """Fail unless one more than the tries is told to wait, exactly as long as it has to."""
        self.assertEqual(self.statuses(url, forms, tries), [well] * tries)
        full = self.post(url, next(forms))
        self.assertEqual((full.status_code, full.headers["Retry-After"]), (429, str(wait)))

        self.now.shift(timedelta(seconds=wait - 1))
        early = self.post(url, next(forms))
        self.assertEqual((early.status_code, early.headers["Retry-After"]), (429, "1"))

        self.now.shift(timedelta(seconds=1))
        self.assertEqual(self.post(url, next(forms)).status_code, well)


def same(form: dict[str, str]) -> Iterator[dict[str, str]]:
    """Send one form again and again."""
    while True:
        yield form


def changing(field: str, form: dict[str, str]) -> Iterator[dict[str, str]]:
    """Send a form with another address each time."""
    return (form | {field: f"someone{n}@example.org"} for n in count())


class VisitorTests(LimitCase):
    def test_five_wrong_passwords_for_one_address_then_five_minutes(self) -> None:
        self.assert_full_after(5, 300, LOGIN, same(WRONG))

    def test_an_address_without_an_account_is_limited_like_any(self) -> None:
        self.assert_full_after(5, 300, LOGIN, same(WRONG | {"login": "no@example.org"}))

    def test_ten_wrong_passwords_from_one_place_then_a_minute(self) -> None:
        self.assert_full_after(10, 60, LOGIN, changing("login", WRONG))

    def test_thirty_tries_to_sign_in_from_one_place_then_a_minute(self) -> None:
        self.assert_full_after(30, 60, LOGIN, same({"login": "", "password": ""}))

    def test_twenty_sign_ups_from_one_place_then_a_minute(self) -> None:
        self.assert_full_after(20, 60, SIGNUP, changing("email", {"password1": "short"}))

    def test_a_hundred_sign_ups_from_one_place_then_the_rest_of_an_hour(self) -> None:
        forms = changing("email", {"password1": ""})
        for _ in range(5):
            self.assertEqual(self.statuses(SIGNUP, forms, 20), [200] * 20)
            self.now.shift(timedelta(minutes=1))

        full = self.post(SIGNUP, next(forms))

        self.assertEqual((full.status_code, full.headers["Retry-After"]), (429, "3300"))
        self.assertContains(full, "Please wait 55 minutes, then try again.", status_code=429)

    def test_three_resets_for_one_address_then_a_quarter_of_an_hour(self) -> None:
        self.assert_full_after(3, 900, RESET, same({"email": "Ada@example.org"}), well=302)

    def test_ten_resets_from_one_place_then_a_minute(self) -> None:
        self.assert_full_after(10, 60, RESET, changing("email", {}), well=302)

    def test_twenty_made_up_reset_links_from_one_place_then_a_minute(self) -> None:
        url = f"/accounts/password/reset/key/{self.ada.pk.hex}-c3p0-made-up/"
        self.assert_full_after(20, 60, url, same({"password1": "x"}))


class WriterTests(LimitCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(self.ada)

    def test_five_guesses_at_changing_the_password_then_a_minute(self) -> None:
        guess = {"oldpassword": "wrong", "password1": "x", "password2": "x"}
        self.assert_full_after(5, 60, "/accounts/password/change/", same(guess))

    def test_five_guesses_at_closing_the_account_then_five_minutes(self) -> None:
        self.assert_full_after(5, 300, "/settings/closing/", same({"password": "wrong"}))
        self.assertEqual(User.objects.get(), self.ada)


class DeskTests(LimitCase):
    def test_the_desks_door_is_limited_too(self) -> None:
        User.objects.create_superuser("rosa@example.org", PASSWORD)
        door = self.client.get("/admin/login/?next=/admin/").headers["Location"]
        rosa = {"login": "rosa@example.org", "next": "/admin/"}

        guesses = self.statuses(door, same(rosa | {"password": "wrong"}), 5)
        right = self.post(door, rosa | {"password": PASSWORD})

        self.assertEqual((guesses, right.status_code), ([200] * 5, 429))
        self.assertNotIn("_auth_user_id", self.client.session)
        self.assertContains(right, 'name="next" value="/admin/"', status_code=429)


class CodeTests(LimitCase):
    """Someone knows the password, and guesses codes."""

    def setUp(self) -> None:
        super().setUp()
        self.secret = set_up_second_factor(self.ada)
        self.post(LOGIN, WRONG | {"password": PASSWORD})

    def test_five_wrong_codes_then_five_minutes(self) -> None:
        self.assert_full_after(5, 300, CODE, same({"code": "000000"}))

    def test_the_right_code_comes_too_late_and_opens_after_the_pause(self) -> None:
        self.statuses(CODE, same({"code": "000000"}), 6)

        full = self.post(CODE, {"code": code_now(self.secret)})
        self.assertContains(full, "Please wait 5 minutes, then try again.", status_code=429)
        self.assertNotIn("_auth_user_id", self.client.session)
        self.now.shift(timedelta(minutes=5))

        self.assertRedirects(
            self.post(CODE, {"code": code_now(self.secret)}),
            "/today/",
            fetch_redirect_response=False,
        )

    def test_a_new_session_from_elsewhere_begins_no_new_count(self) -> None:
        self.statuses(CODE, same({"code": "000000"}), 5)
        self.client = Client()
        self.post(LOGIN, WRONG | {"password": PASSWORD})

        self.assertEqual(self.post(CODE, {"code": "000000"}).status_code, 429)

    def test_twenty_wrong_codes_then_the_rest_of_a_day(self) -> None:
        for _ in range(4):
            self.post(LOGIN, WRONG | {"password": PASSWORD})
            self.assertEqual(self.statuses(CODE, same({"code": "000000"}), 5), [200] * 5)
            self.now.shift(timedelta(minutes=5))
        self.post(LOGIN, WRONG | {"password": PASSWORD})

        full = self.post(CODE, {"code": "000000"})

        self.assertEqual((full.status_code, full.headers["Retry-After"]), (429, "85200"))
        self.assertContains(full, "Please wait 24 hours, then try again.", status_code=429)

    def test_a_right_code_ends_the_count(self) -> None:
        self.statuses(CODE, same({"code": "000000"}), 4)
        self.post(CODE, {"code": code_now(self.secret)})
        self.client = Client()
        self.now.shift(timedelta(minutes=1))
        self.post(LOGIN, WRONG | {"password": PASSWORD})

        self.assertEqual(self.statuses(CODE, same({"code": "000000"}), 5), [200] * 5)

    def test_wrong_codes_for_one_account_keep_nobody_else_out(self) -> None:
        self.statuses(CODE, same({"code": "000000"}), 6)
        other = set_up_second_factor(make_user("mallory"))
        self.client = Client()
        self.post(LOGIN, {"login": "mallory@example.org", "password": PASSWORD})

        self.assertEqual(self.post(CODE, {"code": code_now(other)}).status_code, 302)

    def test_five_guesses_at_the_first_code_and_at_the_code_again(self) -> None:
        self.client.force_login(self.ada)
        again = self.statuses("/accounts/2fa/reauthenticate/", same({"code": "000000"}), 6)

        self.assertEqual(again, [200] * 5 + [429])


class PlaceTests(LimitCase):
    """What counts as the same place. One tries ten addresses, and then one more."""

    def eleven(self, *, known: str = "") -> list[int]:
        """Try eleven addresses through so many proxies as the last part of the header says."""
        forms = changing("login", WRONG)
        return [
            self.client.post(
                LOGIN, next(forms), headers={"x-forwarded-for": next(self.places) + known}
            ).status_code
            for _ in range(11)
        ]

    def test_without_a_proxy_a_header_that_names_another_place_is_not_read(self) -> None:
        self.assertEqual(self.eleven(), [200] * 10 + [429])

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_behind_one_proxy_what_the_visitor_wrote_before_it_is_not_read(self) -> None:
        self.assertEqual(self.eleven(known=", 198.51.100.7"), [200] * 10 + [429])

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_behind_one_proxy_each_visitor_is_counted_alone(self) -> None:
        self.assertEqual(self.eleven(), [200] * 11)

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=2)
    def test_behind_two_proxies_the_last_but_one_counts(self) -> None:
        self.assertEqual(self.eleven(known=", 198.51.100.7, 10.9.9.9"), [200] * 10 + [429])

    def test_a_port_in_the_hosts_name_begins_no_new_count(self) -> None:
        answers = [
            self.post(LOGIN, WRONG, headers={"host": f"localhost:{port}"}).status_code
            for port in range(8001, 8007)
        ]

        self.assertEqual(answers, [200] * 5 + [429])

    def test_a_capital_in_the_address_begins_no_new_count(self) -> None:
        spellings = ["ada", "Ada", "aDa", "adA", "ADA", "AdA"]
        forms = iter([WRONG | {"login": f"{name}@example.org"} for name in spellings])

        self.assertEqual(self.statuses(LOGIN, forms, 6), [200] * 5 + [429])


class CounterTests(LimitCase):
    def test_the_database_shows_neither_place_nor_address_nor_account(self) -> None:
        self.post(LOGIN, WRONG)
        self.post(RESET, {"email": "ada@example.org"})
        self.client.force_login(self.ada)
        self.post("/settings/closing/", {"password": "wrong"})

        kept = rows()

        # Sign-in by place, wrong ones by place and address, reset by both, closing by account.
        self.assertEqual(len(kept), 6)
        for name, _ in kept:
            with self.subTest(name=name):
                self.assertRegex(name, r"\A[0-9a-f]{64}\Z")

    def test_another_secret_gives_other_names(self) -> None:
        with override_settings(SECRET_KEY="another"):
            other = limits.opaque("ip:127.0.0.1", "", 1)

        self.assertNotEqual(limits.opaque("ip:127.0.0.1", "", 1), other)

    def test_many_addresses_push_no_counter_out(self) -> None:
        self.statuses(LOGIN, same(WRONG), 5)
        for number in range(400):
            cache.set(f"someone else {number}", [0.0], 300)

        self.assertEqual(self.post(LOGIN, WRONG).status_code, 429)

    def test_counters_that_are_over_are_swept_and_others_stay(self) -> None:
        self.post(LOGIN, WRONG)
        before = {name for name, _ in rows()}
        self.now.shift(timedelta(seconds=120))
        self.post(RESET, {"email": "ada@example.org"})
        after = {name for name, _ in rows()} - before
        self.assertEqual((len(before), len(after)), (3, 2))

        limits.sweep()

        # Of the first three the one by address counts for five minutes.
        self.assertEqual(len({name for name, _ in rows()} - after), 1)

    def test_forgetting_an_account_leaves_the_counters_of_its_place_and_of_others(self) -> None:
        self.post(LOGIN, WRONG | {"login": "mallory@example.org"})
        others = {name for name, _ in rows()}
        self.post(LOGIN, WRONG)
        self.client.force_login(self.ada)
        self.post("/settings/closing/", {"password": "wrong"})
        self.assertEqual(len(rows()), len(others) + 2)

        request = RequestFactory().get("/")
        request.user = self.ada
        limits.forget(request, self.ada)

        self.assertEqual({name for name, _ in rows()}, others)


class BusyTests(LimitCase):
    """A counter that others hold: a slow machine, or a worker that was stopped while it counted."""

    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(self.ada)
        self.request = RequestFactory().get("/")
        self.request.user = self.ada

    def hold(self, action: str) -> None:
        """Hold the counter, and let nobody wait for it."""
        (rate,) = get_rates(app="allauth.account", action=action)
        name = get_cache_key(self.request, app="allauth.account", action=action, rate=rate)
        cache.set(f"{name}:lock", True, 10)
        impatient = patch.object(ratelimit, "CACHE_LOCK_WAIT_TIMEOUT", 0)
        impatient.start()
        self.addCleanup(impatient.stop)

    def test_a_writer_goes_on_searching(self) -> None:
        self.hold("search")

        self.assertEqual(self.post("/journal/", {"words": "tea"}).status_code, 302)
        self.assertTrue(limits.lets_through(self.request, "search"))

    def test_one_who_asked_too_often_does_not(self) -> None:
        self.assertEqual({limits.lets_through(self.request, "reading") for _ in range(60)}, {True})
        self.hold("reading")

        self.assertFalse(limits.lets_through(self.request, "reading"))
        self.now.shift(timedelta(seconds=60))
        self.assertTrue(limits.lets_through(self.request, "reading"))

    def test_a_guess_at_a_password_waits(self) -> None:
        self.hold("closing")

        self.assertEqual(self.post("/settings/closing/", {"password": "x"}).status_code, 429)


class PauseTests(LimitCase):
    def test_signing_in_too_often_keeps_the_address_and_where_one_was_going(self) -> None:
        typed = {"login": "Ada@Example.org", "remember": "on", "next": "/settings/"}
        for _ in range(6):
            full = self.post(LOGIN, typed | {"password": "not my password"})

        self.assertContains(full, "<title>A short pause · Ajar</title>", status_code=429, html=True)
        self.assertContains(full, "Please wait 5 minutes, then try again.", status_code=429)
        self.assertContains(full, 'value="Ada@Example.org"', status_code=429)
        self.assertContains(full, 'name="next" value="/settings/"', status_code=429)
        self.assertContains(full, "Keep me signed in", status_code=429)
        self.assertNotContains(full, "not my password", status_code=429)
        self.assertEqual(full.headers["Cache-Control"], "no-store")

    def test_signing_up_too_often_keeps_the_address_and_the_ticks(self) -> None:
        typed = {"email": "new@example.org", "adult": "on", "time_zone": "Europe/Berlin"}
        for _ in range(21):
            full = self.post(SIGNUP, typed)

        form = full.context["form"]
        self.assertEqual(form.initial, typed)
        self.assertInHTML(str(form["adult"]), full.content.decode())
        self.assertIn(" checked", str(form["adult"]))
        self.assertNotIn(" checked", str(form["consent"]))

    def test_the_form_on_the_page_signs_in_once_the_pause_is_over(self) -> None:
        for _ in range(6):
            full = self.post(LOGIN, WRONG)
        self.now.shift(timedelta(seconds=int(full.headers["Retry-After"])))

        response = self.post(LOGIN, WRONG | {"password": PASSWORD})

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)

    def test_a_new_password_by_mail_ends_the_pause(self) -> None:
        for _ in range(6):
            full = self.post(LOGIN, WRONG)
        self.assertContains(full, f'href="{RESET}"', status_code=429)
        self.post(RESET, {"email": "ada@example.org"})
        form = self.client.get(the_link(str(mail.outbox[0].body))).headers["Location"]
        self.post(
            form, {"password1": "a kettle on the stove", "password2": "a kettle on the stove"}
        )

        response = self.post(LOGIN, WRONG | {"password": "a kettle on the stove"})

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)

    def test_tries_sent_by_another_browser_count_for_the_same_address(self) -> None:
        for _ in range(5):
            self.post(LOGIN, WRONG)

        elsewhere = Client().post(LOGIN, WRONG | {"password": PASSWORD})

        self.assertEqual(elsewhere.status_code, 429)
