"""`manage.py make_demo`: a year to look at, never beside people who write for real."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from accounts import demo
from accounts.models import User
from guidance.models import Sign
from journal.models import Entry, Journal, Step
from tests.base import TestCase, make_user
from tests.journal.factories import make_entry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINE = "This is a demo journal: everything here is made up."
at_home = override_settings(ALLOWED_HOSTS=["localhost"], TLS=False, HAS_MAIL=False)


def run(command: str = "make_demo", **options: Any) -> str:
    """Run the command at noon, and return what it says."""
    said = StringIO()
    with time_machine.travel(NOON, tick=False):
        call_command(command, stdout=said, **options)
    return said.getvalue()


@at_home
class MakingTests(TestCase):
    def test_in_an_empty_place_it_makes_the_account_and_says_how_to_come_in(self) -> None:
        said = run()

        self.assertEqual(
            said,
            "The demo journal has 152 pages, up to yesterday. All of it is made up.\n"
            "Sign in as demo@ajar.invalid with the password: a door left ajar\n",
        )
        account = User.objects.get()
        self.assertTrue(account.check_password(demo.PASSWORD))
        self.assertEqual((account.is_staff, account.is_superuser), (False, False))
        self.assertEqual(Entry.objects.kept().count(), 152)

    def test_again_it_begins_anew(self) -> None:
        run()
        first = User.objects.get()
        make_entry(first, text="Someone tried it out.")

        run()

        self.assertNotEqual(User.objects.get().pk, first.pk)
        self.assertEqual(Entry.objects.kept().count(), 152)

    def test_once_it_leaves_what_is_there(self) -> None:
        run(once=True)
        first = User.objects.get()
        make_entry(first, text="Someone tried it out.")

        self.assertEqual(run(once=True), "")

        self.assertEqual(User.objects.get(), first)
        self.assertEqual(Entry.objects.kept().count(), 153)

    def test_who_signed_up_beside_it_stays(self) -> None:
        run()
        kept = make_entry(Journal.objects.of(make_user("ada")), text="Mine.")

        run()

        self.assertTrue(Entry.objects.filter(pk=kept.pk).exists())
        self.assertEqual(User.objects.count(), 2)

    def test_it_goes_when_it_is_told_to(self) -> None:
        run()

        self.assertEqual(run(remove=True), "The demo account is erased.\n")
        self.assertEqual(run(remove=True), "There is no demo account.\n")
        self.assertEqual((User.objects.count(), Entry.objects.count()), (0, 0))


@at_home
class RefusalTests(TestCase):
    def assert_refused(self, reason: str, **options: Any) -> None:
        before = list(User.objects.values()), Entry.objects.count()
        with self.assertRaises(CommandError) as caught:
            run(**options)
        self.assertEqual(
            str(caught.exception), f"{reason}\nThere is no demo here, and nothing was changed."
        )
        self.assertEqual((list(User.objects.values()), Entry.objects.count()), before)
        self.assertFalse(Sign.objects.exists(), "Not even the guidance is loaded.")

    def test_beside_someones_own_journal_it_is_refused(self) -> None:
        make_entry(Journal.objects.of(make_user("ada")), text="Mine.")

        for once in (False, True):
            self.assert_refused(
                "Someone has an account here. The demo wants a database of its own: make demo",
                once=once,
            )

    def test_where_others_can_sign_up_it_is_refused(self) -> None:
        for changed in ({"TLS": True}, {"HAS_MAIL": True}, {"ALLOWED_HOSTS": ["a.example.org"]}):
            with self.subTest(changed), override_settings(**changed):
                self.assert_refused(demo.why_not())

    def test_one_that_came_along_is_not_told_anew_there_but_may_be_erased(self) -> None:
        run()
        with override_settings(TLS=True):
            with self.assertRaises(CommandError):
                run()
            self.assertEqual(Entry.objects.kept().count(), 152)

            run(remove=True)

        self.assertFalse(User.objects.exists())


@at_home
class StartTests(TestCase):
    """A start says how to sign in to the demo, and refuses where others could."""

    def test_a_start_without_a_demo_says_nothing_of_one(self) -> None:
        self.assertNotIn("demo", run("prepare"))

    def test_a_start_says_how_to_sign_in(self) -> None:
        run()

        self.assertEqual(
            run("prepare").splitlines()[-1],
            "This is the demo journal; all of it is made up."
            " Sign in as demo@ajar.invalid with the password: a door left ajar",
        )

    def test_a_site_for_others_does_not_start_with_it(self) -> None:
        run()

        with override_settings(TLS=True), self.assertRaises(CommandError) as caught:
            run("prepare")

        self.assertEqual(
            str(caught.exception),
            "The demo account is here, and AJAR_TLS is on, so others may sign up here.\n"
            "Ajar does not start beside it. Erase it first: manage.py make_demo --remove",
        )


@at_home
class ScreenTests(TestCase):
    """The demo as someone who signs in to it meets it."""

    @classmethod
    def setUpTestData(cls) -> None:
        with at_home:
            run()

    def setUp(self) -> None:
        self.client.defaults["HTTP_HOST"] = "localhost"
        travelling = time_machine.travel(NOON + timedelta(hours=1), tick=False)
        travelling.start()
        self.addCleanup(travelling.stop)

    def sign_in_to_the_demo(self) -> None:
        response = self.client.post(
            "/accounts/login/", {"login": demo.ADDRESS, "password": demo.PASSWORD}
        )
        self.assertRedirects(response, "/today/", fetch_redirect_response=False)

    def test_every_page_opens_and_says_that_it_is_made_up(self) -> None:
        self.sign_in_to_the_demo()

        for entry in Entry.objects.kept():
            with self.subTest(on=entry.about_on):
                response = self.client.get(entry.get_absolute_url())
                self.assertContains(response, LINE, count=1)

    def test_every_screen_says_so_too(self) -> None:
        self.sign_in_to_the_demo()

        for address in ("/today/", "/journal/", "/journal/bin/", "/settings/", "/guide/", "/help/"):
            with self.subTest(address):
                self.assertContains(self.client.get(address), LINE, count=1)

    def test_nobody_else_is_told_so(self) -> None:
        self.assertNotContains(self.client.get("/accounts/login/"), LINE)
        self.client.force_login(make_user("ada"))

        self.assertNotContains(self.client.get("/today/"), LINE)

    def test_today_greets_with_the_step_that_is_due(self) -> None:
        self.sign_in_to_the_demo()

        self.assertContains(
            self.client.get("/today/"), "ask Robin what would make the first night easier"
        )
        self.assertEqual(Step.objects.filter(answered_at=None).count(), 4)
