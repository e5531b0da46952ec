from typing import Any

from django.urls import reverse

from guidance import loading, versions
from guidance.models import Prompt, Sign, Strategy
from tests.base import TestCase, make_editor

HELD = "There is a note for you below."


class CheckedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def setUp(self) -> None:
        self.edith = make_editor()
        self.client.force_login(self.edith)

    def page(self, row: Any) -> str:
        return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])

    def sent(self, response: Any, **changes: Any) -> dict[str, Any]:
        """Return what a browser would send back from the page, with changes."""
        form = response.context["form"]
        left = {
            bound.html_name: value
            for bound in form
            if not bound.field.disabled and (value := bound.value()) not in (None, False)
        }
        left["based_on"] = response.context["based_on"]
        return {name: value for name, value in (left | changes).items() if value is not None}

    def send(self, row: Any, button: str = "_publish", **changes: Any) -> Any:
        """Open a row's page, change some fields, and press a button."""
        form = self.sent(self.client.get(self.page(row)), **changes)
        return self.client.post(self.page(row), form | {button: "1"})

    def again(self, row: Any, response: Any, button: str = "_publish", **changes: Any) -> Any:
        """Press a button on the page that came back."""
        return self.client.post(self.page(row), self.sent(response, **changes) | {button: "1"})

    def errors(self, response: Any) -> dict[str, list[str]]:
        return dict(response.context["form"].errors)

    def remarks(self, response: Any) -> list[tuple[str, str]]:
        return [(one.field, one.level) for one in response.context["form"].remarks]


class WarningTests(CheckedTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.prompt = Prompt.objects.get(slug="notice-one-moment")

    def question(self) -> str:
        return Prompt.objects.get(pk=self.prompt.pk).question

    def test_a_warning_is_shown_once_before_readers_see_the_text(self) -> None:
        was = self.question()

        held = self.send(self.prompt, question="Why did you leave?")

        self.assertEqual(held.status_code, 200)
        self.assertContains(held, HELD)
        self.assertContains(held, "“Why” can sound like blame.", count=1)
        self.assertContains(held, "Why did you leave?")
        self.assertEqual(self.question(), was)

        gone = self.again(self.prompt, held)
        self.assertEqual(gone.status_code, 302)
        self.assertEqual(self.question(), "Why did you leave?")

    def test_another_warning_is_shown_too(self) -> None:
        held = self.send(self.prompt, question="Why did you leave?")

        held = self.again(self.prompt, held, question="Why did you always leave?")

        self.assertContains(held, HELD)
        self.assertContains(held, "“Always” is seldom true of people.")
        self.assertEqual(self.again(self.prompt, held).status_code, 302)

    def test_a_warning_that_stood_on_the_page_holds_nothing_up(self) -> None:
        versions.publish(self.prompt, {"question": "Why did you leave?"}, by="e@x.org", based_on=0)

        opened = self.client.get(self.page(self.prompt))
        self.assertEqual(self.remarks(opened), [("question", "warning")])
        self.assertContains(opened, "“Why” can sound like blame.", count=1)

        self.assertEqual(self.send(self.prompt, title="Another title").status_code, 302)

    def test_the_warning_is_read_out_with_its_field(self) -> None:
        held = self.send(self.prompt, question="Why did you leave?")

        self.assertRegex(
            held.content.decode(),
            r'<textarea[^>]*name="question"[^>]*aria-describedby="[^"]*\bid_question_remarks"',
        )
        self.assertContains(held, 'id="id_question_remarks"', count=1)

    def test_a_draft_is_kept_without_a_word_and_shows_its_warning_when_opened(self) -> None:
        kept = self.send(self.prompt, "_draft", question="Why did you leave?")

        self.assertEqual(kept.status_code, 302)
        opened = self.client.get(self.page(self.prompt))
        self.assertEqual(self.remarks(opened), [("question", "warning")])

    def test_a_warning_is_shown_before_a_text_gets_its_day(self) -> None:
        held = self.send(self.prompt, "_publish_on", question="Why?", publish_day="2999-01-01")
        self.assertContains(held, HELD)

        dated = self.again(self.prompt, held, "_publish_on")
        self.assertEqual(dated.status_code, 302)
        waiting = versions.waiting("prompt", self.prompt.slug)
        assert waiting is not None
        self.assertEqual(waiting.form["question"], "Why?")

    def test_a_sign_without_an_actor_is_held_once(self) -> None:
        sign = Sign.objects.get(slug="distance")

        held = self.send(sign, me="Kept away")

        self.assertEqual(self.remarks(held), [("me", "warning")])
        self.assertEqual(self.again(sign, held).status_code, 302)

    def test_a_new_row_is_looked_at_as_well(self) -> None:
        url = reverse("admin:guidance_prompt_add")
        opened = self.client.get(url)
        self.assertEqual(self.remarks(opened), [])
        form = self.sent(
            opened,
            title="Afterwards",
            question="What came next?",
            phase="notice",
            depth="2-minute",
            minutes=2,
            perspective="either",
        )

        held = self.client.post(url, form | {"_publish": "1"})

        self.assertEqual(self.remarks(held), [("hints", "warning")])
        self.client.post(url, self.sent(held) | {"_publish": "1"})
        self.assertEqual(Prompt.objects.filter(slug="afterwards").count(), 1)

    def test_what_is_wrong_with_a_mark_of_ones_own_making_is_nothing(self) -> None:
        held = self.send(self.prompt, question="Why?", seen="zzz <script> 0")

        self.assertContains(held, HELD)
        self.assertNotContains(held, "zzz <script>")


class ErrorTests(CheckedTestCase):
    def setUp(self) -> None:
        super().setUp()
        short = Prompt.objects.filter(strategy__slug="talk-about-it", depth="2-minute")
        self.last, *others = short
        for prompt in others:
            prompt.retire()
        self.lack = (
            "This would leave “Talk about it” without a two-minute question on offer."
            " Publish another one first."
        )

    def test_what_breaks_the_guidance_is_not_published_now_or_later(self) -> None:
        for button in ("_publish", "_publish_on"):
            with self.subTest(button=button):
                refused = self.send(self.last, button, depth="10-minute", publish_day="2999-01-01")

                self.assertEqual(self.errors(refused), {"depth": [self.lack]})
                again = self.again(self.last, refused, button)
                self.assertEqual(self.errors(again), {"depth": [self.lack]})
        self.assertEqual(Prompt.objects.get(pk=self.last.pk).depth, "2-minute")
        self.assertIsNone(versions.waiting("prompt", self.last.slug))

    def test_it_may_be_a_draft_which_says_what_it_would_break(self) -> None:
        kept = self.send(self.last, "_draft", depth="10-minute")

        self.assertEqual(kept.status_code, 302)
        opened = self.client.get(self.page(self.last))
        self.assertEqual(self.remarks(opened), [("depth", "error")])
        self.assertContains(opened, self.lack.replace("“", "“"))

    def test_what_is_amiss_already_keeps_nobody_from_rewording(self) -> None:
        self.last.retire()
        other = Prompt.objects.filter(strategy__slug="talk-about-it", depth="action").first()

        self.assertEqual(self.send(other, title="Another title").status_code, 302)

    def test_an_error_of_the_text_is_said_once_and_refuses_a_draft_too(self) -> None:
        prompt = Prompt.objects.filter(contact=True).first()
        assert prompt is not None
        for button in ("_publish", "_draft"):
            with self.subTest(button=button):
                refused = self.send(prompt, button, hide_if_unsafe=None)

                self.assertEqual(
                    self.errors(refused),
                    {
                        "hide_if_unsafe": [
                            "A question that asks for contact also hides when someone is"
                            " afraid: tick both."
                        ]
                    },
                )
                self.assertContains(refused, "tick both.", count=1)

    def test_a_strategy_is_published_after_its_questions(self) -> None:
        strategy = Strategy(slug="afresh", name="Afresh", summary="One.", about="Two.", order=9)
        versions.keep_draft(strategy, {"name": "Afresh"}, by="e@x.org", based_on=0)

        refused = self.send(strategy)

        self.assertEqual(
            self.errors(refused),
            {
                "__all__": [
                    "This would leave “Afresh” without a two-minute question on offer."
                    " Publish another one first."
                ]
            },
        )
        prompt = Prompt.objects.get(slug="talk-door-open")
        versions.publish(
            Prompt(slug="afresh-1"),
            {
                "title": "Afresh",
                "question": "What now?",
                "phase": "respond",
                "strategy": "afresh",
                "depth": "2-minute",
                "minutes": 2,
                "perspective": "either",
                "hints": prompt.hints,
            },
            by="e@x.org",
            based_on=0,
        )
        self.assertEqual(self.send(strategy).status_code, 302)
