"""Wrong and garbled input: a plain sentence, the right status, every typed word still there."""

from datetime import timedelta

from django.utils import timezone

from journal.models import Entry, Journal
from tests.base import make_user
from tests.journal.cases import WritingTestCase
from tests.journal.factories import make_entry, make_person
from tests.journal.sheets import Sheet, opened

LONG = "a" * 1_000_000


class WrongInputTests(WritingTestCase):
    """Each wrong input: a plain sentence, the right status, and every typed word still there."""

    def refused(self, sentence: str, status: int = 400, **values: object) -> Sheet:
        words = {"text": "Every word of it.", "title": "A title", "step_will": "breathe"} | values
        response = opened(self.client).fill(**words).send(self.client)

        self.assertContains(response, sentence, status_code=status)
        self.assertFalse(Entry.objects.exists())
        sheet = Sheet(response)
        for name in ("text", "title", "step_will"):
            self.assertEqual(sheet[name], words[name])
        return sheet

    def test_a_future_date(self) -> None:
        day = (timezone.now() + timedelta(days=2)).date().isoformat()

        sheet = self.refused("That day has not begun yet", date=day)

        self.assertEqual(sheet["date"], day)

    def test_a_date_before_1900(self) -> None:
        self.refused("Choose a day from 1900 on", date="1899-12-31")

    def test_a_date_that_is_none(self) -> None:
        sheet = self.refused("Write the day as year, month and day", date="the day of the storm")

        self.assertEqual(sheet["date"], "the day of the storm")

    def test_no_date(self) -> None:
        self.refused("Give the day this page is about", date="")

    def test_a_closeness_of_nine(self) -> None:
        self.refused("Choose one of the seven places", closeness_felt="9")

    def test_an_unknown_sign(self) -> None:
        sheet = self.refused(
            "One of the signs you ticked is not in the guide", signs=["distance:me", "moon:me"]
        )

        self.assertEqual(sheet.fields["signs"], ["distance:me"])

    def test_a_side_that_is_none(self) -> None:
        self.refused("One of the signs you ticked is not in the guide", signs=["distance:us"])

    def test_an_unknown_fear(self) -> None:
        self.refused("One of the guesses you ticked is not in the guide", fears=["moon"])

    def test_four_feelings(self) -> None:
        four = ["calm", "hurt", "numb", "tired"]

        sheet = self.refused("Keep those that come closest.", feelings=four)

        self.assertEqual(sheet.fields["feelings"], four)
        self.assertContains(
            sheet.fill(text="", title="", step_will="").send(self.client),
            "<unsaved-guard data-unsaved>",
            status_code=400,
        )
        self.assertEqual(sheet.fill(feelings=four[1:]).send(self.client).status_code, 302)

    def test_an_unknown_feeling(self) -> None:
        sheet = self.refused(
            "One of the feelings you ticked is not in the guide", feelings=["calm", "moon"]
        )

        self.assertEqual(sheet.fields["feelings"], ["calm"])

    def test_a_strangers_person(self) -> None:
        theirs = make_person(Journal.objects.of(make_user("mallory")), "Sam")

        self.refused("Choose someone from the list", person=str(theirs.pk))

    def test_someone_new_without_a_name(self) -> None:
        self.refused("Give them a nickname", person="new", new_person="  ")

    def test_a_step_with_a_when_and_no_will(self) -> None:
        self.refused("Add what you will do", step_when="tomorrow", step_will="")

    def test_a_step_too_far_ahead(self) -> None:
        far = (self.ada.today() + timedelta(days=8)).isoformat()

        self.refused("Choose a day from 2 to 7 days ahead", step_on=far)

    def test_a_million_and_one_characters(self) -> None:
        sheet = self.refused("This is 1,000,001 characters long", status=413, text=LONG + "b")

        self.assertEqual(len(sheet["text"]), 1_000_001)

    def test_a_million_four_byte_characters_are_kept(self) -> None:
        response = opened(self.client).fill(text="\N{CANDLE}" * 1_000_000).send(self.client)

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.only_page().text, "\N{CANDLE}" * 1_000_000)

    def test_an_answer_that_is_too_long(self) -> None:
        sheet = Sheet(opened(self.client).send(self.client, choose="notice-one-moment"))

        response = sheet.fill(**{"answer-0-text": LONG + "b"}).send(self.client)

        self.assertContains(response, "This is 1,000,001 characters long", status_code=413)
        self.assertEqual(len(Sheet(response)["answer-0-text"]), 1_000_001)

    def test_nul_and_control_characters_are_no_error(self) -> None:
        opened(self.client).fill(text="a\x00b\x07c\td").send(self.client)

        self.assertEqual(self.only_page().text, "abc\td")

    def test_bytes_that_are_no_text_are_no_error(self) -> None:
        # A lone surrogate, as a broken client would send it.
        data = b"date=2026-01-02&text=a%ED%A0%BDb"

        response = self.client.generic(
            "POST", "/today/", data, content_type="application/x-www-form-urlencoded"
        )

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.only_page().text.replace("\ufffd", ""), "ab")
        self.assertIn("\ufffd", self.only_page().text)

    def test_an_empty_page(self) -> None:
        response = opened(self.client).fill(text=" \n ").send(self.client)

        self.assertContains(response, "There is nothing on this page yet", status_code=400)
        self.assertFalse(Entry.objects.exists())

    def test_a_person_alone_is_an_empty_page(self) -> None:
        sam = make_person(self.journal, "Sam")

        response = opened(self.client).fill(person=str(sam.pk)).send(self.client)

        self.assertContains(response, "There is nothing on this page yet", status_code=400)
        self.assertEqual(Sheet(response)["person"], str(sam.pk))


class GarbledTests(WritingTestCase):
    """What no writer types may be garbled: the words are kept all the same."""

    def test_garbled_hidden_fields_hold_back_no_words(self) -> None:
        for name, value in [
            ("revision", "abc"),
            ("revision", "9" * 5000),
            ("revision", "-1"),
            ("save", "x"),
            ("page", "\x00"),
            ("gate_receiving", ""),
            ("panel", "x"),
        ]:
            with self.subTest(name=name, value=value[:10]):
                Entry.objects.all().delete()

                response = opened(self.client).fill(text="Kept.", **{name: value}).send(self.client)

                self.assertEqual(response.status_code, 302)
                self.assertEqual(self.only_page().text, "Kept.")

    def test_a_garbled_question_keeps_its_answer(self) -> None:
        for prompt in ("no such\x00 prompt", "x" * 500, ""):
            with self.subTest(prompt=prompt[:10]):
                Entry.objects.all().delete()
                answer = {
                    "answer-0-prompt": prompt,
                    "answer-0-question": "Q" * 2000,
                    "answer-0-text": "Mine.",
                }

                opened(self.client).fill(**answer).send(self.client)

                (kept,) = self.only_page().answers
                self.assertEqual((kept.prompt, kept.text), ("", "Mine."))
                self.assertEqual(kept.question, "Q" * 1000)

    def test_every_answer_sent_is_kept(self) -> None:
        answers = {f"answer-{number}-text": f"Answer {number}." for number in range(40)}

        opened(self.client).fill(**answers).send(self.client)

        self.assertEqual(
            [one.text for one in self.only_page().answers],
            [f"Answer {number}." for number in range(40)],
        )

    def test_a_page_that_does_not_open_asks_no_question_of_itself(self) -> None:
        entry = make_entry(self.journal, text="x")
        sheet = opened(self.client, f"/entries/{entry.pk}/edit/")
        Entry.objects.update(sealed=b"J1")

        response = sheet.fill(text="New words.").send(self.client, find="1")

        self.assertEqual(response.status_code, 409)
        self.assertEqual(Sheet(response)["text"], "New words.")
