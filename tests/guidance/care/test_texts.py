from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse

from guidance import care, due, loading, rows, versions
from guidance.models import HelpLine, Prompt, Sign, Strategy, Version
from guidance.weight_table import WeightTable
from tests.base import TestCase

TODAY = date(2026, 11, 22)
PROMPTS = reverse("admin:guidance_prompt_changelist")


class CareTestCase(TestCase):
    """The texts as shipped, and help lines that need no care."""

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()
        HelpLine.objects.exclude(country="US").retire()
        HelpLine.objects.verify(TODAY, by="Edith")
        HelpLine.objects.publish()

    def items(self) -> list[tuple[str, str, str]]:
        return [(one.level, one.sentence, one.url) for one in care.items(TODAY)]

    def page(self, row: Any) -> str:
        return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])


class TextCareTests(CareTestCase):
    def retire(self, **which: Any) -> None:
        Prompt.objects.filter(**which).retire()

    def test_as_shipped_the_texts_need_no_care(self) -> None:
        self.assertEqual(self.items(), [])

    def test_questions_without_hints_are_named(self) -> None:
        prompt = Prompt.objects.get(slug="notice-one-moment")
        Prompt.objects.filter(pk=prompt.pk).update(hints="\n ", edited_at=datetime.now(UTC))

        self.assertEqual(
            self.items(), [("warning", "“One moment” has no hints.", self.page(prompt))]
        )

        other = Prompt.objects.get(slug="notice-what-changed")
        other.hints = ""
        other.save()
        [(_, sentence, url)] = self.items()
        self.assertEqual(sentence, "“One moment” and “What used to happen” have no hints.")
        self.assertEqual(url, f"{PROMPTS}?slug__in=notice-one-moment%2Cnotice-what-changed")

    def test_what_is_broken_comes_first_and_leads_to_the_questions_of_the_strategy(self) -> None:
        bare = Prompt.objects.get(slug="notice-one-moment")
        bare.hints = ""
        bare.save()
        self.retire(strategy__slug="talk-about-it", depth="2-minute")

        self.assertEqual(
            self.items()[0],
            (
                "error",
                "“Talk about it” has no two-minute question on offer.",
                f"{PROMPTS}?strategy=talk-about-it",
            ),
        )
        self.assertEqual(self.items()[-1][1], "“One moment” has no hints.")

    def test_gaps_are_one_sentence_for_each_strategy(self) -> None:
        kept = Prompt.objects.filter(strategy__slug="take-it-slow", fears__slug="trust-hard")
        for prompt in kept.exclude(pk__in=kept.values("pk")[:2]):
            prompt.fears.set(prompt.fears.exclude(slug="trust-hard"))
            prompt.save()
        for prompt in Prompt.objects.filter(
            strategy__slug="take-it-slow", signs__slug="less-interest", perspective="pushing"
        ) | Prompt.objects.filter(
            strategy__slug="take-it-slow", signs__slug="less-interest", perspective="either"
        ):
            prompt.signs.set(prompt.signs.exclude(slug="less-interest"))
            prompt.save()

        self.assertEqual(
            self.items(),
            [
                (
                    "warning",
                    "“Take it slow” fits best, but has fewer than 3 questions, for “Less"
                    " interest: I did not ask” (0), “Less interest: They did not ask” (2) and"
                    " “Trouble trusting” (2).",
                    f"{PROMPTS}?strategy=take-it-slow",
                )
            ],
        )

    def test_a_strategy_with_one_two_minute_question_is_named(self) -> None:
        short = Prompt.objects.filter(strategy__slug="talk-about-it", depth="2-minute")
        short.exclude(pk=short.values("pk")[:1]).update(depth="10-minute")
        loading_moment = datetime.now(UTC)
        Prompt.objects.update(edited_at=loading_moment)

        self.assertEqual(
            self.items(),
            [
                (
                    "warning",
                    "“Talk about it” has only one two-minute question. Whoever answers it finds"
                    " no other for three weeks.",
                    f"{PROMPTS}?strategy=talk-about-it&depth=2-minute",
                )
            ],
        )

    def test_each_lack_leads_to_its_shelf(self) -> None:
        for model, noun in ((Sign, "sign"), (Strategy, "strategy")):
            model._default_manager.all().retire()
            with self.subTest(noun=noun):
                urls = [url for level, _, url in self.items() if level == "error"]
                self.assertIn(reverse(f"admin:guidance_{noun}_changelist"), urls)


class WaitingCareTests(CareTestCase):
    def draft(self, row: Any, days: int, **changes: Any) -> Version:
        """Have a draft of the row wait since so many days."""
        made = versions.keep_draft(row, rows.form_of(row) | changes, by="e@x.org", based_on=0)
        moment = datetime(2026, 11, 22, 12, tzinfo=UTC) - timedelta(days=days)
        Version.objects.filter(pk=made.pk).update(made_at=moment)
        return made

    def test_a_draft_is_named_after_30_days(self) -> None:
        prompt = Prompt.objects.get(slug="notice-one-moment")
        made = self.draft(prompt, 29, title="One near moment")
        self.assertEqual(self.items(), [])

        Version.objects.filter(pk=made.pk).update(made_at=datetime(2026, 10, 23, tzinfo=UTC))

        self.assertEqual(
            self.items(),
            [
                (
                    "warning",
                    "“One near moment” has waited as a draft since 23 October 2026.",
                    self.page(prompt),
                )
            ],
        )

    def test_a_draft_of_the_weights_leads_to_their_table(self) -> None:
        self.draft(WeightTable(), 31, **{"reason distance": "Because."})

        self.assertEqual(
            self.items(),
            [
                (
                    "warning",
                    "The table of weights has waited as a draft since 22 October 2026.",
                    reverse("desk_weights"),
                )
            ],
        )

    def test_what_is_published_or_given_up_is_not_named(self) -> None:
        prompt = Prompt.objects.get(slug="notice-one-moment")
        made = self.draft(prompt, 40, title="One near moment")
        versions.give_up(prompt, based_on=made.number)

        self.assertEqual(self.items(), [])

    def test_what_would_break_something_on_its_day_is_named_now(self) -> None:
        short = Prompt.objects.filter(strategy__slug="talk-about-it", depth="2-minute")
        last, *others = short
        for prompt in others:
            prompt.retire()
        at = datetime(2026, 12, 3, tzinfo=UTC)
        form = rows.form_of(last) | {"depth": "10-minute"}
        versions.publish_on(last, form, by="e@x.org", based_on=0, at=at)

        self.assertEqual(
            self.items()[0],
            (
                "error",
                f"“{last.title}” is to be published on 3 December 2026. This would leave “Talk"
                " about it” without a two-minute question on offer. Publish another one first.",
                self.page(last),
            ),
        )

    def test_what_could_not_be_published_on_its_day_is_named_at_once(self) -> None:
        prompt = Prompt.objects.get(slug="notice-one-moment")
        at = datetime(2026, 12, 3, tzinfo=UTC)
        form = rows.form_of(prompt) | {"signs": ["distance"]}
        made = versions.publish_on(prompt, form, by="e@x.org", based_on=0, at=at)
        Version.objects.filter(pk=made.pk).update(form=made.form | {"signs": ["gone"]})

        due.publish_due(at)

        self.assertEqual(
            self.items(),
            [
                (
                    "error",
                    "“One moment” could not be published on its day. It is a draft again.",
                    self.page(prompt),
                )
            ],
        )
