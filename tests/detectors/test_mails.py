"""Promise 6, the mails: plain, few, and the same for everybody."""

import re
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from django.core import mail
from django.test import RequestFactory

from journal.models import Entry
from tests.accounts.test_signup import ADA, the_link, with_mail
from tests.base import PASSWORD, code_now, make_user
from tests.detectors.canary import CANARY, found_in, word
from tests.detectors.journey import knock_everywhere, type_everything
from tests.journal.cases import JournalTestCase

SUBJECTS = {
    "About your sign-in at Ajar",
    "About your sign-up at Ajar",
    "A new password for Ajar",
    "Confirm your address for Ajar",
    "New spare codes for Ajar",
    "Signing in to Ajar now takes a code",
    "Signing in to Ajar takes no code any more",
    "Your password for Ajar was changed",
}
NEXT = "a kettle on the stove"
TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
# What a browser may send along: it must not come back in a mail.
CHATTER = {"user-agent": word("agent"), "referer": f"http://testserver/{CANARY}"}


@with_mail
class MailTests(JournalTestCase):
    """Mail is configured, and Ada's journal is full of canaries."""

    def setUp(self) -> None:
        super().setUp()
        type_everything(self.client)

    def every_mail(self) -> list[Any]:
        """Cause every kind of mail there is, and return them."""
        new = self.client_class(headers=CHATTER)
        filled = ADA | {"next": f"/{CANARY}/", "time_zone": CANARY}
        new.post("/accounts/signup/", filled | {"email": "new@example.org"})
        new.post(the_link(str(mail.outbox[-1].body)))
        new.post("/accounts/signup/", filled | {"email": "again@example.org"})
        self.client_class().post("/accounts/signup/", ADA)
        visitor = self.client_class(headers=CHATTER)
        visitor.post("/accounts/password/reset/", {"email": "ada@example.org", "next": CANARY})
        self.choose(visitor, the_link(str(mail.outbox[-1].body)))
        visitor.post("/accounts/password/reset/", {"email": "no@example.org", "next": CANARY})
        self.ada.refresh_from_db()
        self.client.force_login(self.ada)
        old_and_new = {"oldpassword": NEXT, "password1": PASSWORD, "password2": PASSWORD}
        self.client.post("/accounts/password/change/", old_and_new, headers=CHATTER)
        self.change_the_code()
        return mail.outbox

    def change_the_code(self) -> None:
        """Set a second factor up, make new spare codes, and take all away again."""
        EmailAddress.objects.filter(user=self.ada).update(verified=True)
        codes, form = "/accounts/2fa/", {"password": PASSWORD, "next": CANARY}
        self.client.post("/accounts/reauthenticate/", form, headers=CHATTER)
        secret = self.client.get(f"{codes}totp/activate/").context["form"].secret
        for path, typed in (
            ("totp/activate/", {"code": CANARY}),
            ("totp/activate/", {"code": code_now(secret)}),
            ("recovery-codes/generate/", {}),
            ("totp/deactivate/", {}),
        ):
            # What is said after a commit is said at once here, and wants a request at hand.
            with (
                context.request_context(RequestFactory().get("/")),
                self.captureOnCommitCallbacks(execute=True),
            ):
                self.client.post(f"{codes}{path}", typed, headers=CHATTER)

    def choose(self, visitor: Any, link: str) -> None:
        """Follow the link of a reset and choose another password."""
        form = visitor.get(link).headers["Location"]
        visitor.post(form, {"password1": NEXT, "password2": NEXT})

    def test_every_kind_of_mail_is_caused(self) -> None:
        self.assertEqual({one.subject for one in self.every_mail()}, SUBJECTS)

    def test_the_subjects_are_those_of_the_templates(self) -> None:
        written = {path.read_text().strip() for path in TEMPLATES.glob("*/email/*_subject.txt")}

        self.assertEqual(written, SUBJECTS)

    def test_no_mail_holds_a_word(self) -> None:
        self.assertEqual(Entry.objects.count(), 1)
        for one in self.every_mail():
            with self.subTest(subject=one.subject):
                self.assertEqual(found_in(one.message().as_bytes()), [])
                self.assertEqual(found_in(str(one.body)), [])

    def test_a_mail_is_plain_text_to_one_address_with_one_link_at_most(self) -> None:
        for one in self.every_mail():
            with self.subTest(subject=one.subject):
                self.assertEqual(one.message().get_content_type(), "text/plain")
                self.assertEqual(len(one.recipients()), 1)
                self.assertLessEqual(len(re.findall(r"https?://", str(one.body))), 1)
                self.assertEqual(one.attachments, [])

    def test_what_a_visitor_types_goes_into_no_mail_but_the_address(self) -> None:
        make_user("mallory")
        mail.outbox.clear()

        knock_everywhere(self.client_class())

        said = [f"{one.subject} {one.body} {one.extra_headers}" for one in mail.outbox]
        self.assertGreater(len(said), 0)
        self.assertEqual(found_in(str(said)), [])
