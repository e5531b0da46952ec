"""Promise 4: a superuser who opens every page of the desk meets no word, and no way in."""

import re
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import resolve

from accounts.models import User
from guidance import shelf
from guidance.loading import load
from journal.models import Entry, Journal, Person
from tests.base import TestCase, make_superuser, make_user, set_up_second_factor
from tests.detectors.addresses import Ids, every_address
from tests.detectors.canary import CANARY, found_in, found_in_all
from tests.detectors.journey import leave_midway, type_everything

REGISTERED = {
    "accounts.User",
    "guidance.Action",
    "guidance.Behaviour",
    "guidance.Fear",
    "guidance.Feeling",
    "guidance.HelpLine",
    "guidance.Leaning",
    "guidance.Prompt",
    "guidance.Sign",
    "guidance.Strategy",
}
# Two that end or change the superuser's own sign-in.
OWN = ("/admin/logout/", "/admin/password_change/")
# Of pages that differ in nothing but a row's id, this many are opened.
OF_A_KIND = 2
# What someone would send who wanted into Ada's account.
COUP = {
    "email": "rosa+ada@example.org",
    "username": "ada",
    "password": "a way in for rosa",
    "password1": "a way in for rosa",
    "password2": "a way in for rosa",
    "usable_password": "true",
    "time_zone": "Asia/Tokyo",
    "is_active": "on",
    "is_superuser": "on",
    "user_permissions": "1",
    "action": "delete_selected",
    "post": "yes",
    "_save": "Save",
}
_LINK = re.compile(r'(?:href|action)="([^"#]*)')
_INPUT = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')


class AdminTests(TestCase):
    """Ada's journal is full of canaries; Rosa looks for them at the desk."""

    ada: ClassVar[User]
    rosa: ClassVar[User]

    @classmethod
    def setUpTestData(cls) -> None:
        load()
        cls.ada = make_user("ada")
        set_up_second_factor(cls.ada)
        cls.rosa = make_superuser()

    def setUp(self) -> None:
        self.client.force_login(self.ada)
        type_everything(self.client)
        leaver = Client()
        leaver.force_login(self.ada)
        leave_midway(leaver, self.client)
        self.entry = Entry.objects.get()
        self.ids = Ids.of(self.entry, shelf.current().offered_signs[0].code)
        self.client.force_login(self.rosa)

    def desk(self) -> list[str]:
        """Return every address of the desk, and two that Django's own desk would have."""
        found = [self.ids.fill(one) for one in every_address() if one.startswith("/admin/")]
        found += [f"/admin/accounts/user/{self.ada.pk}/password/", "/admin/journal/entry/"]
        codes = Authenticator.objects.filter(user=self.ada).values_list("pk", flat=True)
        found += ["/admin/mfa/authenticator/", "/admin/mfa/authenticator/add/"]
        found += [
            f"/admin/mfa/authenticator/{pk}/{act}/" for pk in codes for act in ("change", "delete")
        ]
        return [one for one in found if one not in OWN]

    def crawl(self) -> dict[str, Any]:
        """Return the answer of every page of the desk, by address: all links, all patterns."""
        waiting = self.desk()
        answers: dict[str, Any] = {}
        met: dict[tuple[str, bool], int] = {}
        while waiting:
            address = waiting.pop(0)
            parts = urlsplit(address)
            kind = (resolve(parts.path).route, bool(parts.query))
            if address in answers or met.get(kind, 0) >= OF_A_KIND:
                continue
            met[kind] = met.get(kind, 0) + 1
            answers[address] = response = self.client.get(address)
            if not parts.query:  # filters lead to each other without end
                waiting += self.links(address, response)
        return answers

    @staticmethod
    def links(address: str, response: Any) -> list[str]:
        """Return where a page of the desk leads to within the desk."""
        body = response.content.decode().replace("&amp;", "&")
        found = [*_LINK.findall(body), response.headers.get("Location", "")]
        whole = [urljoin(address, one) for one in found]
        return [one for one in whole if one.startswith("/admin/") and one not in OWN]

    def test_no_page_of_the_desk_shows_a_word(self) -> None:
        answers = self.crawl()

        self.assertGreater(len(answers), 80)
        self.assertEqual(found_in_all((one, got.content) for one, got in answers.items()), [])
        for spelling in (str(self.entry.pk), str(Person.objects.get().pk)):
            named = [
                one
                for one, answer in answers.items()
                if spelling in answer.content.decode() and spelling not in one
            ]
            self.assertEqual(named, [], "The desk knows a page or a person.")

    def test_a_search_at_the_desk_finds_nobody_by_what_they_wrote(self) -> None:
        found = self.client.get("/admin/accounts/user/", {"q": CANARY})

        self.assertNotContains(found, "ada@example.org")
        self.assertContains(self.client.get("/admin/accounts/user/"), "ada@example.org")

    def test_nothing_sent_to_the_desk_opens_an_account_or_a_journal(self) -> None:
        before = self.what_is_adas()

        for address in self.desk():
            self.client.post(address, COUP | {"_selected_action": str(self.ada.pk)})

        self.assertEqual(self.what_is_adas(), before)

    def what_is_adas(self) -> tuple[Any, ...]:
        """Return all by which Ada comes in, and what she finds there."""
        account = User.objects.filter(pk=self.ada.pk).values_list(
            "email", "password", "time_zone", "is_superuser", "is_active"
        )
        addresses = list(EmailAddress.objects.values_list("user", "email", "verified"))
        sealed = list(Entry.objects.values_list("pk", "sealed", "deleted_at", "journal__owner"))
        codes = list(Authenticator.objects.filter(user=self.ada).values_list("pk", "data"))
        return (*account, addresses, codes, sealed, Journal.objects.filter(owner=self.ada).count())

    def test_a_superuser_may_change_four_things_of_an_account(self) -> None:
        page = self.client.get(f"/admin/accounts/user/{self.ada.pk}/change/").content.decode()

        form = page[page.index('id="user_form"') :]
        ticks = {name for name in _INPUT.findall(form) if not name.startswith(("_", "csrf"))}
        self.assertEqual(ticks, {"is_active", "is_staff", "groups"})

    def test_the_desks_own_diary_holds_nothing(self) -> None:
        # Something real, so that there is a diary.
        page = f"/admin/accounts/user/{self.ada.pk}/change/"
        self.client.post(page, COUP | {"is_staff": "on"})

        diary = str(
            list(LogEntry.objects.values_list("object_repr", "change_message", "object_id"))
        )
        self.assertIn("ada@example.org", diary)
        self.assertEqual(found_in(diary), [])
        self.assertNotIn(str(self.entry.pk), diary)

    def test_the_desk_keeps_guidance_and_accounts_and_nothing_else(self) -> None:
        self.assertEqual({one._meta.label for one in admin.site._registry}, REGISTERED)
