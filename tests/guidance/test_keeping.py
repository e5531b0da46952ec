from accounts.closing import close
from guidance import loading, versions
from guidance.models import Feeling, Version
from tests.base import TestCase, make_editor


class ForgettingTests(TestCase):
    def test_closing_an_account_takes_its_address_out_of_the_history(self) -> None:
        loading.load()
        row, edith, rosa = Feeling.objects.get(slug="calm"), make_editor(), make_editor("rosa")
        versions.publish(row, {"name": "at ease"}, by=str(edith), based_on=0)
        versions.publish(row, {"name": "at rest"}, by=str(rosa), based_on=2)

        close(edith)

        self.assertEqual(
            list(Version.objects.values_list("number", "made_by")),
            [(3, "rosa@example.org"), (2, "an editor who left"), (1, "")],
        )
