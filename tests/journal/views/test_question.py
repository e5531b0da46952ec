"""Bringing a question: it comes to the form, and the form stays as it is."""

from datetime import timedelta
from typing import Any

from django.utils.html import escape

from guidance.models import Prompt
from guidance.wording import SAFETY
from journal.models import Entry
from journal.models.history import history_of
from journal.page import Answer, Page
from tests.journal.cases import JournalTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.sheets import Sheet, opened

SLOW = ["distance:me", "closed-off:me"]


class FindTests(JournalTestCase):
    def test_the_form_stays_as_it_is(self) -> None:
        filled = opened(self.client).fill(
            date="2026-01-02",
            title="A title",
            text="  Words as typed. ",
            closeness_felt="3",
            closeness_wanted="6",
            signs=SLOW,
            fears=["closeness-fear"],
            step_when="then",
            step_will="that",
            person="new",
            new_person="Sam",
        )

        response = filled.send(self.client, find="1")

        self.assertEqual(response.status_code, 200)
        back = Sheet(response)
        kept = {
            name: value for name, value in filled.fields.items() if name != "csrfmiddlewaretoken"
        }
        self.assertEqual({name: back.fields.get(name) for name in kept}, kept)
        self.assertFalse(Entry.objects.exists())

    def test_it_says_why_and_what_else_there_is(self) -> None:
        response = (
            opened(self.client)
            .fill(signs=SLOW, fears=["closeness-fear"])
            .send(self.client, find="1")
        )

        self.assertContains(
            response, "Suggested because you noticed More distance and Fear of closeness"
        )
        buttons = Sheet(response).buttons
        self.assertEqual([name for name, _ in buttons].count("choose"), 2)
        strategies = [value for name, value in buttons if name == "strategy"]
        self.assertEqual(
            strategies,
            [
                "self-compassion",
                "take-it-slow",
                "talk-about-it",
                "aim-for-balance",
                "professional-help",
            ],
        )

    def test_equals_are_named(self) -> None:
        response = (
            opened(self.client)
            .fill(signs=["short-replies:them", "low-priority:them"], fears=["low-self-worth"])
            .send(self.client, find="1")
        )

        self.assertNotContains(response, "fit equally")
        response = (
            opened(self.client)
            .fill(fears=["attachment-pattern", "trust-hard"])
            .send(self.client, find="1")
        )
        self.assertContains(response, "Take it slow and Aim for balance fit equally.")

    def test_with_nothing_ticked_it_asks_what_was_noticed(self) -> None:
        response = opened(self.client).send(self.client, find="1")

        prompt = Prompt.objects.get(slug=Sheet(response)["answer-0-prompt"])
        self.assertEqual(prompt.phase, "notice")
        self.assertNotContains(response, "Suggested because")

    def test_an_answer_begun_is_kept_beside_the_next_question(self) -> None:
        first = Sheet(opened(self.client).send(self.client, find="1"))
        first.fill(**{"answer-0-text": "Begun."})

        second = Sheet(first.send(self.client, strategy="take-it-slow"))

        self.assertEqual(second["answer-0-text"], "Begun.")
        self.assertEqual(second["answer-0-question"], first["answer-0-question"])
        self.assertTrue(second["answer-1-prompt"].startswith("slow-"))

    def test_a_question_without_a_word_makes_room(self) -> None:
        first = Sheet(opened(self.client).send(self.client, find="1"))

        second = Sheet(first.send(self.client, strategy="take-it-slow"))

        self.assertTrue(second["answer-0-prompt"].startswith("slow-"))
        self.assertNotIn("answer-1-prompt", second.fields)

    def test_not_today_brings_the_prompt_for_it_and_counts_for_no_strategy(self) -> None:
        sheet = Sheet(opened(self.client).fill(signs=SLOW).send(self.client, not_today="1"))
        marked = Prompt.objects.get(for_not_today=True)
        self.assertEqual(sheet["answer-0-prompt"], marked.slug)

        sheet.fill(**{"answer-0-text": "Enough."}).send(self.client)

        page = Entry.objects.get().read(self.journal.keyring)
        self.assertEqual(page.strategy, None)

    def test_no_question_takes_the_question_away_and_leaves_answers(self) -> None:
        first = Sheet(opened(self.client).send(self.client, find="1"))
        first.fill(**{"answer-0-text": "Begun."})
        second = Sheet(first.send(self.client, strategy="take-it-slow"))

        third = Sheet(second.send(self.client, drop="1"))

        self.assertEqual(third["answer-0-text"], "Begun.")
        self.assertNotIn("answer-1-prompt", third.fields)

    def test_a_question_answered_lately_is_not_brought_again(self) -> None:
        first = Sheet(opened(self.client).fill(signs=SLOW).send(self.client, find="1"))
        slug = first["answer-0-prompt"]
        yesterday = self.ada.today() - timedelta(days=1)
        # Counted for no strategy, so that the strategy suggested stays the same.
        done = Answer(prompt=slug, strategy=None, phase="respond", question="?", text="Done.")
        make_entry(self.journal, about_on=yesterday, answers=(done,))

        second = Sheet(opened(self.client).fill(signs=SLOW).send(self.client, find="1"))

        self.assertEqual(first["answer-0-prompt"][:4], second["answer-0-prompt"][:4])
        self.assertNotEqual(second["answer-0-prompt"], slug)

    def test_an_unknown_or_retired_choice_brings_the_suggestion_instead(self) -> None:
        suggested = Sheet(opened(self.client).send(self.client, find="1"))["answer-0-prompt"]
        Prompt.objects.get(slug="notice-what-changed").retire()
        for choice in ("no-such-prompt", "notice-what-changed"):
            with self.subTest(choice=choice):
                sheet = Sheet(opened(self.client).send(self.client, choose=choice))

                self.assertEqual(sheet["answer-0-prompt"], suggested)

    def test_a_refused_save_keeps_the_question_in_view(self) -> None:
        sheet = Sheet(opened(self.client).fill(signs=SLOW).send(self.client, find="1"))

        response = sheet.fill(date="1800-01-01").send(self.client)

        self.assertEqual(Sheet(response)["answer-0-prompt"], sheet["answer-0-prompt"])
        self.assertIn(("not_today", "1"), Sheet(response).buttons)

    def test_six_queries_however_long_the_history(self) -> None:
        for pages in (1, 3):
            with self.subTest(pages=pages):
                while self.journal.entries.count() < pages:
                    make_entry(self.journal, about_on=self.ada.today(), text="A day.")
                sheet = opened(self.client).fill(signs=SLOW)
                # session, account, journal with key, version of the guide, people, history
                with self.assertNumQueries(6):
                    sheet.send(self.client, find="1")

    def test_one_more_on_a_kept_page_and_one_more_for_care(self) -> None:
        entry = make_entry(self.journal, text="A day.")
        harm = {"signs": ["disrespect:them", "disrespect:me"]}
        care = harm | {"gate_receiving": "yes", "gate_pushing": "unsure"}
        edit = f"/entries/{entry.pk}/edit/"
        for address, fields, queries in (
            ("/today/", harm, 6),
            # Help lines, for both questions at once.
            ("/today/", care, 7),
            # The page that is kept, with its step.
            (edit, harm, 7),
            (edit, care, 8),
        ):
            with self.subTest(address=address, queries=queries):
                sheet = opened(self.client, address).fill(**fields)
                with self.assertNumQueries(queries):
                    sheet.send(self.client, find="1")


class HistoryTests(JournalTestCase):
    """What earlier pages and the person change."""

    def page_with(self, days: int, **fields: Any) -> Entry:
        return make_entry(self.journal, about_on=self.ada.today() - timedelta(days=days), **fields)

    def test_the_same_sign_again_and_again_without_a_step_offers_a_pause(self) -> None:
        sam = make_person(self.journal, "Sam")
        for days in (1, 2, 3):
            self.page_with(days, person=sam.pk, signs={"distance": "me", "listened": "them"})
        filled = opened(self.client).fill(signs=["distance:me"], person=str(sam.pk))

        response = filled.send(self.client, find="1")

        self.assertContains(response, escape(SAFETY["pause"]))

    def test_a_page_in_the_bin_tells_nothing(self) -> None:
        sam = make_person(self.journal, "Sam")
        fields = {"person": sam.pk, "signs": {"distance": "me", "listened": "them"}}
        entries = [self.page_with(days, **fields) for days in (1, 2, 3)]
        filled = opened(self.client).fill(signs=["distance:me"], person=str(sam.pk))
        self.assertContains(filled.send(self.client, find="1"), escape(SAFETY["pause"]))
        entries[0].discard()

        response = filled.send(self.client, find="1")

        self.assertNotContains(response, escape(SAFETY["pause"]))
        pages, _ = history_of(self.journal, self.ada.today(), without=entries[1].pk)
        self.assertEqual([one.entry for one in pages], [entries[2].pk])

    def test_a_step_among_them_is_no_loop(self) -> None:
        sam = make_person(self.journal, "Sam")
        for days in (1, 2, 3):
            step = "breathe" if days == 2 else None
            fields = {"person": sam.pk, "signs": {"distance": "me", "listened": "them"}}
            self.page_with(days, step=step, **fields)
        filled = opened(self.client).fill(signs=["distance:me"], person=str(sam.pk))

        response = filled.send(self.client, find="1")

        self.assertNotContains(response, escape(SAFETY["pause"]))

    def test_the_third_page_without_warmth_asks_for_some(self) -> None:
        for days in (1, 2):
            self.page_with(days, signs={"short-replies": "me"})

        response = opened(self.client).fill(signs=["distance:me"]).send(self.client, find="1")

        prompt = Prompt.objects.get(slug=Sheet(response)["answer-0-prompt"])
        self.assertIn("warmth", [sign.kind for sign in prompt.signs.all()])
        self.assertContains(response, "the last pages had little that was warm")

    def test_of_someone_who_died_no_question_asks_to_make_contact(self) -> None:
        filled = opened(self.client).fill(
            signs=["distance:me"], person="new", new_person="Gran", new_person_kind="died"
        )

        response = filled.send(self.client, find="1")

        chosen = Prompt.objects.get(slug=Sheet(response)["answer-0-prompt"])
        offered = [value for name, value in Sheet(response).buttons if name == "choose"]
        prompts = [chosen, *Prompt.objects.filter(slug__in=offered)]
        self.assertEqual([one.slug for one in prompts if one.contact or one.minutes > 3], [])
        contact = Prompt.objects.filter(contact=True).first()
        assert contact
        forced = Sheet(filled.send(self.client, choose=contact.slug))
        self.assertNotEqual(forced["answer-0-prompt"], contact.slug)


class GateTests(JournalTestCase):
    def asked(self, signs: list[str], **answers: str) -> Sheet:
        self.response = opened(self.client).fill(signs=signs, **answers).send(self.client, find="1")
        self.assertEqual(self.response.status_code, 200)
        return Sheet(self.response)

    def shows(self, key: str) -> bool:
        return escape(SAFETY[key]) in self.response.content.decode()

    def strategies(self, sheet: Sheet) -> list[str]:
        return [value for name, value in sheet.buttons if name == "strategy"]

    def test_unkind_words_from_them_ask_whether_the_writer_is_safe(self) -> None:
        sheet = self.asked(["unkind-words:them"])

        self.assertTrue(self.shows("check_receiving"))
        self.assertFalse(self.shows("check_pushing"))
        self.assertTrue(sheet["answer-0-prompt"].startswith("kind-"))
        self.assertContains(self.response, "Suggested because of what you noticed")
        self.assertFalse(self.shows("yes_receiving"))

    def test_unkind_words_by_me_ask_nothing(self) -> None:
        self.asked(["unkind-words:me"])

        self.assertFalse(self.shows("check_receiving"))
        self.assertFalse(self.shows("check_pushing"))

    def test_a_sign_on_both_sides_asks_both(self) -> None:
        self.asked(["disrespect:me", "disrespect:them"])

        self.assertTrue(self.shows("check_receiving"))
        self.assertTrue(self.shows("check_pushing"))
        page = self.response.content.decode()
        self.assertLess(
            page.index(escape(SAFETY["check_receiving"])),
            page.index(escape(SAFETY["check_pushing"])),
        )

    def test_yes_and_not_sure_show_care_and_leave_only_what_is_allowed(self) -> None:
        for answer in ("yes", "unsure"):
            with self.subTest(answer=answer):
                sheet = self.asked(["disrespect:them"], gate_receiving=answer)

                for key in ("yes_receiving", "urgent", "couples_note", "device_tip"):
                    self.assertTrue(self.shows(key), key)
                self.assertEqual(self.strategies(sheet), ["self-compassion", "professional-help"])
                self.assertEqual(sheet["gate_receiving"], answer)

    def test_yes_to_pushing_shows_its_own_words(self) -> None:
        sheet = self.asked(["anger-spill:me"], gate_pushing="yes")

        self.assertTrue(self.shows("yes_pushing"))
        self.assertFalse(self.shows("yes_receiving"))
        opener = Prompt.objects.get(opens_own_harm=True)
        self.assertEqual(sheet["answer-0-prompt"], opener.slug)

    def test_no_opens_the_gate(self) -> None:
        sheet = self.asked(["unkind-words:me", "unkind-words:them"], gate_receiving="no")

        self.assertContains(self.response, "Suggested because you noticed Rude or hurtful words")
        self.assertEqual(len(self.strategies(sheet)), 5)

    def test_skip_stays_open(self) -> None:
        self.asked(["disrespect:them"], gate_receiving="skip")

        self.assertContains(self.response, "Suggested because of what you noticed")
        self.assertFalse(self.shows("yes_receiving"))

    def test_a_contact_question_chosen_by_force_is_not_brought(self) -> None:
        contact = Prompt.objects.filter(contact=True).first()
        assert contact
        sheet = opened(self.client).fill(signs=["disrespect:them"])

        brought = Sheet(sheet.send(self.client, choose=contact.slug))

        self.assertNotEqual(brought["answer-0-prompt"], contact.slug)

    def test_the_answer_is_kept_nowhere(self) -> None:
        sheet = self.asked(["disrespect:them"], gate_receiving="yes")
        sheet.fill(text="A page.")

        response = sheet.send(self.client)

        entry = Entry.objects.get()
        page = entry.read(self.journal.keyring)
        self.assertEqual(page, Page(text="A page.", signs={"disrespect": "them"}))
        edit = Sheet(self.client.get(f"/entries/{entry.pk}/edit/"))
        self.assertEqual(edit["gate_receiving"], "")
        self.assertEqual(response.status_code, 302)
        self.assertEqual(
            set(self.client.session.keys()),
            {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"},
        )
