"""Who someone is, and which day it is for them."""

from datetime import UTC, date, datetime

import time_machine
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.base import PASSWORD, TestCase, make_user


class UserTests(TestCase):
    def test_an_address_is_kept_in_small_letters(self) -> None:
        user = User.objects.create_user(" Ada@Example.ORG ", PASSWORD)

        self.assertEqual(user.email, "ada@example.org")

    def test_an_account_needs_an_address(self) -> None:
        with self.assertRaisesMessage(ValueError, "An account needs an e-mail address."):
            User.objects.create_user("")

    def test_an_account_is_found_in_any_spelling_of_capitals(self) -> None:
        ada = make_user("ada")
        make_user("mallory")

        self.assertEqual(User.objects.get_by_natural_key("ADA@example.org"), ada)

    def test_one_address_has_one_account_whatever_the_capitals(self) -> None:
        make_user("ada")

        with self.assertRaises(IntegrityError), transaction.atomic():
            User(email="ADA@example.org").save()

    def test_without_a_password_nobody_signs_in(self) -> None:
        user = User.objects.create_user("ada@example.org")

        self.assertFalse(user.has_usable_password())

    def test_a_superuser_has_every_right(self) -> None:
        rosa = User.objects.create_superuser("rosa@example.org", PASSWORD)

        self.assertEqual((rosa.is_staff, rosa.is_superuser), (True, True))
        self.assertTrue(rosa.check_password(PASSWORD))

    def test_a_plain_account_has_none(self) -> None:
        ada = make_user("ada")

        self.assertEqual((ada.is_staff, ada.is_superuser, ada.is_active), (False, False, True))


class ZoneTests(TestCase):
    def test_today_is_the_day_where_the_writer_is(self) -> None:
        late_in_greenwich = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

        with time_machine.travel(late_in_greenwich, tick=False):
            self.assertEqual(User(time_zone="UTC").today(), date(2026, 11, 22))
            self.assertEqual(User(time_zone="Pacific/Auckland").today(), date(2026, 11, 23))

    def test_a_zone_that_this_machine_does_not_know_counts_as_utc(self) -> None:
        for name in ("Mars/Olympus_Mons", "", "../../etc/passwd", "localtime"):
            with self.subTest(name=name):
                self.assertEqual(User(time_zone=name).zone.key, "UTC")

    def test_moving_keeps_the_zone(self) -> None:
        ada = make_user("ada")

        ada.move_to("Europe/Berlin")

        ada.refresh_from_db()
        self.assertEqual(ada.zone.key, "Europe/Berlin")
