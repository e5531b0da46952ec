"""The frame that every screen may use."""

from django.conf import settings
from django.test import RequestFactory, override_settings
from django.urls import resolve

from config.context import house
from guidance.wording import SAFETY
from tests.base import TestCase


class HouseTests(TestCase):
    @override_settings(SOURCE_URL="https://code.example/ajar")
    def test_it_says_where_we_are_and_where_to_leave_to(self) -> None:
        request = RequestFactory().get("/guide/")
        request.resolver_match = resolve("/guide/")

        self.assertEqual(
            house(request),
            {
                "here": "guide",
                "within": None,
                "leave_url": settings.LEAVE_URL,
                "source_url": "https://code.example/ajar",
                "safety": SAFETY,
            },
        )

    def test_an_address_that_leads_nowhere_has_no_name(self) -> None:
        self.assertEqual(house(RequestFactory().get("/nowhere/"))["here"], None)

    def test_a_visitor_costs_no_query(self) -> None:
        with self.assertNumQueries(0):
            self.client.get("/privacy/")


class FrameTests(TestCase):
    def test_a_visitor_is_offered_the_guide_and_the_door(self) -> None:
        response = self.client.get("/privacy/")

        self.assertContains(response, "Sign in")
        self.assertNotContains(response, "Settings")

    def test_a_writer_finds_their_rooms_and_sees_which_one_they_are_in(self) -> None:
        self.sign_in()

        response = self.client.get("/guide/")

        self.assertContains(response, '<a href="/guide/" aria-current="page">Guide</a>', html=True)
        self.assertContains(response, '<a href="/today/">Today</a>', html=True)
        self.assertContains(response, '<a href="/settings/">Settings</a>', html=True)

    def test_help_and_the_way_out_are_on_every_screen(self) -> None:
        for signed_in in (False, True):
            if signed_in:
                self.sign_in()
            for path in ("/privacy/", "/help/", "/nowhere/"):
                with self.subTest(path=path, signed_in=signed_in):
                    response = self.client.get(path)

                    self.assertContains(response, "Get help now", status_code=response.status_code)
                    self.assertContains(
                        response, 'action="/left/"', count=1, status_code=response.status_code
                    )

    @override_settings(SOURCE_URL="")
    def test_no_source_address_means_no_link(self) -> None:
        self.assertNotContains(self.client.get("/privacy/"), "Source")
