from io import StringIO

from django.core.management import CommandError, call_command

from accounts.models import User
from tests.base import TestCase, make_user


class MakeEditorTests(TestCase):
    def test_the_account_may_edit_guidance_and_nothing_else(self) -> None:
        make_user("edith")
        out = StringIO()

        call_command("make_editor", "Edith@Example.org", stdout=out)

        edith = User.objects.get(email="edith@example.org")
        self.assertEqual((edith.is_staff, edith.is_superuser), (True, False))
        self.assertEqual([group.name for group in edith.groups.all()], ["Editors"])
        self.assertTrue(edith.has_perm("guidance.change_prompt"))
        self.assertFalse(edith.has_perm("guidance.delete_prompt"))
        self.assertFalse(edith.has_perm("accounts.view_user"))
        self.assertEqual(
            out.getvalue(),
            "edith@example.org can now sign in at /admin/ and edit the guidance.\n"
            "The desk asks for a code besides the password. Setting that up takes two minutes and"
            " an authenticator app on a phone: open /admin/, it leads the way.\n",
        )

    def test_twice_is_fine(self) -> None:
        make_user("edith")

        call_command("make_editor", "edith@example.org", stdout=StringIO())
        call_command("make_editor", "edith@example.org", stdout=StringIO())

        self.assertEqual(User.objects.get().groups.count(), 1)

    def test_an_unknown_address_is_a_sentence(self) -> None:
        with self.assertRaisesMessage(CommandError, "There is no account for nobody@example.org."):
            call_command("make_editor", "nobody@example.org")
