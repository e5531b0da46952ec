from datetime import date
from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import escape

from guidance import rows, versions
from guidance.loading import load
from guidance.models import (
    Action,
    Behaviour,
    Fear,
    Feeling,
    HelpLine,
    Leaning,
    Prompt,
    Sign,
    Strategy,
    Version,
)
from tests.base import TestCase, make_editor, make_user

PROMPT = "talk-door-open"


class PreviewTestCase(TestCase):
    """Edith looks at what writers will see."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def setUp(self) -> None:
        self.client.force_login(make_editor())

    def url(self, row: Any, **more: Any) -> str:
        """Return the address of the preview of a stored row, or of a version of it."""
        asked = "&".join(f"{name}={value}" for name, value in {"row": row.pk, **more}.items())
        return f"{reverse('desk_preview', args=[row._meta.model_name])}?{asked}"

    def sent(self, row: Any, **changed: Any) -> Any:
        """Send the form of a row's page to the preview, with some fields changed."""
        page = reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])
        form = self.client.get(page).context["form"]
        fields = {
            bound.html_name: value
            for bound in form
            if not bound.field.disabled and (value := bound.value()) not in (None, False)
        }
        return self.client.post(self.url(row), fields | changed | {"_preview": "1"})

    def headings(self, response: Any) -> list[str]:
        return [place.heading for place in response.context["shown"]]


class WhoMayTests(PreviewTestCase):
    def test_staff_without_the_right_are_refused(self) -> None:
        other = make_user("mallory")
        other.is_staff = True
        other.save()
        url = self.url(Prompt.objects.get(slug=PROMPT))
        self.client.force_login(other)

        self.assertEqual(self.client.get(url).status_code, 403)
        self.assertEqual(self.client.post(url).status_code, 403)

    def test_a_writer_is_led_to_the_door(self) -> None:
        url = self.url(Prompt.objects.get(slug=PROMPT))
        self.client.force_login(make_user("ada"))

        self.assertEqual(self.client.get(url).status_code, 302)

    def test_what_is_no_guidance_or_no_row_is_not_found(self) -> None:
        prompt = Prompt.objects.get(slug=PROMPT)
        for url in (
            reverse("desk_preview", args=["user"]),
            reverse("desk_preview", args=["prompt"]),
            reverse("desk_preview", args=["prompt"]) + "?row=x",
            reverse("desk_preview", args=["prompt"]) + "?row=" + "9" * 40,
            reverse("desk_preview", args=["prompt"]) + "?row=9999999",
            self.url(prompt, version=1),
            self.url(prompt, version="x"),
            self.url(prompt, version="9" * 40),
        ):
            with self.subTest(url=url):
                self.assertEqual(self.client.get(url).status_code, 404)


class PlacesTests(PreviewTestCase):
    """Each kind of guidance, where writers meet it, drawn twice by their own templates."""

    def test_a_sign_has_its_row_and_its_page(self) -> None:
        sign = Sign.objects.get(slug="unkind-words")

        response = self.client.get(self.url(sign))

        self.assertEqual(self.headings(response), ["On the writing form", "Its page in the guide"])
        self.assertContains(response, f'value="{sign.slug}:me"', 2)
        self.assertContains(response, f'value="{sign.slug}:them"', 2)
        self.assertContains(response, sign.summary, 4)

    def test_a_fear_has_its_guess_and_its_page(self) -> None:
        fear = Fear.objects.get(slug="trust-hard")

        response = self.client.get(self.url(fear))

        self.assertContains(response, f'name="fears" value="{fear.slug}"', 2)
        self.assertContains(response, "How it may show", 2)

    def test_a_strategy_stands_in_the_guide_and_has_a_page_with_its_questions(self) -> None:
        strategy = Strategy.objects.get(slug="talk-about-it")

        response = self.client.get(self.url(strategy))

        self.assertEqual(self.headings(response), ["In the guide", "Its page in the guide"])
        for prompt in strategy.prompts.all():
            self.assertContains(response, escape(prompt.question), 2)

    def test_a_prompt_stands_on_the_form_with_its_hints_and_in_the_guide(self) -> None:
        prompt = Prompt.objects.get(slug=PROMPT)

        response = self.client.get(self.url(prompt))

        self.assertEqual(self.headings(response), ["On the writing form", "In the guide"])
        for hint in prompt.hints.splitlines():
            self.assertContains(response, escape(hint), 4)
        self.assertContains(response, f'From <a href="{prompt.strategy.get_absolute_url()}"', 2)  # type: ignore[union-attr]

    def test_a_prompt_of_a_phase_is_not_in_the_guide(self) -> None:
        prompt = Prompt.objects.filter(phase="notice")[0]

        self.assertEqual(self.headings(self.client.get(self.url(prompt))), ["On the writing form"])

    def test_a_feeling_stands_among_the_feelings(self) -> None:
        feeling = Feeling.objects.all()[0]

        response = self.client.get(self.url(feeling))

        self.assertContains(response, f'name="feelings" value="{feeling.slug}"', 2)

    def test_a_leaning_has_its_page(self) -> None:
        leaning = Leaning.objects.all()[0]

        self.assertContains(self.client.get(self.url(leaning)), leaning.summary, 2)

    def test_a_behaviour_and_an_action_stand_on_the_page_of_what_they_belong_to(self) -> None:
        for row, holder in (
            (Behaviour.objects.all()[0], "fear"),
            (Action.objects.all()[0], "strategy"),
        ):
            with self.subTest(row=row):
                response = self.client.get(self.url(row))
                self.assertContains(response, escape(row.description), 2)
                self.assertContains(response, escape(getattr(row, holder).summary), 2)

    def test_a_help_line_stands_among_those_of_its_country_as_it_would_once_checked(self) -> None:
        first, line = HelpLine.objects.filter(country="GB")[:2]
        HelpLine.objects.filter(pk=first.pk).update(
            published_at="2026-01-01T00:00Z", last_verified_on=date.today(), verified_by="Rosa"
        )

        response = self.client.get(self.url(line))

        self.assertContains(response, f"<h4>{escape(first.name)}</h4>", 2)
        self.assertContains(response, f"<h4>{escape(line.name)}</h4>", 2)

    def test_a_line_for_the_gate_is_shown_there_too(self) -> None:
        line = HelpLine.objects.filter(category="abuse")[0]

        response = self.client.get(self.url(line))

        self.assertEqual(
            self.headings(response), ["On the help page", "After a question about safety"]
        )

    def test_what_is_retired_says_so_and_leaves_the_form(self) -> None:
        sign = Sign.objects.get(slug="distance")
        sign.retire()

        response = self.client.get(self.url(sign))

        self.assertEqual(self.headings(response), ["Its page in the guide"])
        self.assertContains(response, "It is retired: only old pages still lead here.", 1)
        self.assertContains(response, "We no longer offer this one.", 2)


class SentTests(PreviewTestCase):
    def test_unsaved_words_are_shown_and_not_saved(self) -> None:
        prompt = Prompt.objects.get(slug=PROMPT)

        response = self.sent(prompt, question="What did the door say?", hints="One.\nTwo.")

        self.assertContains(response, "What did the door say?</label>", 2)
        self.assertContains(response, "<li>Two.</li>", 4)
        self.assertContains(response, "nothing is saved", 1)
        self.assertNotEqual(Prompt.objects.get(slug=PROMPT).question, "What did the door say?")
        self.assertEqual(Version.objects.count(), 0)

    def test_every_kind_of_row_can_be_sent(self) -> None:
        for noun, model in rows.NOUNS.items():
            with self.subTest(noun=noun):
                row = model._default_manager.all()[0]
                name = "title" if noun == "prompt" else "name"
                response = self.sent(row, **{name: "Words of my own"})
                self.assertContains(response, "Words of my own")
                self.assertEqual(len(response.context["shown"][0].panels), 2)
                self.assertEqual(response.context["wrong"], [])

    def test_a_new_row_is_shown_before_there_is_one(self) -> None:
        fields = {
            "title": "A new one",
            "phase": "notice",
            "depth": "2-minute",
            "minutes": "2",
            "perspective": "either",
            "question": "What is new?",
            "_preview": "1",
            "order": "0",
        }

        response = self.client.post(reverse("desk_preview", args=["prompt"]), fields)

        self.assertContains(response, "What is new?</label>", 2)
        self.assertEqual(Prompt.objects.filter(title="A new one").count(), 0)

    def test_an_empty_new_row_of_any_kind_is_answered(self) -> None:
        for noun in rows.NOUNS:
            with self.subTest(noun=noun):
                response = self.client.post(reverse("desk_preview", args=[noun]), {"_preview": "1"})
                self.assertEqual(response.status_code, 200)
                self.assertNotEqual(response.context["wrong"], [])

    def test_a_form_that_does_not_fit_is_shown_as_far_as_it_goes_with_the_sentences(self) -> None:
        prompt = Prompt.objects.get(slug=PROMPT)
        question = "What? " * 40

        response = self.sent(prompt, question=question, phase="nowhere", minutes="many")

        self.assertContains(response, f"{question.strip()}</label>", 2)
        self.assertGreaterEqual(len(response.context["wrong"]), 3)
        self.assertTrue(any(one.startswith("Question: ") for one in response.context["wrong"]))
        self.assertContains(response, "It cannot be saved like this yet:")

    def test_controls_are_taken_out_of_what_does_not_fit(self) -> None:
        response = self.sent(Prompt.objects.get(slug=PROMPT), question="What\0 now?")

        self.assertContains(response, "What now?</label>", 2)
        self.assertNotIn(b"\0", response.content)

    def test_an_address_that_does_not_fit_is_never_a_link(self) -> None:
        line = HelpLine.objects.exclude(web_url="")[0]

        response = self.sent(line, web_url="javascript:alert(1)", phone_link="javascript:alert(1)")

        self.assertNotIn(b"javascript:", response.content)
        self.assertNotEqual(response.context["wrong"], [])

    def test_markup_is_shown_as_text(self) -> None:
        response = self.sent(Prompt.objects.get(slug=PROMPT), question="<img src=x onerror=a()>")

        self.assertNotIn(b"<img", response.content)
        self.assertContains(response, "&lt;img src=x onerror=a()&gt;</label>", 2)

    def test_a_draft_that_nobody_has_seen_is_shown(self) -> None:
        row = Sign()
        form = rows.form_of(Sign.objects.get(slug="distance")) | {"slug": "fresh", "name": "Fresh"}
        versions.keep_draft(row, form, by="edith@example.org", based_on=0)

        response = self.client.get(self.url(Sign.objects.get(slug="fresh")))

        self.assertContains(response, "<h1>Fresh</h1>", 2)


class VersionTests(PreviewTestCase):
    def test_a_draft_of_what_is_published_is_shown_by_its_number(self) -> None:
        prompt = Prompt.objects.get(slug=PROMPT)
        form = rows.form_of(prompt)
        draft = versions.keep_draft(
            prompt, form | {"question": "What is next?"}, by="edith@example.org", based_on=0
        )

        now = self.client.get(self.url(prompt))
        then = self.client.get(self.url(prompt, version=draft.number))

        self.assertContains(now, escape(prompt.question) + "</label>", 2)
        self.assertContains(now, "as it is now")
        self.assertContains(then, "What is next?</label>", 2)
        self.assertContains(then, f"as version {draft.number} has it")


class NothingIsSentTests(PreviewTestCase):
    def test_no_preview_holds_a_form_but_the_way_out(self) -> None:
        for noun, model in rows.NOUNS.items():
            with self.subTest(noun=noun):
                response = self.client.get(self.url(model._default_manager.all()[0]))
                self.assertContains(response, "<form", 1)  # Leave quickly
                self.assertNotContains(response, "formaction")

    def test_no_id_is_there_twice(self) -> None:
        for noun, model in rows.NOUNS.items():
            with self.subTest(noun=noun):
                content = self.client.get(
                    self.url(model._default_manager.all()[0])
                ).content.decode()
                ids = [part.partition('"')[0] for part in content.split(' id="')[1:]]
                self.assertEqual(sorted(ids), sorted(set(ids)))

    def test_every_kind_of_row_at_the_desk_has_a_preview(self) -> None:
        registered = {
            str(model._meta.model_name)
            for model in admin.site._registry
            if model._meta.app_label == "guidance"
        }
        self.assertEqual(set(rows.NOUNS), registered)
