"""The writing screen: the part a script asks for, the ways in, and what a tick leaves in place."""

from typing import Any

from guidance.models import Prompt
from journal.models import Entry
from tests.journal.cases import WritingTestCase
from tests.journal.factories import make_entry
from tests.journal.sheets import Sheet, opened

SLOW = ["distance:me", "closed-off:me"]
PART = {"X-Ajar-Part": "question"}


class PartTests(WritingTestCase):
    def asked(self, sheet: Sheet, **button: str) -> Any:
        pressed = {name: [value] for name, value in button.items()}
        return self.client.post(sheet.action, sheet.fields | pressed, headers=PART)

    def test_the_script_gets_the_question_alone_and_it_is_the_same_one(self) -> None:
        sheet = opened(self.client).fill(signs=SLOW, text="Words of mine.")
        whole = sheet.send(self.client, find="1").content.decode()

        part = self.asked(sheet, find="1")

        self.assertEqual((part.status_code, part.headers["X-Ajar-Part"]), (200, "question"))
        body = part.content.decode().strip()
        self.assertTrue(body.startswith('<div class="stack" id="question"'))
        self.assertIn(body, whole)
        self.assertNotIn("Words of mine.", body)
        self.assertNotIn("csrfmiddlewaretoken", body)

    def test_it_costs_no_more_than_the_whole_screen(self) -> None:
        sheet = opened(self.client).fill(signs=SLOW)
        with self.assertNumQueries(6):
            self.asked(sheet, find="again")

    def test_what_could_not_be_asked_comes_whole_and_is_no_part(self) -> None:
        sheet = opened(self.client).fill(text="Words.")
        self.client.logout()

        answer = self.asked(sheet, find="1")

        self.assertEqual(answer.status_code, 403)
        self.assertNotIn("X-Ajar-Part", answer.headers)
        self.assertEqual(Sheet(answer)["text"], "Words.")

    def test_another_writers_form_gets_no_part(self) -> None:
        sheet = opened(self.client).fill(text="Words.")
        self.sign_in("mallory")

        answer = self.asked(sheet, find="1")

        self.assertEqual((answer.status_code, "X-Ajar-Part" in answer.headers), (403, False))

    def test_a_save_is_a_save_whatever_was_asked_for(self) -> None:
        answer = self.asked(opened(self.client).fill(text="Kept."))

        self.assertRedirects(answer, f"/entries/{Entry.objects.get().pk}/")

    def test_an_edit_is_asked_in_its_place_too(self) -> None:
        entry = make_entry(self.journal, text="Old.", signs={"distance": "me"})

        answer = self.asked(opened(self.client, f"/entries/{entry.pk}/edit/"), find="1")

        self.assertContains(answer, f'formaction="/entries/{entry.pk}/edit/#question"')


class AgainTests(WritingTestCase):
    """Something is ticked while a question is shown."""

    def brought(self, **button: str) -> Sheet:
        return Sheet(opened(self.client).fill(signs=SLOW).send(self.client, **button))

    def again(self, sheet: Sheet) -> Sheet:
        return Sheet(sheet.send(self.client, find="again"))

    def test_a_suggestion_without_a_word_makes_room_for_the_new_one(self) -> None:
        sheet = self.brought(find="1").fill(signs=["low-priority:them"])

        again = self.again(sheet)

        self.assertNotEqual(again["answer-0-prompt"], sheet["answer-0-prompt"])
        self.assertNotIn("answer-1-prompt", again.fields)

    def test_a_question_with_words_stays_the_one_that_is_shown(self) -> None:
        sheet = self.brought(find="1").fill(signs=["low-priority:them"])
        sheet.fill(**{"answer-0-text": "Begun."})

        again = self.again(sheet)

        found = (again["panel"], again["answer-0-text"], "answer-1-text" in again.fields)
        self.assertEqual(found, (sheet["answer-0-prompt"], "Begun.", False))
        self.assertEqual([name for name, _ in again.buttons].count("choose"), 2)

    def test_a_question_the_writer_chose_stays_without_a_word_too(self) -> None:
        for button in ({"strategy": "aim-for-balance"}, {"not_today": "1"}):
            with self.subTest(button=button):
                sheet = self.brought(**button)

                again = self.again(sheet.fill(signs=["low-priority:them"]))
                once_more = self.again(again.fill(fears=["trust-hard"]))

                self.assertEqual(
                    (again["panel"], once_more["panel"]), (sheet["answer-0-prompt"],) * 2
                )

    def test_to_look_again_asks_for_another_whatever_was_chosen(self) -> None:
        sheet = self.brought(strategy="aim-for-balance")

        looked = Sheet(sheet.send(self.client, find="1"))

        self.assertNotEqual(looked["panel"], sheet["panel"])
        self.assertEqual(looked["held"], "")

    def test_a_chosen_question_goes_where_the_gate_hides_it_and_words_never_do(self) -> None:
        contact = Prompt.objects.filter(contact=True, strategy__isnull=False).first()
        assert contact
        for words in ("", "Begun."):
            with self.subTest(words=words):
                sheet = self.brought(choose=contact.slug)
                self.assertEqual(sheet["panel"], contact.slug)
                sheet.fill(signs=["disrespect:them"], **{"answer-0-text": words})

                again = self.again(sheet)

                self.assertTrue(again["panel"].startswith("kind-"))
                kept = [value[0] for name, value in again.fields.items() if name[-5:] == "-text"]
                self.assertEqual(kept, ["Begun.", ""] if words else [""])

    def test_a_refused_save_keeps_the_question_that_was_shown(self) -> None:
        first = self.brought(find="1").fill(**{"answer-0-text": "Begun."})
        second = Sheet(first.send(self.client, strategy="aim-for-balance"))
        second.fill(**{"answer-1-text": "Too."})
        back = Sheet(second.send(self.client, choose=first["panel"]))

        refused = Sheet(back.fill(date="1800-01-01").send(self.client))

        self.assertEqual(refused["panel"], first["panel"])


class WaysInTests(WritingTestCase):
    def test_help_me_start_opens_the_first_fold_beside_a_question(self) -> None:
        response = opened(self.client).fill(text="A word.").send(self.client, find="start")

        self.assertContains(response, '<details class="fold" open>', count=1)
        sheet = Sheet(response)
        self.assertEqual(sheet["text"], "A word.")
        self.assertTrue(sheet["answer-0-prompt"])

    def test_one_minute_folds_the_rest_and_keeps_what_is_on_it(self) -> None:
        asked = Sheet(opened(self.client).send(self.client, find="1"))
        filled = asked.fill(signs=SLOW, step_will="breathe", text="One line.")

        response = filled.send(self.client, brief="1")

        self.assertContains(response, "<summary>Open the whole form</summary>")
        sheet = Sheet(response)
        kept = [sheet.fields.get(name) for name in ("signs", "step_will", "text")]
        self.assertEqual(kept, [SLOW, ["breathe"], ["One line."]])
        self.assertNotIn("answer-0-prompt", sheet.fields)
        self.assertRedirects(sheet.send(self.client), f"/entries/{Entry.objects.get().pk}/")

    def test_one_minute_keeps_an_answer_begun(self) -> None:
        asked = Sheet(opened(self.client).send(self.client, find="1"))

        sheet = Sheet(asked.fill(**{"answer-0-text": "Begun."}).send(self.client, brief="1"))

        self.assertEqual(sheet["answer-0-text"], "Begun.")

    def test_a_kept_page_is_changed_without_ways_in(self) -> None:
        entry = make_entry(self.journal, text="Old.")

        response = self.client.get(f"/entries/{entry.pk}/edit/")

        self.assertNotContains(response, "One minute")
        self.assertContains(response, 'data-clean="Saved"')
        self.assertNotContains(self.client.get("/today/"), "data-clean")
