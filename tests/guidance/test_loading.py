import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model

from guidance import loading, versions, wording
from guidance.loading import load
from guidance.models import (
    Action,
    Behaviour,
    Fear,
    Feeling,
    HelpLine,
    Leaning,
    Prompt,
    Shelved,
    Sign,
    Strategy,
    Version,
    Weight,
)
from guidance.shipped import ContentError
from tests.base import TestCase

MODELS: tuple[type[Model], ...] = (
    Action,
    Behaviour,
    Fear,
    Feeling,
    HelpLine,
    Leaning,
    Prompt,
    Sign,
    Strategy,
    Weight,
)
HELD = (
    "Guidance: 5 strategies, 20 actions, 12 signs, 4 fears, 15 behaviours, 3 leanings,"
    " 16 feelings, 100 prompts, 100 weights, 12 help lines"
)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything in the guidance tables, moments included."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in MODELS
    }


class LoadingTestCase(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "content.json"

    def shipped(self, name: str) -> Any:
        return json.loads((wording.CONTENT / name).read_text())

    def load(self, content: Any) -> loading.Loaded:
        self.file.write_text(json.dumps(content))
        return load(self.file)

    def reword(self, **changes: Any) -> list[Any]:
        """Return the shipped prompts with the first one changed."""
        prompts = self.shipped("prompts.json")
        prompts[0] |= changes
        return list(prompts)


class FirstLoadTests(LoadingTestCase):
    def test_it_makes_everything(self) -> None:
        self.assertEqual(str(load()), f"{HELD} (287 new).")

    def test_readers_see_it_all_but_help_lines(self) -> None:
        load()

        for model in MODELS:
            if issubclass(model, Shelved):
                with self.subTest(model=model.__name__):
                    shown = model._default_manager.exclude(published_at=None).count()
                    self.assertEqual(
                        shown, 0 if model is HelpLine else model._default_manager.count()
                    )

    def test_a_row_says_what_the_text_says(self) -> None:
        load()

        prompt = Prompt.objects.get(slug="notice-body-first")
        self.assertEqual(prompt.title, "Just before I pulled away")
        self.assertEqual(
            prompt.hints.splitlines(),
            [
                "Was it tight, hot, numb, or tired?",
                "How strong was it, from 1 to 5?",
                "What did the feeling want you to do?",
            ],
        )
        self.assertEqual(
            {sign.slug for sign in prompt.signs.all()},
            {"distance", "short-replies", "closed-off", "anger-spill"},
        )
        self.assertEqual(
            {fear.slug for fear in prompt.fears.all()}, {"closeness-fear", "attachment-pattern"}
        )

    def test_a_feeling_is_its_word_in_the_order_of_the_file(self) -> None:
        load()

        found = list(Feeling.objects.values_list("slug", "name", "order"))
        words = self.shipped("guidance.json")["feelings"]
        self.assertEqual(found, [(word, word, place) for place, word in enumerate(words)])
        self.assertEqual((found[0], found[15]), (("calm", "calm", 0), ("tired", "tired", 15)))

    def test_codes_are_unique_over_signs_fears_strategies_and_leanings(self) -> None:
        load()

        codes = [
            code
            for model in (Sign, Fear, Strategy, Leaning)
            for code in model._default_manager.values_list("code", flat=True)
        ]
        self.assertEqual((len(codes), len(set(codes))), (24, 24))

    def test_help_lines_are_drafts(self) -> None:
        load()

        self.assertEqual(
            set(HelpLine.objects.values_list("published_at", "last_verified_on", "verified_by")),
            {(None, None, "")},
        )

    def test_editors_get_rights_over_guidance_and_no_others(self) -> None:
        load()

        rights = Group.objects.get(name="Editors").permissions
        self.assertEqual(
            set(rights.values_list("codename", flat=True)),
            {
                f"{right}_{model._meta.model_name}"
                for model in MODELS
                for right in ("add", "change", "view")
            },
        )
        self.assertEqual(
            set(rights.values_list("content_type__app_label", flat=True)), {"guidance"}
        )


class SecondLoadTests(LoadingTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_it_changes_nothing(self) -> None:
        before = rows()

        report = load()

        self.assertEqual(str(report), f"{HELD} (nothing new).")
        self.assertEqual(rows(), before)

    def test_an_editors_wording_stays_and_is_not_mentioned_while_the_text_is_the_same(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").update(question="What did you see?")

        report = load()

        self.assertEqual(str(report), f"{HELD} (nothing new).")
        self.assertEqual(Prompt.objects.get(slug="notice-one-moment").question, "What did you see?")

    def test_an_untouched_row_follows_a_new_text(self) -> None:
        report = self.load(
            self.reword(question="A new one?", hints=["Only one."], signs=["listened"], fears=[])
        )

        prompt = Prompt.objects.get(slug="notice-one-moment")
        self.assertEqual(str(report), "Guidance: 100 prompts (1 updated).")
        self.assertEqual((prompt.question, prompt.hints), ("A new one?", "Only one."))
        self.assertEqual([sign.slug for sign in prompt.signs.all()], ["listened"])

    def test_a_row_follows_twice(self) -> None:
        self.load(self.reword(question="A new one?"))
        self.load(self.reword(question="A newer one?"))

        self.assertEqual(Prompt.objects.get(slug="notice-one-moment").question, "A newer one?")

    def test_an_editors_wording_is_kept_against_a_new_text_and_reported(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").update(hints="My own hint")

        report = self.load(self.reword(question="A new one?"))

        prompt = Prompt.objects.get(slug="notice-one-moment")
        self.assertEqual(prompt.hints, "My own hint")
        self.assertNotEqual(prompt.question, "A new one?")
        self.assertEqual(
            str(report),
            "Guidance: 100 prompts (kept your wording of “One moment” (prompt)).",
        )

    def test_the_report_says_what_differs_field_by_field(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").update(hints="My own hint")

        report = self.load(self.reword(question="A new one?", hints=["Only one."]))

        was = Prompt.objects.get(slug="notice-one-moment").question
        self.assertEqual(
            report.differing,
            [
                f"“One moment” (prompt), question: yours “{was}”, shipped “A new one?”",
                "“One moment” (prompt), hints: yours “My own hint”, shipped “Only one.”",
            ],
        )

    def test_a_text_that_follows_and_one_that_reads_the_same_differ_in_nothing(self) -> None:
        HelpLine.objects.filter(slug="gb-samaritans").verify(date(2026, 11, 22), by="Edith")
        HelpLine.objects.filter(slug="gb-samaritans").publish()

        self.assertEqual(self.load(self.reword(question="A new one?")).differing, [])
        self.assertEqual(load().differing, [])

    def test_a_row_that_follows_has_it_in_its_history_and_what_waits_keeps_its_words(self) -> None:
        row = Prompt.objects.get(slug="notice-one-moment")
        was = row.question
        versions.keep_draft(row, {"title": "Soon"}, by="edith@example.org", based_on=0)

        self.load(self.reword(question="A new one?"))

        self.assertEqual(
            [
                (one.number, one.said, one.form["title"], one.form["question"])
                for one in versions.history("prompt", "notice-one-moment")
            ],
            [
                (3, "loaded", "One moment", "A new one?"),
                (2, "drafted", "Soon", "A new one?"),
                (1, "loaded", "One moment", was),
            ],
        )

    def test_a_weight_that_follows_is_in_the_history_of_the_table(self) -> None:
        content = self.shipped("guidance.json")
        content["mapping"]["tag_weights"]["distance"]["me"]["talk-about-it"] = 3
        content["mapping"]["reasons"]["distance"] = "Because."

        self.load(content)

        self.assertEqual(
            [
                (one.said, one.form["distance me talk-about-it"])
                for one in versions.history("weights", "table")
            ],
            [("loaded", 3), ("loaded", 2)],
        )
        self.assertEqual(Version.objects.exclude(noun="weights").count(), 0)

    def test_what_is_new_needs_no_history(self) -> None:
        self.load({"feelings": ["shy"]})

        self.assertEqual(Version.objects.count(), 0)

    def test_an_editors_choice_of_signs_is_a_change_too(self) -> None:
        prompt = Prompt.objects.get(slug="notice-one-moment")
        prompt.signs.clear()

        self.load(self.reword(question="A new one?"))

        prompt.refresh_from_db()
        self.assertNotEqual(prompt.question, "A new one?")
        self.assertEqual(prompt.signs.count(), 0)

    def test_what_an_editor_retired_stays_retired(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").retire()

        self.load(self.reword(question="A new one?"))

        self.assertNotEqual(Prompt.objects.get(slug="notice-one-moment").retired_at, None)

    def test_a_text_that_is_shipped_as_inactive_is_retired(self) -> None:
        self.load(self.reword(active=False))

        self.assertNotEqual(Prompt.objects.get(slug="notice-one-moment").retired_at, None)

    def test_moving_a_row_does_not_freeze_its_words(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").update(order=50)

        self.load(self.reword(question="A new one?"))

        prompt = Prompt.objects.get(slug="notice-one-moment")
        self.assertEqual((prompt.question, prompt.order), ("A new one?", 50))

    def test_rewording_a_row_does_not_freeze_its_place(self) -> None:
        Prompt.objects.filter(slug="notice-one-moment").update(question="Mine?")

        self.load(self.reword(order=70))

        prompt = Prompt.objects.get(slug="notice-one-moment")
        self.assertEqual((prompt.question, prompt.order), ("Mine?", 70))

    def test_a_feeling_keeps_an_editors_word_and_a_new_one_joins_them(self) -> None:
        Feeling.objects.filter(slug="calm").update(name="at ease")

        report = self.load({"feelings": [*self.shipped("guidance.json")["feelings"], "shy"]})

        self.assertEqual(str(report), "Guidance: 17 feelings (1 new).")
        self.assertEqual(Feeling.objects.get(slug="calm").name, "at ease")
        self.assertEqual(Feeling.objects.get(slug="shy").order, 16)

    def test_what_an_editor_added_under_the_same_slug_is_kept(self) -> None:
        Prompt.objects.create(
            slug="ours", phase="notice", depth="action", minutes=1, perspective="either", title="A"
        )
        prompts = self.reword(slug="ours", title="B")

        report = self.load(prompts)

        self.assertEqual(Prompt.objects.get(slug="ours").title, "A")
        self.assertEqual(str(report), "Guidance: 101 prompts (kept your wording of “A” (prompt)).")

    def test_a_weight_follows_and_an_editors_weight_is_kept(self) -> None:
        Weight.objects.filter(sign__slug="distance", strategy__slug="take-it-slow").update(value=1)
        content = self.shipped("guidance.json")
        content["mapping"]["tag_weights"]["distance"]["me"] |= {
            "take-it-slow": 2,
            "talk-about-it": 3,
        }

        report = self.load(content)

        mine = Weight.objects.filter(sign__slug="distance", side="me")
        self.assertEqual(mine.get(strategy__slug="take-it-slow").value, 1)
        self.assertEqual(mine.get(strategy__slug="talk-about-it").value, 3)
        self.assertEqual(
            (report.updated, report.kept), (1, ["“distance me take-it-slow” (weight)"])
        )

    def test_a_code_stays_when_its_row_follows(self) -> None:
        code = Sign.objects.get(slug="distance").code
        content = self.shipped("guidance.json")
        content["signs"][0]["name"] = "Further apart"

        self.load(content)

        sign = Sign.objects.get(slug="distance")
        self.assertEqual((sign.name, sign.code), ("Further apart", code))

    def test_a_checked_help_line_is_not_given_a_number_that_nobody_checked(self) -> None:
        HelpLine.objects.filter(slug="gb-samaritans").verify(date(2026, 11, 22), by="Edith")
        content = self.shipped("help_lines.json")
        content["help_lines"][3] |= {"phone": "0000", "phone_link": "0000"}

        self.load(content)

        self.assertEqual(HelpLine.objects.get(slug="gb-samaritans").phone, "116 123")


class WrongContentTests(LoadingTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def refused(self, content: Any) -> str:
        before = rows()
        with self.assertRaises(ContentError) as caught:
            self.load(content)
        self.assertEqual(rows(), before)
        return str(caught.exception)

    def test_a_long_title_is_named(self) -> None:
        said = self.refused(self.reword(title="x" * 41))

        self.assertEqual(
            said[: len(f"“{'x' * 41}” does not fit. title:")], f"“{'x' * 41}” does not fit. title:"
        )

    def test_a_feeling_that_is_no_plain_word_is_named(self) -> None:
        for word in ("at ease", "", "x" * 21):
            with self.subTest(word=word):
                said = self.refused({"feelings": ["calm", word]})

                self.assertEqual(
                    said[: len(f"“{word}” does not fit. ")], f"“{word}” does not fit. "
                )

    def test_an_unknown_sign_is_named(self) -> None:
        self.assertEqual(
            self.refused(self.reword(signs=["yodelling"])),
            "A text names “yodelling” among its signs, and we have none.",
        )

    def test_what_the_database_refuses_changes_nothing(self) -> None:
        said = self.refused(self.reword(phase="respond"))

        self.assertEqual(said[:29], "The database refuses a text: ")

    def test_a_missing_field_is_named(self) -> None:
        prompts = self.reword()
        del prompts[0]["question"]

        self.assertEqual(
            self.refused(prompts),
            "The content is not in the shape we know: KeyError('question').",
        )

    def test_a_file_without_guidance_is_refused(self) -> None:
        self.assertEqual(self.refused({"weather": []}), "There is no guidance in it.")

    def test_a_file_that_is_not_json_is_refused(self) -> None:
        self.file.write_text("{")
        with self.assertRaises(ContentError):
            load(self.file)

    def test_a_file_that_is_not_there_is_refused(self) -> None:
        with self.assertRaisesMessage(ContentError, "cannot be read"):
            load(self.file)
