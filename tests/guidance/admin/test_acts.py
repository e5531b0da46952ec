"""What is done to ticked rows in one go, and to one row from its page."""

from typing import Any

from django.urls import reverse

from guidance import shelf, versions
from guidance.models import Behaviour, Prompt, Strategy
from tests.guidance.admin.desk_case import DeskTestCase


class RetiringTests(DeskTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.prompt = Prompt.objects.get(slug="talk-door-open")

    def test_an_editor_retires_and_brings_back_from_the_list(self) -> None:
        retired = self.act("prompt", "retire", self.prompt)
        self.assertContains(retired, "1 row retired. Old pages keep what they show.")
        self.assertEqual(list(Prompt.objects.retired()), [self.prompt])

        self.act("prompt", "bring_back", self.prompt)
        self.assertEqual(list(Prompt.objects.retired()), [])

    def test_and_from_the_rows_page(self) -> None:
        behaviour = Behaviour.objects.get(slug="jealousy")

        self.client.post(self.page(behaviour), {"_retire": "1"})
        self.assertEqual(list(Behaviour.objects.retired()), [behaviour])

        self.client.post(self.page(behaviour), {"_bring_back": "1"})
        self.assertEqual(list(Behaviour.objects.retired()), [])

    def test_both_are_in_the_history_with_who_did_it(self) -> None:
        self.act("prompt", "retire", self.prompt)
        self.act("prompt", "bring_back", self.prompt)

        told = versions.history("prompt", self.prompt.slug).values_list("said", "made_by")
        self.assertEqual(
            list(told),
            [
                ("brought back", "edith@example.org"),
                ("retired", "edith@example.org"),
                ("loaded", ""),
            ],
        )

    def test_retiring_twice_is_told_once(self) -> None:
        self.act("prompt", "retire", self.prompt)
        self.act("prompt", "retire", self.prompt)

        self.assertEqual(versions.history("prompt", self.prompt.slug).count(), 2)

    def test_what_would_break_something_is_not_done_to_any_of_them(self) -> None:
        gate = [row for row in Strategy.objects.all() if row.gate_receiving is not None]
        plain = Strategy.objects.filter(gate_receiving=None)[0]

        refused = self.act("strategy", "retire", *gate, plain)

        self.assertContains(refused, "Nothing is changed.")
        self.assertEqual(Strategy.objects.retired().count(), 0)
        self.assertEqual(len(shelf.current().offered_strategies), 5)


class NothingTickedTests(DeskTestCase):
    def test_it_says_so_and_keeps_the_list_as_it_was(self) -> None:
        url = reverse("admin:guidance_prompt_changelist") + "?depth=action"

        done = self.client.post(url, {"action": "retire", "index": 0}, follow=True)

        self.assertRedirects(done, url)
        self.assertContains(done, "Nothing was ticked, so nothing was done.")
        self.assertEqual(Prompt.objects.retired().count(), 0)


class PublishingTests(DeskTestCase):
    def drafted(self, *slugs: str) -> list[Any]:
        rows = list(Prompt.objects.filter(slug__in=slugs))
        for row in rows:
            self.change(row, "_draft", technique="drafted here")
        return rows

    def test_the_drafts_of_the_ticked_ones_are_published(self) -> None:
        rows = self.drafted("talk-door-open", "notice-one-moment")
        plain = Prompt.objects.exclude(pk__in=[row.pk for row in rows])[0]

        done = self.act("prompt", "publish_waiting", *rows, plain)

        self.assertContains(done, "2 rows published.")
        self.assertEqual(set(Prompt.objects.filter(technique="drafted here")), set(rows))

    def test_where_nothing_waits_it_says_so(self) -> None:
        done = self.act("prompt", "publish_waiting", Prompt.objects.all()[0])

        self.assertContains(done, "No draft of them waits.")

    def test_one_that_would_break_something_keeps_all_of_them_back(self) -> None:
        fine, wrong = self.drafted("talk-door-open", "notice-one-moment")
        draft = versions.waiting("prompt", wrong.slug)
        assert draft is not None
        draft.form |= {"contact": True, "hide_if_unsafe": False}
        draft.save()

        refused = self.act("prompt", "publish_waiting", fine, wrong)

        self.assertContains(refused, "Nothing is published.")
        self.assertEqual(Prompt.objects.filter(technique="drafted here").count(), 0)
