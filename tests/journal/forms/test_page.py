"""The form of a page: what it refuses, in which words, and what it makes of the rest."""

import datetime as dt
from uuid import UUID

import time_machine
from django.utils.datastructures import MultiValueDict

from journal.forms.page import filled_from, furthest_today
from journal.page import Answer, Page, StepPlan
from journal.suggest import Gate
from tests.journal.forms.case import ALEX, SAM, TODAY, PageFormTestCase, bare, sent

PLACES = "Choose one of the seven places, or Skip."
EMPTY = (
    "There is nothing on this page yet. Write a line, tick something you noticed,"
    " or choose how close it felt, then save."
)


class DateTests(PageFormTestCase):
    def test_a_page_needs_its_date_and_one_line(self) -> None:
        form = bare(sent())

        self.assertTrue(form.is_valid())
        self.assertEqual(form.cleaned_data["date"], TODAY)
        self.assertEqual(self.page(form), Page(text="A day."))

    def test_a_date_that_cannot_be_read_is_refused(self) -> None:
        for date in ("yesterday", "2026-02-30", "0000-01-01", "2026-11-22\x00", "9" * 400):
            with self.subTest(date=date):
                self.assert_refused(
                    bare(sent(date=date)),
                    {"date": ["Write the day as year, month and day, such as 2026-11-22."]},
                )

    def test_a_missing_date_is_asked_for(self) -> None:
        for date in ("", None):
            with self.subTest(date=date):
                self.assert_refused(
                    bare(sent(date=date)), {"date": ["Give the day this page is about."]}
                )

    def test_the_days_begin_in_1900(self) -> None:
        self.assertTrue(bare(sent(date="1900-01-01")).is_valid())
        for date in ("1899-12-31", "0001-01-01"):
            with self.subTest(date=date):
                self.assert_refused(bare(sent(date=date)), {"date": ["Choose a day from 1900 on."]})

    def test_a_day_is_accepted_once_it_has_begun_in_the_zone_furthest_ahead(self) -> None:
        too_early = {"date": ["That day has not begun yet. Choose today or a day before."]}
        for moment, last in (
            (dt.datetime(2026, 11, 22, 9, 59, 59, tzinfo=dt.UTC), dt.date(2026, 11, 22)),
            (dt.datetime(2026, 11, 22, 10, 0, 0, tzinfo=dt.UTC), dt.date(2026, 11, 23)),
            (dt.datetime(2026, 12, 31, 23, 59, 59, tzinfo=dt.UTC), dt.date(2027, 1, 1)),
        ):
            with self.subTest(moment=moment), time_machine.travel(moment, tick=False):
                self.assertEqual(furthest_today(), last)
                self.assertTrue(bare(sent(date=last.isoformat())).is_valid())
                after = last + dt.timedelta(days=1)
                self.assert_refused(bare(sent(date=after.isoformat())), too_early)
                self.assert_refused(bare(sent(date="9999-12-31")), too_early)


class EmptyTests(PageFormTestCase):
    def test_an_empty_page_is_refused(self) -> None:
        for fields in (
            {},
            {"title": " ", "text": " \r\n\t\x00"},
            {"person": str(SAM)},
            {"person": "new", "new_person": "Robin"},
            {"step_on": "2026-11-25"},
            {"closeness_felt": "", "closeness_wanted": ""},
            {"gate_receiving": "no"},
            {"answer_0_prompt": "q", "answer_0_question": "Q?", "answer_0_text": "  "},
        ):
            with self.subTest(**fields):
                form = bare(sent(**({"text": ""} | fields)))
                self.assert_refused(form, {"__all__": [EMPTY]})

    def test_one_thing_is_enough(self) -> None:
        for fields in (
            {"text": "."},
            {"title": "."},
            {"closeness_felt": "1"},
            {"closeness_wanted": "7"},
            {"signs": ["distance:me"]},
            {"fears": ["trust-hard"]},
            {"feelings": ["numb"]},
            {"step_will": "Call."},
            {"answer_0_text": "This."},
        ):
            with self.subTest(**fields):
                self.assertTrue(bare(sent(**({"text": ""} | fields))).is_valid())

    def test_an_empty_form_that_asks_for_a_question_is_no_mistake(self) -> None:
        self.assertTrue(bare(sent(text=""), asking=True).is_valid())

    def test_an_empty_form_with_another_mistake_is_told_only_of_that(self) -> None:
        self.assert_refused(bare(sent(text="", closeness_felt="9")), {"closeness_felt": [PLACES]})


class TextTests(PageFormTestCase):
    def test_a_million_characters_are_kept(self) -> None:
        form = bare(sent(text="x" * 1_000_000))

        self.assertTrue(form.is_valid())
        self.assertEqual(len(self.page(form).text), 1_000_000)

    def test_one_more_is_refused_and_every_word_is_still_there(self) -> None:
        typed = "x" * 1_000_001
        form = bare(sent(title="T", text=typed))

        self.assert_refused(
            form,
            {
                "text": [
                    "This is 1,000,001 characters long, and there is room for 1,000,000."
                    " Put the rest on another page."
                ]
            },
        )
        self.assertTrue(form.is_too_long)
        self.assertEqual((form["title"].value(), form["text"].value()), ("T", typed))

    def test_another_mistake_is_not_a_matter_of_length(self) -> None:
        form = bare(sent(closeness_felt="9"))

        self.assertFalse(form.is_valid())
        self.assertFalse(form.is_too_long)

    def test_nul_and_lone_surrogates_are_no_mistake(self) -> None:
        form = bare(sent(title="a\x00\ud800", text="  \ud800\r\n\x07b "))
        form.is_valid()

        self.assertEqual(self.page(form), Page(title="a\ufffd", text="  \ufffd\nb "))

    def test_an_answer_that_is_too_long_is_refused_and_stays(self) -> None:
        typed = "x" * 1_000_001
        form = bare(sent(answer_0_question="Q?", answer_0_text=typed))

        self.assert_refused(form, {"__all__": ["One of the answers needs a look."]})
        self.assertTrue(form.is_too_long)
        self.assertEqual(form.answers[0]["text"].value(), typed)

    def test_answers_are_on_the_page_and_empty_ones_are_not(self) -> None:
        data = sent(text="")
        for number, text in ((0, "This."), (1, "  "), (4, "That.")):
            data[f"answer-{number}-question"] = f"Question {number}?"
            data[f"answer-{number}-text"] = text
        form = bare(data)
        form.is_valid()

        self.assertEqual(
            [(one.question, one.text) for one in self.page(form).answers],
            [("Question 0?", "This."), ("Question 4?", "That.")],
        )


class PageTests(PageFormTestCase):
    FULL = Page(
        title="T",
        text=" A day.\n",
        answers=(
            Answer(prompt="gone", strategy=None, phase="respond", question="Q?", text="This."),
        ),
        person=SAM,
        closeness_felt=2,
        closeness_wanted=6,
        signs={"distance": "both", "listened": "me"},
        fears=("trust-hard",),
        feelings=("tender", "tired"),
        sat="lighter",
        zone="Europe/Berlin",
    )
    STEP = (StepPlan(when="after dinner", will="ask"), dt.date(2026, 3, 1))

    def test_a_kept_page_fills_the_form_and_comes_back_the_same(self) -> None:
        initial = filled_from(self.FULL, about_on=TODAY, step=self.STEP)
        shown = bare(page=self.FULL, step=self.STEP, initial=initial)
        data = MultiValueDict(
            {
                field.html_name: value if isinstance(value, list) else [str(value)]
                for form in (shown, *shown.answers)
                for field in form
                if (value := field.value()) is not None
            }
        )

        back = bare(data, page=self.FULL, step=self.STEP)

        self.assertTrue(back.is_valid(), back.errors)
        self.assertEqual(self.page(back, zone="Asia/Tokyo"), self.FULL)
        self.assertEqual((back.step_plan(), back.step_day()), self.STEP)
        self.assertEqual(back.cleaned_data["date"], TODAY)

    def test_a_new_page_takes_the_writers_zone(self) -> None:
        form = bare(sent())
        form.is_valid()

        self.assertEqual(self.page(form, zone="Asia/Tokyo").zone, "Asia/Tokyo")

    def test_the_form_knows_what_it_shows(self) -> None:
        initial = filled_from(self.FULL, about_on=TODAY, step=self.STEP)
        full, empty = bare(page=self.FULL, step=self.STEP, initial=initial), bare()

        for form, shown in ((full, (True, True, TODAY)), (empty, (False, False, None))):
            self.assertEqual((form.has_text, form.has_step, form.shown_day), shown)
        self.assertEqual((empty.noticed, empty.guessed), ("", ""))
        self.assertEqual(bare(sent(date="soon")).shown_day, None)

    def test_what_was_answered_at_the_gate_stays_on_the_form(self) -> None:
        form = bare(sent(gate_receiving="yes", gate_pushing="skip"))

        self.assertTrue(form.is_valid())
        self.assertEqual(form.gate, Gate(receiving="yes", pushing="skip"))
        self.assertEqual(self.page(form), Page(text="A day."))

    def test_the_forms_own_ids_are_optional(self) -> None:
        form = bare(sent(page=str(SAM), save=str(ALEX), revision="3"))

        self.assertTrue(form.is_valid())
        self.assertEqual(
            [form.cleaned_data[name] for name in ("page", "save", "revision")],
            [UUID(str(SAM)), UUID(str(ALEX)), 3],
        )
