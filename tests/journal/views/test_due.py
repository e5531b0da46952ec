"""The step that greets the writer on Today."""

import re
from datetime import date, timedelta
from typing import Any

import time_machine

from guidance.models import Prompt
from journal.models import Entry, Step
from journal.page import StepPlan
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import damaged, make_entry, make_step
from tests.journal.sheets import Sheet, opened

DAY = timedelta(days=1)


def notices(response: Any) -> list[str]:
    """Return the notices on a screen."""
    return re.findall(r'<li class="notice">(.*?)</li>', response.content.decode())


class DueTestCase(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.today = self.ada.today()

    def due(self, will: str = "say one thing", days: int = 0, **fields: Any) -> Step:
        """Return a step to look back on that many days ago."""
        entry = make_entry(self.journal, about_on=self.today - (days + 3) * DAY, **fields)
        return make_step(entry, StepPlan(when="we eat", will=will), due_on=self.today - days * DAY)

    def plan(self, step: Step) -> StepPlan:
        step.refresh_from_db()
        return step.read(self.journal.keyring)

    def noticed(self) -> list[str]:
        """Return the notices that Today shows now."""
        return notices(self.client.get("/today/"))

    def tap(self, step: Step, outcome: str, **words: Any) -> Any:
        sheet = opened(self.client).fill(**words)
        return sheet.send(self.client, looked=f"{step.entry_id}:{outcome}")


class GreetingTests(DueTestCase):
    def greeted(self) -> list[str]:
        """Return which of the steps the screen shows."""
        screen = self.client.get("/today/").content.decode()
        return [word for word in ("oldest", "newer", "later") if f"I will {word}<" in screen]

    def test_the_oldest_due_step_greets_alone(self) -> None:
        for will, days in (("newer", 1), ("oldest", 4), ("later", -1)):
            self.due(will, days)

        self.assertEqual(self.greeted(), ["oldest"])
        self.tap(Step.objects.earliest("due_on"), "let-go")
        self.assertEqual(self.greeted(), ["newer"])

    def test_there_are_five_answers(self) -> None:
        step = self.due()

        self.assertEqual(
            [value for name, value in opened(self.client).buttons if name == "looked"],
            [f"{step.entry_id}:{one}" for one in ("did", "part", "not-yet", "changed", "let-go")],
        )

    def test_nothing_greets_that_is_in_the_bin_or_someone_elses(self) -> None:
        self.due("oldest", deleted=True)
        mallorys = make_entry(make_user("mallory"), about_on=self.today - 9 * DAY)
        make_step(mallorys, StepPlan(will="newer"), due_on=self.today)

        self.assertEqual(self.greeted(), [])

    def test_after_twenty_one_days_it_is_let_go_without_a_word(self) -> None:
        self.due("oldest", days=21)
        self.assertEqual(self.greeted(), [])
        self.due("newer", days=20)

        self.assertEqual(self.greeted(), ["newer"])
        self.assertEqual(Step.objects.filter(answered_at=None).count(), 2)

    def test_one_that_does_not_open_lets_the_next_one_greet(self) -> None:
        broken = self.due("oldest", 2)
        broken.sealed = bytes(len(broken.sealed))
        broken.save()
        self.due("newer", 1)

        self.assertEqual(self.greeted(), ["newer"])

    def test_not_yet_asks_once_more_three_days_later_and_then_no_more(self) -> None:
        step = self.due("oldest")
        for expected in (True, False):
            self.assertEqual(
                "asks once more" in self.client.get("/today/").content.decode(), expected
            )
            self.tap(step, "not-yet")
            self.assertEqual(self.greeted(), [])
            self.today += 3 * DAY
            travel = time_machine.travel(self.today, tick=False)
            travel.start()
            self.addCleanup(travel.stop)
            self.client.force_login(self.ada)
            self.assertEqual(self.greeted() == ["oldest"], expected)

        self.assertIsNotNone(Step.objects.get().answered_at)


class TapTests(DueTestCase):
    def test_what_was_done_leads_on_to_whether_it_was_worth_it(self) -> None:
        for outcome in ("did", "part"):
            with self.subTest(outcome=outcome):
                step = self.due()

                response = self.tap(step, outcome)

                self.assertRedirects(response, f"/today/?step={step.entry_id}")
                self.assertEqual(self.plan(step).outcome, outcome)

    def test_the_others_lead_back_to_today_and_say_the_same(self) -> None:
        for outcome in ("not-yet", "changed", "let-go"):
            with self.subTest(outcome=outcome):
                step = self.due()

                response = self.tap(step, outcome)

                self.assertRedirects(response, "/today/", fetch_redirect_response=False)
                self.assertContains(self.client.get("/today/"), ">Kept.</li>")
                self.assertEqual(self.plan(step).outcome, outcome)

    def test_a_page_begun_comes_back_as_it_was(self) -> None:
        step = self.due()
        sheet = opened(self.client).fill(signs=["distance:me"], person="new", new_person="Sam")
        question = Sheet(sheet.send(self.client, find="1"))
        question.fill(text="Half a ", **{"answer-0-text": "So. "})

        response = question.send(self.client, looked=f"{step.entry_id}:did")

        back, sent = Sheet(response), question.fields
        del sent["csrfmiddlewaretoken"]
        self.assertEqual({name: back.fields.get(name) for name in sent}, sent)
        self.assertContains(response, "Kept. Was it worth doing?")
        self.assertContains(response, "data-unsaved")
        self.assertEqual(self.plan(step).outcome, "did")
        self.assertEqual(Entry.objects.count(), 1)
        self.assertNotEqual(Prompt.objects.filter(slug=back["answer-0-prompt"]).count(), 0)

    def test_a_step_that_is_gone_costs_no_word(self) -> None:
        step = self.due(deleted=True)
        mallorys = make_entry(make_user("mallory"), step="breathe")
        for code in (
            f"{step.entry_id}:did",
            f"{mallorys.pk}:did",
            "nonsense",
            f"{step.entry_id}:x",
        ):
            with self.subTest(code=code):
                sheet = opened(self.client).fill(text="Half a sentence")

                back = Sheet(sheet.send(self.client, looked=code))

                self.assertEqual(back["text"], "Half a sentence")
        self.assertEqual(Step.objects.filter(answered_at=None).count(), 2)

    def test_what_was_said_elsewhere_stays_and_it_is_said(self) -> None:
        step = self.due()
        sheet = opened(self.client)
        self.tap(step, "let-go")
        self.client.get("/today/")  # shows the notice

        sheet.send(self.client, looked=f"{step.entry_id}:did")

        self.assertEqual(
            self.noticed(),
            ["That step is not waiting any more, so nothing was changed. It is under Small steps."],
        )
        self.assertEqual(self.plan(step).outcome, "let-go")

    def test_the_same_tap_sent_twice_is_one(self) -> None:
        step = self.due()
        sheet = opened(self.client)
        for _ in range(2):
            sheet.send(self.client, looked=f"{step.entry_id}:changed")

            self.assertEqual(self.noticed(), ["Kept."])

    def test_one_notice_and_a_true_one_beside_a_page_begun(self) -> None:
        gone = "That step is not there any more, so nothing was changed."
        later = "Kept. If you want to say more, it is under Small steps."
        worth = "Kept. Was it worth doing? You can say so later, under Small steps."
        for outcome, deleted, notice in (
            ("did", True, gone),
            ("not-yet", False, later),
            ("part", False, worth),
        ):
            with self.subTest(outcome=outcome):
                step = self.due(deleted=deleted)

                response = self.tap(step, outcome, text="Half a sentence")

                self.assertEqual(notices(response), [notice])

    def test_a_tap_alone_after_the_session_ended_leads_to_sign_in_and_back(self) -> None:
        step = self.due()
        sheet = opened(self.client)
        self.client.logout()

        response = sheet.send(self.client, looked=f"{step.entry_id}:did")

        self.assertRedirects(response, "/accounts/login/?next=/today/")
        self.assertIsNone(self.plan(step).outcome)

    def test_a_tap_alone_with_a_stale_token_is_asked_for_again(self) -> None:
        step = self.due()
        sheet = opened(self.client)
        sheet.fields["csrfmiddlewaretoken"] = ["x" * 64]
        self.client.handler.enforce_csrf_checks = True
        self.addCleanup(setattr, self.client.handler, "enforce_csrf_checks", False)

        response = sheet.send(self.client, looked=f"{step.entry_id}:did")

        self.assertRedirects(response, "/today/", fetch_redirect_response=False)
        self.assertEqual(
            self.noticed(),
            ["You signed in again since that screen was opened. Please choose once more."],
        )

    def test_a_session_that_ended_gives_the_page_back(self) -> None:
        step = self.due()
        sheet = opened(self.client).fill(text="Every word.")
        self.client.logout()

        response = sheet.send(self.client, looked=f"{step.entry_id}:did")

        self.assertEqual((response.status_code, Sheet(response)["text"]), (403, "Every word."))
        self.assertIsNone(self.plan(step).outcome)

    def test_a_damaged_step_is_not_written_over(self) -> None:
        step = self.due()
        sheet = opened(self.client)
        blob = damaged(step)  # type: ignore[arg-type]
        Step.objects.update(sealed=blob)

        sheet.send(self.client, looked=f"{step.entry_id}:did")

        self.assertEqual(bytes(Step.objects.get().sealed), blob)


class MovedTests(DueTestCase):
    """A page's own form was open while "not yet" moved the day."""

    def test_it_is_saved_as_if_the_day_were_unchanged(self) -> None:
        step = self.due()
        form = opened(self.client, f"/entries/{step.entry_id}/edit/").fill(text="More.")
        self.tap(step, "not-yet")

        self.assertEqual(form.send(self.client).status_code, 302)

        step.refresh_from_db()
        self.assertEqual(step.due_on, self.today + 3 * DAY)
        self.assertEqual(self.plan(step).first_on, self.today)
        self.assertNotIn(
            f'value="{self.today}"',
            self.client.get(f"/entries/{step.entry_id}/edit/")
            .content.decode()
            .partition("step_on")[2],
        )

    def test_another_day_begins_anew(self) -> None:
        step = self.due()
        form = opened(self.client, f"/entries/{step.entry_id}/edit/")
        self.tap(step, "not-yet")

        form.fill(step_on=str(self.today + 5 * DAY)).send(self.client)

        step.refresh_from_db()
        self.assertEqual((step.due_on, self.plan(step).first_on), (self.today + 5 * DAY, None))


class DateTests(DueTestCase):
    def test_today_is_the_writers_own(self) -> None:
        self.ada.move_to("Pacific/Kiritimati")
        with time_machine.travel("2026-11-22 11:00:00+00:00"):
            self.client.force_login(self.ada)
            entry = make_entry(self.journal, about_on=date(2026, 11, 20))
            make_step(entry, StepPlan(will="look"), due_on=date(2026, 11, 23))

            self.assertContains(self.client.get("/today/"), "I will look")
