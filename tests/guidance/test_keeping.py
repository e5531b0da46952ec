from django.utils import timezone

from accounts.closing import close
from guidance import loading, versions
from guidance.models import Feeling, HelpLine, Version
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

    def test_it_is_gone_from_the_checks_of_help_lines_too_and_they_still_count(self) -> None:
        loading.load()
        edith, day = make_editor(), timezone.localdate()
        mine, hers = HelpLine.objects.order_by("slug")[:2]
        for line, by in ((mine, edith.email), (hers, "rosa@example.org")):
            check = {"last_verified_on": day.isoformat(), "verified_by": by}
            versions.publish(line, check, by="rosa@example.org", based_on=0)
        # A draft beside it has the check as well.
        versions.keep_draft(mine, {"name": "A new name"}, by="rosa@example.org", based_on=1)

        close(edith)

        self.assertEqual(
            dict(HelpLine.objects.shown_on(day).values_list("slug", "verified_by")),
            {mine.slug: "an editor who left", hers.slug: "rosa@example.org"},
        )
        said = [one.form["verified_by"] for one in versions.history("helpline", mine.slug)]
        self.assertEqual(said, ["an editor who left", "an editor who left"])
        self.assertNotIn("edith", str(list(Version.objects.values())))
