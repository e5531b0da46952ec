"""A row's page: drafts, publishing now and on a day, what somebody else saved, and slugs."""

from datetime import UTC, datetime
from typing import Any

import time_machine
from django.urls import reverse

from guidance import shelf, versions
from guidance.models import (
    Behaviour,
    Fear,
    Feeling,
    Leaning,
    Prompt,
    Sign,
    Strategy,
    Version,
)
from tests.base import Client, make_editor
from tests.guidance.admin.desk_case import DeskTestCase, posted

SLUG = "talk-door-open"
NEW = "What warm thing could you write today?"


class RowPageTestCase(DeskTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.prompt = Prompt.objects.get(slug=SLUG)
        self.was = self.prompt.question

    def read(self) -> str:
        """Return the question as readers have it now."""
        return shelf.current().prompts[SLUG].question

    def told(self) -> list[tuple[str, str]]:
        """Return what the history of the prompt says, newest first."""
        return list(versions.history("prompt", SLUG).values_list("said", "made_by"))


class SavingTests(RowPageTestCase):
    def test_publish_now_shows_readers_the_new_text(self) -> None:
        signs = set(self.prompt.signs.all())

        response = self.change(self.prompt, question=NEW)

        self.assertRedirects(response, self.page(self.prompt))
        self.assertEqual(self.read(), NEW)
        self.assertEqual(set(Prompt.objects.get(slug=SLUG).signs.all()), signs)
        self.assertEqual(self.told(), [("published", "edith@example.org"), ("loaded", "")])

    def test_a_browsers_line_breaks_change_nothing(self) -> None:
        hints = self.prompt.hints
        self.assertIn("\n", hints)

        self.change(self.prompt, question=NEW, hints=hints.replace("\n", "\r\n"))

        self.assertEqual(Prompt.objects.get(slug=SLUG).hints, hints)
        history = self.client.get(f"/admin/guidance/prompt/{self.prompt.pk}/history/")
        self.assertContains(history, "Changed: question</p>")

    def test_a_draft_is_seen_by_no_reader_and_is_there_again(self) -> None:
        self.change(self.prompt, "_draft", question=NEW)

        self.assertEqual(self.read(), self.was)
        page = self.client.get(self.page(self.prompt))
        self.assertEqual(posted(page)["question"], NEW)
        self.assertContains(page, "The fields below are this draft")
        self.assertEqual([label for label, _ in page.context["coming"]], ["Question"])

    def test_enter_in_a_field_keeps_a_draft(self) -> None:
        self.client.post(self.page(self.prompt), self.open(self.prompt) | {"question": NEW})

        self.assertEqual((self.read(), self.told()[0][0]), (self.was, "drafted"))

    def test_a_draft_is_published_by_pressing_publish(self) -> None:
        self.change(self.prompt, "_draft", question=NEW)

        self.change(self.prompt)

        self.assertEqual(self.read(), NEW)
        self.assertIsNone(versions.waiting("prompt", SLUG))

    def test_a_line_break_in_a_sentence_becomes_a_space(self) -> None:
        self.change(self.prompt, question="What warm thing\r\n could you write?")

        self.assertEqual(self.read(), "What warm thing could you write?")

    def test_every_page_can_be_sent_as_it_is(self) -> None:
        for row in (
            Fear.objects.get(slug="trust-hard"),
            Behaviour.objects.get(slug="jealousy"),
            Strategy.objects.get(slug="talk-about-it"),
            Leaning.objects.get(slug="secure"),
            Feeling.objects.get(slug="calm"),
            Sign.objects.get(slug="distance"),
        ):
            with self.subTest(row=row):
                self.assertEqual(self.change(row, "_draft").status_code, 302)
                self.assertEqual(self.change(row).status_code, 302)

    def test_a_text_that_is_too_long_is_told_with_every_letter_kept(self) -> None:
        for field, length in (("title", 41), ("question", 161)):
            with self.subTest(field=field):
                response = self.change(self.prompt, "_draft", **{field: "x" * length})
                self.assertEqual(list(response.context["form"].errors), [field])
                self.assertContains(response, "x" * length)
                self.assertContains(response, "Nothing is saved yet.")
        self.assertEqual(self.told(), [])

    def test_contact_without_hiding_is_refused_in_a_sentence(self) -> None:
        form = self.open(self.prompt)
        del form["hide_if_unsafe"]

        response = self.client.post(self.page(self.prompt), form | {"_publish": "1"})

        self.assertContains(response, "tick both.")
        self.assertEqual(self.told(), [])


class OnADayTests(RowPageTestCase):
    def test_it_is_published_as_the_day_begins_where_the_editor_is(self) -> None:
        self.edith.time_zone = "Asia/Tokyo"
        self.edith.save(update_fields=["time_zone"])
        with time_machine.travel(datetime(2026, 12, 1, 16, tzinfo=UTC), tick=False) as clock:
            self.client.force_login(self.edith)
            # In Tokyo it is the second already.
            self.assertEqual(self.open(self.prompt)["publish_day"].isoformat(), "2026-12-03")
            self.change(self.prompt, "_publish_on", question=NEW, publish_day="2026-12-03")
            self.assertEqual(
                versions.waiting("prompt", SLUG).publish_at,  # type: ignore[union-attr]
                datetime(2026, 12, 2, 15, tzinfo=UTC),
            )

            clock.move_to(datetime(2026, 12, 2, 14, 59, 59, tzinfo=UTC))
            self.assertEqual(self.read(), self.was)
            clock.move_to(datetime(2026, 12, 2, 15, 0, 0, tzinfo=UTC))
            self.assertEqual(self.read(), NEW)

    def test_a_day_that_has_come_or_none_is_refused_beside_the_field(self) -> None:
        with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False):
            self.client.force_login(self.edith)
            for day, said in (
                ("2026-12-01", "Choose a day to come."),
                ("2026-11-30", "Choose a day to come."),
                ("", "Choose the day on which readers shall see it."),
                ("soon", "Enter a valid date."),
            ):
                with self.subTest(day=day):
                    response = self.change(
                        self.prompt, "_publish_on", question=NEW, publish_day=day
                    )
                    self.assertEqual(list(response.context["form"].errors), ["publish_day"])
                    self.assertContains(response, said)
                    self.assertContains(response, NEW)
        self.assertEqual(self.told(), [])

    def test_the_page_says_for_which_day_it_waits(self) -> None:
        self.change(self.prompt, "_publish_on", question=NEW, publish_day="2999-12-03")

        page = self.client.get(self.page(self.prompt))

        self.assertContains(page, "To be published on 3 December 2999")
        self.assertEqual(self.open(self.prompt)["publish_day"].isoformat(), "2999-12-03")


class MeanwhileTests(RowPageTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.other = Client()
        self.other.force_login(make_editor("rosalind"))

    def test_the_second_of_two_editors_is_told_and_sees_both(self) -> None:
        mine = self.open(self.prompt) | {"question": "Which word of mine?", "_publish": "1"}
        theirs = posted(self.other.get(self.page(self.prompt)))
        hers = theirs | {"question": "Which word of hers?", "_publish": "1"}
        self.assertEqual(self.send(self.prompt, hers, self.other).status_code, 302)

        response = self.send(self.prompt, mine)

        self.assertEqual(response.status_code, 409)
        self.assertEqual(self.read(), "Which word of hers?")
        self.assertEqual(posted(response)["question"], "Which word of mine?")
        self.assertContains(response, "rosalind@example.org</b> saved version 2", status_code=409)
        self.assertEqual(
            response.context["changes"],
            (
                (
                    "Question",
                    (("same", "Which word of "), ("gone", "hers?"), ("new", "mine?")),
                ),
            ),
        )

        again = self.send(self.prompt, posted(response) | {"_publish": "1"})
        self.assertRedirects(again, self.page(self.prompt))
        self.assertEqual(self.read(), "Which word of mine?")
        self.assertEqual(
            [who for _, who in self.told()][:2], ["edith@example.org", "rosalind@example.org"]
        )

    def test_a_third_save_meanwhile_is_told_again(self) -> None:
        mine = self.open(self.prompt) | {"question": "Which word of mine?", "_draft": "1"}
        for question in ("Hers?", "Hers again?"):
            theirs = posted(self.other.get(self.page(self.prompt)))
            self.other.post(self.page(self.prompt), theirs | {"question": question, "_draft": "1"})
            response = self.client.post(self.page(self.prompt), mine)
            self.assertEqual(response.status_code, 409)
            mine = posted(response) | {"_draft": "1"}

        self.assertEqual(self.client.post(self.page(self.prompt), mine).status_code, 302)

    def test_a_draft_that_was_changed_meanwhile_is_not_given_up(self) -> None:
        self.change(self.prompt, "_draft", question=NEW)
        mine = self.open(self.prompt)
        theirs = posted(self.other.get(self.page(self.prompt)))
        self.other.post(self.page(self.prompt), theirs | {"question": "Hers?", "_draft": "1"})

        response = self.client.post(
            self.page(self.prompt), {"_give_up": "1", "based_on": mine["based_on"]}, follow=True
        )

        self.assertContains(response, "rosalind@example.org changed this meanwhile")
        self.assertEqual(versions.waiting("prompt", SLUG).form["question"], "Hers?")  # type: ignore[union-attr]

    def test_a_draft_that_was_changed_meanwhile_is_not_thrown_away(self) -> None:
        form = {"name": "Waiting up", "slug": "", "based_on": "0", "_draft": "1"}
        self.client.post(reverse("admin:guidance_feeling_add"), form)
        row = Feeling.objects.get(slug="waiting-up")
        mine = self.open(row)
        theirs = posted(self.other.get(self.page(row)))
        self.other.post(self.page(row), theirs | {"name": "Hers", "_draft": "1"})
        sent = {"_give_up": "1", "based_on": mine["based_on"]}

        response = self.client.post(self.page(row), sent, follow=True)

        self.assertContains(response, "rosalind@example.org changed this meanwhile")
        self.assertEqual(Feeling.objects.get(pk=row.pk).name, "Hers")


class DraftTests(RowPageTestCase):
    def add(self, button: str, **fields: Any) -> Any:
        form = {"name": "Waiting up", "slug": "", "based_on": "0", button: "1"}
        return self.client.post(reverse("admin:guidance_feeling_add"), form | fields)

    def test_a_new_row_is_a_draft_with_a_slug_of_its_name(self) -> None:
        response = self.add("_draft")

        row = Feeling.objects.get(slug="waiting-up")
        self.assertRedirects(response, self.page(row))
        self.assertIsNone(row.published_at)
        self.assertNotIn("waiting-up", shelf.current().feelings)

    def test_a_new_row_comes_last(self) -> None:
        self.add("_publish")
        self.add("_draft", name="Second")

        self.assertEqual(
            list(Feeling.objects.values_list("slug", flat=True))[-2:], ["waiting-up", "second"]
        )

    def test_what_is_left_empty_is_asked_for_in_our_words(self) -> None:
        response = self.add("_draft", name="")

        self.assertEqual(response.context["form"].errors, {"name": ["Please fill this in."]})
        self.assertEqual(Feeling.objects.drafts().count(), 0)

    def test_a_second_row_of_that_name_gets_another_slug(self) -> None:
        self.add("_draft")
        self.add("_draft", name="Waiting  up!")

        self.assertEqual(
            set(Feeling.objects.drafts().values_list("slug", flat=True)),
            {"waiting-up", "waiting-up-2"},
        )

    def test_a_new_sign_that_is_published_has_a_page(self) -> None:
        form = posted(self.client.get(reverse("admin:guidance_sign_add")))
        form |= {
            "name": "Waiting up",
            "summary": "One of you stayed awake.",
            "about": "Somebody waited.",
            "me": "I waited",
            "them": "They waited",
            "kind": "warmth",
            "safety_check": "none",
            "_publish": "1",
        }
        response = self.client.post(reverse("admin:guidance_sign_add"), form)
        if response.status_code == 200:
            form["seen"] = response.context["form"]["seen"].value()
            self.client.post(reverse("admin:guidance_sign_add"), form)

        sign = Sign.objects.get(slug="waiting-up")
        self.assertEqual(self.client.get(sign.get_absolute_url()).status_code, 200)

    def test_a_drafts_slug_may_change_and_a_published_ones_may_not(self) -> None:
        self.add("_draft")
        row = Feeling.objects.get(slug="waiting-up")
        self.change(row, "_draft", slug="awake")
        self.assertEqual(Feeling.objects.get(pk=row.pk).slug, "awake")
        self.assertEqual(versions.history("feeling", "awake").count(), 2)

        self.change(Feeling.objects.get(pk=row.pk), slug="published-so")
        self.change(Feeling.objects.get(pk=row.pk), slug="other", name="Still awake")

        again = Feeling.objects.get(pk=row.pk)
        self.assertEqual((again.slug, again.name), ("published-so", "Still awake"))

    def test_a_draft_that_no_reader_saw_can_be_thrown_away_for_good(self) -> None:
        self.add("_draft")
        row = Feeling.objects.get(slug="waiting-up")

        response = self.client.post(self.page(row), {"_give_up": "1", "based_on": "1"})

        self.assertRedirects(response, reverse("admin:guidance_feeling_changelist"))
        self.assertFalse(Feeling.objects.filter(pk=row.pk).exists())
        self.assertFalse(Version.objects.filter(noun="feeling", slug="waiting-up").exists())

    def test_what_was_ever_published_is_never_thrown_away(self) -> None:
        self.add("_publish")
        row = Feeling.objects.get(slug="waiting-up")

        self.client.post(self.page(row), {"_give_up": "1", "based_on": "1"})

        self.assertTrue(Feeling.objects.filter(pk=row.pk).exists())
        self.assertNotContains(self.client.get(self.page(row)), "Throw this draft away")

    def test_giving_up_a_draft_leaves_readers_what_they_see(self) -> None:
        self.change(self.prompt, "_draft", question=NEW)
        based_on = self.open(self.prompt)["based_on"]

        self.client.post(self.page(self.prompt), {"_give_up": "1", "based_on": based_on})

        self.assertEqual((self.read(), self.open(self.prompt)["question"]), (self.was, self.was))
        self.assertIsNone(versions.waiting("prompt", SLUG))

    def test_a_smaller_row_is_added_to_the_row_it_belongs_to(self) -> None:
        fear = Fear.objects.get(slug="trust-hard")
        page = self.client.get(self.page(fear))
        [part] = page.context["parts"]

        self.assertEqual(len(part.rows), fear.behaviours.count())
        self.assertEqual(posted(self.client.get(part.add_url))["fear"], str(fear.pk))


class LinkTests(RowPageTestCase):
    def test_view_on_site_leads_to_the_guide(self) -> None:
        strategy = Strategy.objects.get(slug="talk-about-it")
        for row in (self.prompt, strategy):
            with self.subTest(row=row):
                self.assertContains(
                    self.client.get(self.page(row)), f'href="/guide/{strategy.code}/"'
                )

    def test_the_preview_takes_the_form_as_it_stands(self) -> None:
        page = self.client.get(self.page(self.prompt))
        self.assertContains(page, f'formaction="/admin/preview/prompt/?row={self.prompt.pk}"')

        seen = self.client.post(page.context["preview_url"], posted(page) | {"question": NEW})

        self.assertContains(seen, NEW)
        self.assertEqual(self.read(), self.was)
