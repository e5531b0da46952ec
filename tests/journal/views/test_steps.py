"""Small steps: the list of them, and looking back on one."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils.html import escape

from config.errors import server_error
from journal.models import Step
from journal.page import JournalSettings, StepPlan
from tests.base import make_user
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_step
from tests.journal.keys import using_keys

DAY = timedelta(days=1)
SAID = {"outcome": "part", "worth": "partly", "noticed": " They smiled. ", "closeness_felt": "4"}
KEPT = StepPlan(
    when="we eat",
    will="say one thing",
    outcome="part",
    worth="partly",
    noticed=" They smiled. ",
    closeness_felt=4,
)


class StepsTestCase(JournalTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.today = self.ada.today()

    def step(self, days: int = 0, plan: StepPlan | None = None, **fields: Any) -> Step:
        """Return a step to look back on that many days ago."""
        entry = make_entry(self.journal, about_on=self.today - (days + 3) * DAY, **fields)
        plan = plan or StepPlan(when="we eat", will="say one thing")
        return make_step(entry, plan, due_on=self.today - days * DAY)

    def plan(self, step: Step) -> StepPlan:
        step.refresh_from_db()
        return step.read(self.journal.keyring)

    def post(self, step: Step, **data: str) -> Any:
        return self.client.post(f"/entries/{step.entry_id}/step/", data)


class ListTests(StepsTestCase):
    def listed(self, address: str = "/steps/") -> dict[str, list[str]]:
        """Return what the steps under each heading will do."""
        screen = self.client.get(address).content.decode().partition("<main")[2]
        parts = screen.split("<h2>")[1:]
        return {
            part.partition("</h2>")[0]: [
                line.partition("</p>")[0] for line in part.split(">I will ")[1:]
            ]
            for part in parts
        }

    def test_open_ones_come_before_past_ones(self) -> None:
        ahead, due = (self.step(days, StepPlan(will=w)) for days, w in ((-2, "ahead"), (1, "due")))
        self.step(21, StepPlan(will="gone"))
        # Moved by "not yet", so that only the first day tells that it is over.
        moved = StepPlan(will="moved", outcome="not-yet", first_on=self.today - 22 * DAY)
        self.step(18, moved)
        self.post(self.step(30, StepPlan(will="said")), outcome="did")
        self.step(2, StepPlan(will="binned"), deleted=True)
        make_entry(make_user("mallory"), step="breathe")

        self.assertEqual(
            self.listed(), {"Open": ["due", "ahead"], "Past": ["moved", "gone", "said"]}
        )
        for step in (ahead, due):
            self.assertContains(self.client.get("/steps/"), f'href="/entries/{step.entry_id}/"')

    def test_how_it_went_is_told_and_nothing_is_counted(self) -> None:
        self.post(self.step(), **SAID)
        self.step(40)

        screen = self.client.get("/steps/").content.decode().partition("<main")[2]

        for words in (
            "You did part of it. It was partly worth doing.",
            "> They smiled. </p>",
            "In between",
        ):
            self.assertIn(words, screen)
        for word in ("%", " of 2", "1 of", "well done", "missed", "failed", "rate"):
            self.assertNotIn(word, screen.lower())

    def test_past_ones_come_twenty_at_a_time(self) -> None:
        for days in range(22, 44):
            self.step(days, StepPlan(will=f"{days}"))
        older = f"/steps/?before={Step.objects.newest_first()[19].place.code()}"

        self.assertEqual(self.listed(), {"Past": [str(days) for days in range(22, 42)]})
        self.assertContains(self.client.get("/steps/"), escape(older.removeprefix("/steps/")))
        self.assertEqual(self.listed(older), {"Past": ["42", "43"]})
        self.assertNotContains(self.client.get(older), "Older</a>")

    def test_an_address_that_is_no_place_is_not_there(self) -> None:
        self.assertEqual(self.client.get("/steps/?before=nowhere").status_code, 404)

    def test_one_that_does_not_open_is_kept_safe(self) -> None:
        steps = [self.step(), self.step(40)]
        Step.objects.update(sealed=b"broken")

        screen = self.client.get("/steps/")

        self.assertContains(screen, "kept safe, but it cannot be opened now", count=2)
        for step in steps:
            self.assertContains(screen, f'href="/entries/{step.entry_id}/"')
            self.assertNotContains(screen, f"/entries/{step.entry_id}/step/")

    def test_a_visitor_signs_in_first(self) -> None:
        self.client.logout()

        self.assertRedirects(self.client.get("/steps/"), "/accounts/login/?next=/steps/")

    def test_five_queries_however_many(self) -> None:
        for steps in (1, 4):
            while Step.objects.count() < steps:
                self.step(30 * (Step.objects.count() % 2))
            with self.subTest(steps=steps):
                # session, account, journal with key, waiting, past
                with self.assertNumQueries(5):
                    self.client.get("/steps/")


class LookBackTests(StepsTestCase):
    def test_all_that_is_said_is_kept(self) -> None:
        step = self.step()

        response = self.post(step, **SAID)

        self.assertRedirects(response, "/steps/")
        self.assertEqual(self.plan(step), KEPT)
        self.assertIsNotNone(step.answered_at)

    def test_from_today_it_goes_back_to_today(self) -> None:
        step = self.step()
        screen = self.client.get(f"/today/?step={step.entry_id}")
        self.assertContains(screen, '<input type="hidden" name="onward" value="today">')
        self.assertContains(screen, ">I will say one thing</p>")

        response = self.post(step, onward="today", **SAID)

        self.assertRedirects(response, "/today/")

    def test_it_leads_nowhere_else(self) -> None:
        for onward in ("https://example.org", "//example.org", "closing"):
            response = self.post(self.step(), onward=onward, **SAID)

            self.assertRedirects(response, "/steps/", fetch_redirect_response=False)

    def test_what_was_said_may_be_changed(self) -> None:
        step = self.step()
        self.post(step, **SAID)
        screen = self.client.get(f"/entries/{step.entry_id}/step/").content.decode()

        self.assertIn('name="outcome" value="part" checked', screen)
        self.assertIn('name="worth" value="partly" checked', screen)
        self.assertIn("> They smiled. </textarea>", screen.replace(">\n", ">"))
        self.post(step, outcome="let-go", noticed="Later.")

        self.assertEqual(
            self.plan(step),
            StepPlan(when="we eat", will="say one thing", outcome="let-go", noticed="Later."),
        )

    def test_the_page_tells_how_it_went(self) -> None:
        step = self.step()
        address = f"/entries/{step.entry_id}/"
        self.assertContains(self.client.get(address), "Say how it went")
        self.assertContains(self.client.get(address), "Look back on")

        self.post(step, **SAID)

        page = self.client.get(address)
        self.assertContains(page, "You did part of it. It was partly worth doing.")
        self.assertContains(page, " They smiled. ")
        self.assertContains(page, "Change what you said")
        self.assertNotContains(page, "Look back on")

    def test_hidden_lanterns_are_not_asked_for_nor_shown_and_stay(self) -> None:
        step = self.step(plan=KEPT)
        self.journal.keep_settings(JournalSettings(hide_closeness=True))
        for address in (f"/entries/{step.entry_id}/step/", f"/entries/{step.entry_id}/", "/steps/"):
            screen = self.client.get(address).content.decode().partition("<main")[2]
            self.assertNotIn("closeness_felt", screen)
            self.assertNotIn("In between", screen)

        self.post(step, outcome="did", closeness_felt="1")

        self.assertEqual(self.plan(step).closeness_felt, 4)

    def test_of_a_page_in_the_bin_a_stranger_or_without_a_step_there_is_none(self) -> None:
        bare = make_entry(self.journal)
        nobodys = [self.step(deleted=True).entry_id, bare.pk, uuid.uuid4()]
        nobodys.append(make_entry(make_user("mallory"), step="breathe").pk)
        for pk in nobodys:
            answers = [
                self.client.get(f"/entries/{pk}/step/"),
                self.client.post(f"/entries/{pk}/step/", SAID),
                self.client.get(f"/today/?step={pk}"),
            ]
            self.assertEqual([one.status_code for one in answers], [404, 404, 404])
            self.assertContains(answers[1], "This step is not there any more", status_code=404)
            self.assertContains(answers[1], " They smiled. </textarea>", status_code=404)
        self.assertEqual(self.client.get("/today/?step=nonsense").status_code, 404)


class WrongInputTests(StepsTestCase):
    def test_a_bad_form_keeps_what_was_entered(self) -> None:
        step = self.step()
        too_long = "a b " * 501

        response = self.post(step, worth="no", noticed=too_long, closeness_felt="9")

        for words in (
            "Choose how it went. “Let it go” is fine too.",
            "This is 2,004 characters long",
            "Choose one of the seven places, or Skip.",
            'name="worth" value="no" checked',
            too_long,
            "data-unsaved",
        ):
            self.assertContains(response, words, status_code=400)
        self.assertEqual(self.plan(step).outcome, None)

    def test_a_session_that_ended_gives_it_back(self) -> None:
        step = self.step()
        self.client.logout()

        response = self.post(step, **SAID)

        self.assertContains(response, "You were signed out while you wrote", status_code=403)
        self.assertContains(response, " They smiled. ", status_code=403)
        self.assertContains(response, 'name="closeness_felt" value="4" checked', status_code=403)
        self.assertNotContains(response, "say one thing", status_code=403)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertIsNone(self.plan(step).outcome)

    def test_a_stale_token_gives_it_back_and_it_can_be_saved(self) -> None:
        step = self.step()
        self.client.handler.enforce_csrf_checks = True
        self.addCleanup(setattr, self.client.handler, "enforce_csrf_checks", False)

        response = self.post(step, **SAID | {"noticed": "Warmth."})

        self.assertContains(response, "press Save once more", status_code=403)
        self.assertContains(response, "Warmth.</textarea>", status_code=403)
        for name, value in (("outcome", "part"), ("worth", "partly"), ("closeness_felt", "4")):
            self.assertContains(response, f'name="{name}" value="{value}" checked', status_code=403)
        token = response.content.decode().partition('csrfmiddlewaretoken" value="')[2][:64]
        self.post(step, csrfmiddlewaretoken=token, **SAID)
        self.assertEqual(self.plan(step), KEPT)

    def test_a_mistake_of_ours_gives_it_back(self) -> None:
        request = self.post(self.step(), **SAID).wsgi_request

        answer = server_error(request)

        self.assertContains(answer, "Something broke on our side", status_code=500)
        self.assertContains(answer, " They smiled. </textarea>", status_code=500)

    def test_another_account_gets_its_words_back_and_nothing_is_stored(self) -> None:
        step = self.step()
        screen = self.client.get(f"/entries/{step.entry_id}/step/").content.decode()
        mark = screen.partition('name="writer" value="')[2].partition('"')[0]
        self.client.force_login(make_user("mallory"))

        response = self.post(step, writer=mark, **SAID)

        self.assertContains(response, "signed in with another account", status_code=403)
        self.assertContains(response, " They smiled. ", status_code=403)
        self.assertContains(response, mark, status_code=403)
        self.assertIsNone(self.plan(step).outcome)

    def test_a_key_that_is_missing_gives_it_back(self) -> None:
        step = self.step()
        with using_keys("other"):
            response = self.post(step, **SAID)

        self.assertContains(response, " They smiled. ", status_code=503)

    def test_two_windows_lose_no_line(self) -> None:
        step = self.step()
        self.post(step, step_revision="1", outcome="did", noticed="From the phone.")

        response = self.post(step, step_revision="1", outcome="did", noticed="From the desk.")

        self.assertContains(response, "This was answered somewhere else", status_code=409)
        self.assertContains(response, ">From the phone.</p>", status_code=409)
        self.assertContains(response, "From the desk.</textarea>", status_code=409)
        self.assertContains(response, 'name="step_revision" value="2"', status_code=409)
        self.post(step, step_revision="2", outcome="did", noticed="From the desk.")
        self.assertEqual(self.plan(step).noticed, "From the desk.")

    def test_the_same_sent_twice_is_one(self) -> None:
        step = self.step()
        for _ in range(2):
            response = self.post(step, step_revision="1", **SAID)
            self.assertEqual(response.status_code, 302)

        self.assertEqual(self.plan(step), KEPT)

    def test_what_does_not_open_is_never_replaced(self) -> None:
        step = self.step()
        Step.objects.update(sealed=b"broken")

        response = self.post(step, **SAID)

        self.assertContains(response, " They smiled. ", status_code=409)
        self.assertContains(response, "cannot be opened now", status_code=409)
        self.assertEqual(bytes(Step.objects.get().sealed), b"broken")
        self.assertRedirects(
            self.client.get(f"/entries/{step.entry_id}/step/"), f"/entries/{step.entry_id}/"
        )
