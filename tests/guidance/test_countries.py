"""Which country a time zone is in."""

from unittest import TestCase

from guidance.countries import country_of


class CountryTests(TestCase):
    def test_a_zone_names_its_country_and_others_name_none(self) -> None:
        cases = {
            "America/Toronto": "CA",
            "Pacific/Auckland": "NZ",
            "Europe/Berlin": "DE",
            "Asia/Calcutta": "IN",
            "Europe/Kiev": "UA",
            "US/Pacific": "US",
            "Europe/Copenhagen": "DK",
            "UTC": "",
            "Etc/GMT+5": "",
            "nowhere": "",
            "": "",
        }
        self.assertEqual({zone: country_of(zone) for zone in cases}, cases)
