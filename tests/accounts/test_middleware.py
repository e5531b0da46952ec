"""The writer's own clock, and the door of the desk."""

import re

import django.test
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.middleware import WriterTimeMiddleware
from accounts.models import User
from tests.base import (
    PASSWORD,
    TestCase,
    code_now,
    make_editor,
    make_superuser,
    make_user,
    set_up_second_factor,
)
from tests.detectors.addresses import every_address


class _Untouchable:
    """Stands for a user whose look-up would cost a query."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError("A visitor without a session costs no query.")


class WriterTimeTests(TestCase):
    def zone_during(self, user: object, **cookies: str) -> str:
        """Return the name of the zone that a view would work in."""
        seen: list[str] = []

        def view(request: HttpRequest) -> HttpResponse:
            seen.append(timezone.get_current_timezone_name())
            return HttpResponse()

        request = RequestFactory().get("/")
        request.user = user  # type: ignore[assignment]
        request.COOKIES |= cookies
        WriterTimeMiddleware(view)(request)
        return seen[0]

    def test_a_view_works_in_the_writers_zone(self) -> None:
        ada = User(time_zone="Asia/Kolkata")

        self.assertEqual(self.zone_during(ada, session="x"), "Asia/Kolkata")

    def test_it_is_over_with_the_request(self) -> None:
        self.zone_during(User(time_zone="Asia/Kolkata"), session="x")

        self.assertEqual(timezone.get_current_timezone_name(), "UTC")

    def test_a_visitor_without_a_session_is_not_looked_up(self) -> None:
        self.assertEqual(self.zone_during(_Untouchable()), "UTC")


SET_UP, CODE = "/accounts/2fa/", "/accounts/2fa/reauthenticate/?next="


class DeskDoorTests(TestCase):
    """Edith is an editor. Django's own client signs her in with her password alone."""

    client_class = django.test.Client

    def setUp(self) -> None:
        self.edith = make_editor()
        self.client.force_login(self.edith)

    def desk(self) -> list[str]:
        """Return every address below the desk but the way out, ids and all."""
        found = [one for one in every_address() if one.startswith("/admin/")]
        fixed = [re.sub(r"<\w+>", "1", one) for one in found]
        self.assertGreater(len(fixed), 60)
        return [one for one in fixed if one != "/admin/logout/"]

    def give_code(self, secret: str, **more: int) -> None:
        """Give the code to this session."""
        self.client.post(f"{CODE}/admin/", {"code": code_now(secret, **more)})

    def test_without_a_second_factor_every_address_leads_to_setting_it_up(self) -> None:
        for who in (self.edith, make_superuser()):
            self.client.force_login(who)
            for address in self.desk():
                for method in (self.client.get, self.client.post):
                    with self.subTest(who=who.email, address=address, method=method.__name__):
                        self.assertRedirects(method(address), SET_UP, fetch_redirect_response=False)

    def test_with_one_that_was_not_given_every_address_asks_for_it(self) -> None:
        set_up_second_factor(self.edith)
        for address in self.desk():
            for method in (self.client.get, self.client.post):
                with self.subTest(address=address, method=method.__name__):
                    self.assertRedirects(
                        method(address), f"{CODE}{address}", fetch_redirect_response=False
                    )

    def test_once_given_the_desk_is_open(self) -> None:
        secret = set_up_second_factor(self.edith)

        answer = self.client.post(f"{CODE}/admin/", {"code": code_now(secret)})

        self.assertRedirects(answer, "/admin/")

    def test_a_wrong_code_opens_nothing(self) -> None:
        secret = set_up_second_factor(self.edith)

        self.give_code(secret, steps=7)

        self.assertEqual(self.client.get("/admin/").status_code, 302)

    def test_what_another_session_gave_does_not_count(self) -> None:
        secret = set_up_second_factor(self.edith)
        self.give_code(secret)
        other = self.client_class()
        other.force_login(self.edith)

        self.assertEqual(self.client.get("/admin/").status_code, 200)
        self.assertEqual(other.get("/admin/").status_code, 302)

    def test_a_copy_of_the_cookie_from_before_does_not_open_the_desk(self) -> None:
        secret = set_up_second_factor(self.edith)
        thief = self.client_class()
        thief.cookies["session"] = self.client.cookies["session"].value

        self.give_code(secret)

        self.assertEqual(self.client.get("/admin/").status_code, 200)
        self.assertRedirects(
            thief.get("/admin/"), "/admin/login/?next=/admin/", fetch_redirect_response=False
        )

    def test_a_factor_that_was_taken_away_and_set_up_anew_has_to_be_given_anew(self) -> None:
        self.give_code(set_up_second_factor(self.edith))
        Authenticator.objects.all().delete()
        self.assertRedirects(self.client.get("/admin/"), SET_UP)

        set_up_second_factor(self.edith)

        self.assertRedirects(
            self.client.get("/admin/"), f"{CODE}/admin/", fetch_redirect_response=False
        )

    def test_the_proof_of_one_account_is_none_for_another_in_the_same_browser(self) -> None:
        self.give_code(set_up_second_factor(self.edith))
        records = self.client.session["account_authentication_methods"]
        rosa = make_superuser()
        set_up_second_factor(rosa)
        self.client.force_login(rosa)
        session = self.client.session
        session["account_authentication_methods"] = records
        session["account_authentication_methods_user"] = str(rosa.pk)
        session.save()

        self.assertEqual(self.client.get("/admin/").status_code, 302)

    def test_the_password_again_is_no_second_factor(self) -> None:
        set_up_second_factor(self.edith)

        self.client.post("/accounts/reauthenticate/?next=/admin/", {"password": PASSWORD})

        self.assertEqual(self.client.get("/admin/").status_code, 302)

    def test_who_is_no_staff_is_turned_away_as_ever_and_goes_on_writing(self) -> None:
        self.client.force_login(make_user("ada"))

        self.assertEqual(self.client.get("/admin/", follow=True).status_code, 403)
        self.assertEqual(self.client.get("/today/").status_code, 200)

    def test_an_editor_without_one_still_writes_and_may_sign_out_at_the_desk(self) -> None:
        self.assertEqual(self.client.get("/today/").status_code, 200)

        self.client.post("/admin/logout/")

        self.assertNotIn("_auth_user_id", self.client.session)

    def test_made_editor_while_signed_in_the_desk_asks_too(self) -> None:
        ada = make_user("ada")
        self.client.force_login(ada)
        User.objects.filter(pk=ada.pk).update(is_staff=True)

        told = self.client.get("/admin/", follow=True)

        self.assertContains(told, "The editor’s desk opens once this is set up.")
        self.assertContains(told, 'href="/accounts/2fa/totp/activate/"')
