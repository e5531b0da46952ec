"""The desk itself: that it is the only one, and what it leads to elsewhere."""

from django.apps import apps
from django.contrib import admin
from django.test import SimpleTestCase
from django.urls import reverse

from guidance.admin.site import SHELVES, Desk
from tests.guidance.admin.desk_case import DeskTestCase


class SiteTests(SimpleTestCase):
    def test_the_desk_is_the_site_of_all_that_is_registered(self) -> None:
        # pylint: an attribute of the lazy site tells the class of what it stands for.
        self.assertIs(admin.site.__class__, Desk)
        registered = {model.__name__ for model in admin.site._registry}
        self.assertEqual(registered - {"User"}, set(SHELVES))

    def test_it_is_django_admin_under_its_own_name(self) -> None:
        self.assertEqual(apps.get_app_config("admin").name, "django.contrib.admin")


class ElsewhereTests(DeskTestCase):
    def test_what_the_house_has_already_is_not_there_twice(self) -> None:
        for name, elsewhere in (
            ("password_change", "account_change_password"),
            ("password_change_done", "account_change_password"),
            ("app_list", "admin:index"),
        ):
            with self.subTest(name=name):
                args = ["guidance"] if name == "app_list" else []
                response = self.client.get(reverse(f"admin:{name}", args=args))
                self.assertRedirects(response, reverse(elsewhere))
