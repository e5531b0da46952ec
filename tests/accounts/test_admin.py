"""Accounts at the desk: what a superuser may do, and what nobody may."""

from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import User
from tests.base import PASSWORD, TestCase, make_superuser, make_user

LIST = "/admin/accounts/user/"


class DeskDoorTests(TestCase):
    def test_the_desk_is_entered_through_the_same_door(self) -> None:
        response = self.client.get("/admin/login/?next=/admin/")

        self.assertEqual(response.status_code, 302)
        self.assertEqual(response.headers["Location"].split("?")[0], reverse("account_login"))

    def test_a_password_sent_to_the_desks_own_door_opens_nothing(self) -> None:
        make_superuser()

        self.client.post("/admin/login/", {"username": "rosa@example.org", "password": PASSWORD})

        self.assertNotIn("_auth_user_id", self.client.session)


class AccountAdminTests(TestCase):
    def setUp(self) -> None:
        self.ada = make_user("ada")
        self.rosa = make_superuser()
        self.client.force_login(self.rosa)
        self.page = f"{LIST}{self.ada.pk}/change/"

    def test_a_superuser_sees_who_has_an_account(self) -> None:
        response = self.client.get(LIST)

        self.assertContains(response, "ada@example.org")
        self.assertContains(response, "rosa@example.org")

    def test_the_list_costs_the_same_however_many_accounts(self) -> None:
        for others in ((), ("eve", "mallory", "trent")):
            for name in others:
                make_user(name)
            with self.subTest(others=len(others)), self.assertNumQueries(8):
                self.client.get(LIST)

    def test_a_superuser_lets_an_editor_in_and_switches_accounts_off(self) -> None:
        editors = Group.objects.get_or_create(name="Editors")[0]

        self.client.post(self.page, {"is_staff": "on", "groups": [editors.pk]})

        self.ada.refresh_from_db()
        self.assertEqual((self.ada.is_staff, self.ada.is_active), (True, False))
        self.assertEqual(list(self.ada.groups.all()), [editors])

    def test_nobody_sets_an_address_a_password_or_a_superuser_there(self) -> None:
        kept = self.ada.password

        self.client.post(
            self.page,
            {
                "is_active": "on",
                "email": "other@example.org",
                "password": "pbkdf2_sha256$1$x$y",
                "is_superuser": "on",
                "time_zone": "Asia/Kolkata",
            },
        )

        self.ada.refresh_from_db()
        self.assertEqual(
            (self.ada.email, self.ada.password, self.ada.is_superuser, self.ada.time_zone),
            ("ada@example.org", kept, False, "UTC"),
        )

    def test_nobody_is_added_or_erased_there(self) -> None:
        for address in (f"{LIST}add/", f"{LIST}{self.ada.pk}/delete/"):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 403)
                self.assertEqual(self.client.post(address, {"post": "yes"}).status_code, 403)
        self.assertEqual(self.client.get(f"{LIST}{self.ada.pk}/password/").status_code, 302)
        self.assertEqual(User.objects.count(), 2)

    def test_an_editor_meets_no_accounts_even_with_the_rights_for_it(self) -> None:
        edith = make_user("edith")
        edith.is_staff = True
        edith.save()
        edith.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
        self.client.force_login(edith)

        self.assertEqual(self.client.get(LIST).status_code, 403)
        self.assertEqual(self.client.get(self.page).status_code, 403)
        self.assertNotContains(self.client.get("/admin/"), LIST)

    def test_addresses_and_groups_have_no_desk_of_their_own(self) -> None:
        registered = {model._meta.label for model in admin.site._registry}

        self.assertEqual(
            registered
            & {
                "account.EmailAddress",
                "account.EmailConfirmation",
                "auth.Group",
                "mfa.Authenticator",
            },
            set(),
        )
