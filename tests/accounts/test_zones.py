"""The names of time zones."""

from accounts import zones
from tests.base import TestCase


class KnownTests(TestCase):
    def test_old_spellings_are_known_because_browsers_send_them(self) -> None:
        self.assertLessEqual({"Asia/Calcutta", "Asia/Kolkata", "Etc/UTC", "UTC"}, zones.known())

    def test_names_that_are_no_place_are_not(self) -> None:
        self.assertEqual(zones.known() & {"localtime", "Factory", "posixrules"}, set())


class ByRegionTests(TestCase):
    def test_every_zone_on_offer_is_known(self) -> None:
        offered = {name for _, places in zones.by_region() for name, _ in places}

        self.assertEqual(offered - zones.known(), set())

    def test_a_place_is_on_offer_once(self) -> None:
        asia = dict(zones.by_region())["Asia"]

        self.assertIn(("Asia/Kolkata", "Kolkata"), asia)
        self.assertNotIn("Asia/Calcutta", dict(asia))

    def test_places_read_as_words(self) -> None:
        america = dict(dict(zones.by_region())["America"])

        self.assertEqual(america["America/New_York"], "New York")
        self.assertEqual(america["America/Argentina/Buenos_Aires"], "Argentina, Buenos Aires")
