"""Out of one installation and into another: the same guidance, and nothing by halves."""

import json
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from msgspec.structs import replace

from guidance import bundle, editors, loading, shelf, versions
from guidance.models import Feeling, HelpLine, Prompt, Sign, Version, Weight
from guidance.rows import NOUNS, form_of
from guidance.weight_table import WeightTable
from tests.base import TestCase

SLUG = "notice-one-moment"


def clear() -> None:
    """Empty the database of guidance, as a new installation is before its first start."""
    shelves: list[Any] = list(NOUNS.values())
    for model in (Weight, Version, *reversed(shelves)):
        model._default_manager.all().delete()


class BundleTestCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def whole(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(bundle.written())
        return found

    def bring(self, whole: dict[str, Any], **choices: Any) -> bundle.Plan:
        return bundle.bring(bundle.read(json.dumps(whole, indent=1).encode()), **choices)

    def state(self) -> list[Any]:
        """Return all that there is, to the last moment."""
        models_: list[type[models.Model]] = [*NOUNS.values(), Weight, Version]
        return [list(model._default_manager.order_by("pk").values()) for model in models_]


class OutTests(BundleTestCase):
    def test_it_holds_every_published_row_and_every_weight(self) -> None:
        whole = self.whole()

        counts = {noun: len(whole[noun]) for noun in NOUNS}
        self.assertEqual(
            counts,
            {
                "strategy": 5,
                "action": 20,
                "sign": 12,
                "fear": 4,
                "behaviour": NOUNS["behaviour"]._default_manager.count(),
                "leaning": 3,
                "feeling": Feeling.objects.count(),
                "prompt": 100,
                "helpline": 0,
            },
        )
        self.assertEqual(whole["weights"], WeightTable().form())

    def test_what_is_retired_is_in_it_and_a_draft_is_not(self) -> None:
        Prompt.objects.get(slug=SLUG).retire()
        Sign.objects.filter(slug="distance").update(published_at=None)

        whole = self.whole()

        retired = [one["slug"] for one in whole["prompt"] if not one["active"]]
        self.assertEqual(retired, [SLUG])
        self.assertNotIn("distance", [one["slug"] for one in whole["sign"]])
        self.assertEqual([name for name in whole["weights"] if "distance" in name.split()], [])

    def test_who_checked_a_help_line_stays_here(self) -> None:
        HelpLine.objects.update(
            last_verified_on=date(2026, 11, 1),
            verified_by="edith@example.org",
            published_at=timezone.now(),
        )

        text = bundle.written()

        self.assertEqual(len(json.loads(text)["helpline"]), HelpLine.objects.count())
        self.assertNotIn("edith", text)
        self.assertNotIn("2026-11-01", text)

    def test_the_same_guidance_is_the_same_file_letter_by_letter(self) -> None:
        before = bundle.written()
        for row in Prompt.objects.order_by("?"):
            row.save()  # stored in another order, at another moment

        self.assertTrue(bundle.written() == before)


class InTests(BundleTestCase):
    def test_bringing_in_what_was_taken_out_changes_nothing(self) -> None:
        before = self.state()

        plan = self.bring(self.whole())

        self.assertTrue(plan.is_empty)
        self.assertTrue(self.state() == before)

    def test_an_empty_installation_gets_all_of_it_with_the_same_codes(self) -> None:
        Prompt.objects.get(slug=SLUG).retire()
        text, book = bundle.written(), shelf.current()
        clear()

        plan = self.bring(json.loads(text), by="rosa@example.org")

        self.assertTrue(bundle.written() == text)
        self.assertEqual({one.what for one in plan.items}, {"added"})
        again = shelf.current()
        self.assertEqual(replace(again, weights={}), replace(book, weights={}))
        for tag, side, strategy in book.weights:
            self.assertEqual(again.weight(tag, side, strategy), book.weight(tag, side, strategy))
        self.assertTrue(again.prompts[SLUG].retired)
        [version] = Version.objects.of("prompt", SLUG)
        self.assertEqual((version.said, version.made_by), ("imported", "rosa@example.org"))

    def test_a_code_that_is_taken_here_is_not_taken_away(self) -> None:
        mine = Sign.objects.get(slug="distance").code
        whole = self.whole()
        new = whole["sign"][0] | {"slug": "new-sign", "name": "A new one", "code": mine}
        whole["sign"] = [new]

        self.bring(whole)

        self.assertEqual(Sign.objects.get(slug="distance").code, mine)
        self.assertNotEqual(Sign.objects.get(slug="new-sign").code, mine)

    def test_it_says_what_it_adds_changes_and_retires_and_does_that(self) -> None:
        whole = self.whole()
        first, second, third = whole["prompt"][:3]
        first["question"] = "What would a bird have seen?"
        second["active"] = False
        whole["prompt"].append(third | {"slug": "brand-new", "title": "Brand new"})
        whole["weights"]["distance me talk-about-it"] = 0

        looked = bundle.look(bundle.read(json.dumps(whole).encode()))
        self.assertEqual(Prompt.objects.filter(slug="brand-new").count(), 0)
        done = self.bring(whole, by="edith@example.org", mark=looked.mark)

        self.assertEqual(done, looked)
        self.assertEqual(
            [(one.what, one.slug) for one in done.items],
            [("changed", first["slug"]), ("retired", second["slug"]), ("added", "brand-new")],
        )
        self.assertEqual([one.name for one in done.weights], ["distance me talk-about-it"])
        book = shelf.current()
        self.assertEqual(book.prompts[first["slug"]].question, "What would a bird have seen?")
        self.assertTrue(book.prompts[second["slug"]].retired)
        self.assertEqual(book.prompts["brand-new"].title, "Brand new")
        self.assertEqual(book.weight("distance", "me", "talk-about-it"), 0)
        last = versions.newest("prompt", first["slug"])
        assert last
        self.assertEqual((last.number, last.said), (2, "imported"))
        self.assertEqual(versions.history("weights", "table").count(), 2)

    def test_what_the_file_lacks_stays_unless_only_the_file_is_wanted(self) -> None:
        whole = self.whole()
        gone = whole["feeling"].pop(0)

        plan = self.bring(whole)
        self.assertEqual(plan.absent, (("feeling", gone["name"]),))
        self.assertTrue(plan.is_empty)

        plan = self.bring(whole, only=True)
        self.assertEqual([(one.what, one.slug) for one in plan.items], [("retired", gone["slug"])])
        self.assertEqual([one.slug for one in Feeling.objects.retired()], [gone["slug"]])

    def test_a_draft_that_waits_is_given_up_and_that_is_said(self) -> None:
        row = Prompt.objects.get(slug=SLUG)
        versions.keep_draft(row, {"title": "Zanzibar"}, by="edith@example.org", based_on=0)
        whole = self.whole()
        self.assertFalse("Zanzibar" in json.dumps(whole))
        [sent] = [one for one in whole["prompt"] if one["slug"] == SLUG]
        sent["title"] = "Theirs"

        plan = self.bring(whole)

        self.assertEqual([one.gives_up for one in plan.items], [True])
        self.assertIsNone(versions.waiting("prompt", SLUG))
        self.assertEqual(Prompt.objects.get(slug=SLUG).title, "Theirs")

    def test_nothing_is_done_where_the_guidance_moved_since_it_was_looked_at(self) -> None:
        whole = self.whole()
        whole["prompt"][0]["title"] = "Other"
        looked = bundle.look(bundle.read(json.dumps(whole).encode()))
        Feeling.objects.filter(slug="calm").update(name="quite calm")
        before = self.state()

        with self.assertRaises(bundle.Moved):
            self.bring(whole, mark=looked.mark)
        self.assertTrue(self.state() == before)

    def test_another_file_or_choice_than_the_one_looked_at_is_not_brought_in(self) -> None:
        whole = self.whole()
        whole["prompt"][0]["title"] = "Other"
        mark = bundle.look(bundle.read(json.dumps(whole).encode())).mark
        with self.assertRaises(bundle.Moved):
            self.bring(whole, mark=mark, only=True)
        with self.assertRaises(bundle.Moved):
            self.bring(whole, mark="")
        whole["prompt"][0]["title"] = "Another"
        with self.assertRaises(bundle.Moved):
            self.bring(whole, mark=mark)

    def test_one_row_that_does_not_fit_keeps_all_of_it_out(self) -> None:
        whole = self.whole()
        whole["prompt"][0]["title"] = "Other"
        whole["prompt"][7] |= {"contact": True, "hide_if_unsafe": False}
        editors.group()
        before = self.state()

        with self.assertRaises(bundle.Refused) as caught:
            self.bring(whole)

        text = json.dumps(whole, indent=1).splitlines()
        slug = whole["prompt"][7]["slug"]
        line = text.index(f'   "slug": "{slug}",')  # the brace is on the line before, from 1
        [said] = caught.exception.shown
        self.assertTrue(said.startswith(f"Line {line}: “{whole['prompt'][7]['title']}”"), said)
        self.assertIn("tick both", said)
        self.assertTrue(self.state() == before)

    def test_what_no_database_refuses_and_no_editor_may_publish_is_refused_here_too(self) -> None:
        whole = self.whole()
        [one] = [each for each in whole["prompt"] if each["for_heavier"]]
        one["hide_if_own_harm"] = True

        with self.assertRaises(bundle.Refused) as caught:
            self.bring(whole)

        [said] = caught.exception.shown
        self.assertRegex(
            said, rf"^Line \d+: “{one['title']}” does not fit\. A question that is for"
        )

    def test_what_would_break_the_guidance_is_refused(self) -> None:
        whole = self.whole()
        for one in whole["prompt"]:
            if one["strategy"] == "talk-about-it" and one["depth"] == "2-minute":
                one["active"] = False

        with self.assertRaises(bundle.Refused) as caught:
            self.bring(whole)

        [said] = caught.exception.shown
        self.assertIn("two-minute", said)


class HelpLineTests(BundleTestCase):
    def setUp(self) -> None:
        HelpLine.objects.filter(slug=self.line().slug).update(
            last_verified_on=date(2026, 11, 1),
            verified_by="edith@example.org",
            published_at=timezone.now(),
        )

    def line(self) -> HelpLine:
        return HelpLine.objects.exclude(phone="").order_by("slug")[0]

    def test_a_new_one_waits_for_a_check_of_its_own(self) -> None:
        whole, slug = self.whole(), self.line().slug
        Version.objects.all().delete()
        HelpLine.objects.filter(slug=slug).delete()

        [item] = self.bring(whole).items

        self.assertEqual((item.what, item.slug, item.waits), ("added", slug, True))
        found = HelpLine.objects.get(slug=slug)
        self.assertEqual((found.published_at, found.last_verified_on), (None, None))
        self.assertTrue(self.bring(whole).is_empty)

    def test_another_number_waits_beside_the_one_that_was_checked(self) -> None:
        whole, before = self.whole(), form_of(self.line())
        whole["helpline"][0] |= {"phone": "0800 000 000", "phone_link": "0800000000"}

        [item] = self.bring(whole).items

        self.assertTrue(item.waits)
        self.assertEqual(form_of(self.line()), before)
        waiting = versions.waiting("helpline", self.line().slug)
        assert waiting
        self.assertEqual(waiting.form["phone"], "0800 000 000")

    def test_a_retired_one_is_gone_at_once(self) -> None:
        whole = self.whole()
        whole["helpline"][0]["active"] = False

        [item] = self.bring(whole).items

        self.assertEqual((item.what, item.waits), ("retired", False))
        self.assertIsNotNone(self.line().retired_at)
