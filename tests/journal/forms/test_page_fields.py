"""The fields of a page's form: what each offers, and what it refuses."""

import datetime as dt
from uuid import uuid4

import msgspec

from journal.forms.page import filled_from
from journal.page import Page, StepPlan
from tests.journal.forms.case import ALEX, BOOK, SAM, TODAY, PageFormTestCase, bare, sent
from tests.journal.handbook import with_changed

RETIRED = with_changed(BOOK, msgspec.structs.replace(BOOK.signs["distance"], retired=True))
PLACES = "Choose one of the seven places, or Skip."


class TagTests(PageFormTestCase):
    def test_closeness_has_seven_places(self) -> None:
        for value in range(1, 8):
            form = bare(sent(closeness_felt=str(value), closeness_wanted=str(8 - value)))
            form.is_valid()

            page = self.page(form)
            self.assertEqual((page.closeness_felt, page.closeness_wanted), (value, 8 - value))

    def test_any_other_closeness_is_refused(self) -> None:
        for value in ("9", "0", "8", "-1", "1.5", "four", "\N{ARABIC-INDIC DIGIT ONE}"):
            for name in ("closeness_felt", "closeness_wanted"):
                with self.subTest(name=name, value=value):
                    self.assert_refused(bare(sent(**{name: value})), {name: [PLACES]})

    def test_a_skipped_closeness_is_none(self) -> None:
        form = bare(sent(closeness_felt=""))
        form.is_valid()

        self.assertEqual(self.page(form), Page(text="A day."))

    def test_two_ticks_are_both_and_come_back_as_two_ticks(self) -> None:
        ticked = ["distance:me", "distance:them", "listened:them"]
        form = bare(sent(signs=ticked, fears=["trust-hard", "closeness-fear"]))
        form.is_valid()

        page = self.page(form)

        self.assertEqual(page.signs, {"distance": "both", "listened": "them"})
        self.assertEqual(page.fears, ("trust-hard", "closeness-fear"))
        again = bare(page=page, initial=filled_from(page, about_on=TODAY, step=None))
        self.assertEqual(again["signs"].value(), ticked)
        self.assertEqual(again.ticked_signs, page.signs)
        self.assertEqual(again.ticked_fears, ["trust-hard", "closeness-fear"])
        self.assertEqual((again.noticed, again.guessed), ("1 sign, 1 warm", "2 guesses"))
        self.assertEqual(
            [(row.sign.slug, row.me, row.them) for row in again.distance_rows if row.me],
            [("distance", True, True)],
        )
        self.assertEqual(
            [(row.sign.slug, row.me, row.them) for row in again.warmth_rows if row.them],
            [("listened", False, True)],
        )

    def test_an_unknown_sign_is_refused(self) -> None:
        sentence = (
            "One of the signs you ticked is not in the guide."
            " Look through them once more, then save."
        )
        for tick in ("nonsense:me", "distance", "distance:both", "distance:", ":me", "trust-hard"):
            with self.subTest(tick=tick):
                form = bare(sent(signs=["listened:me", tick]))
                self.assert_refused(form, {"signs": [sentence]})
                self.assertEqual(form["signs"].value(), ["listened:me", tick])

    def test_an_unknown_fear_is_refused(self) -> None:
        self.assert_refused(
            bare(sent(fears=["nonsense"])),
            {
                "fears": [
                    "One of the guesses you ticked is not in the guide."
                    " Look through them once more, then save."
                ]
            },
        )

    def test_all_signs_and_fears_of_the_guide_are_offered(self) -> None:
        form = bare()

        self.assertEqual(len(form.distance_rows), 8)
        self.assertEqual(len(form.warmth_rows), 4)
        self.assertEqual(len(form.offered_fears), 4)

    def test_a_retired_sign_is_offered_only_where_the_page_has_it(self) -> None:
        page = Page(text="A day.", signs={"distance": "both"})
        data = sent(signs=["distance:me", "distance:them"])

        kept = bare(data, handbook=RETIRED, page=page)
        new = bare(handbook=RETIRED, page=Page(text="A day."))

        self.assertTrue(kept.is_valid())
        self.assertEqual(self.page(kept).signs, {"distance": "both"})
        self.assertEqual(next(row.sign.slug for row in kept.distance_rows), "distance")
        self.assertNotIn("distance", [row.sign.slug for row in new.distance_rows])

    def test_a_retired_fear_is_offered_only_where_the_page_has_it(self) -> None:
        fear = msgspec.structs.replace(BOOK.fears["trust-hard"], retired=True)
        book = msgspec.structs.replace(BOOK, fears={**BOOK.fears, "trust-hard": fear})
        data = sent(fears=["trust-hard"])

        kept = bare(data, handbook=book, page=Page(fears=("trust-hard",)))
        new = bare(handbook=book)

        self.assertTrue(kept.is_valid())
        self.assertEqual(self.page(kept).fears, ("trust-hard",))
        self.assertNotIn("trust-hard", [one.slug for one in new.offered_fears])

    def test_what_was_retired_while_the_form_was_open_stays_ticked(self) -> None:
        form = bare(sent(signs=["distance:me"]), handbook=RETIRED)

        self.assertTrue(form.is_valid())
        self.assertEqual(self.page(form).signs, {"distance": "me"})


class FeelingTests(PageFormTestCase):
    MANY = "You ticked {} words, and there is room for 3. Keep those that come closest."

    def test_up_to_three_feelings_are_kept(self) -> None:
        for chosen in ([], ["calm"], ["numb", "calm"], ["warm", "hurt", "tired"]):
            with self.subTest(chosen=chosen):
                form = bare(sent(feelings=chosen))
                form.is_valid()

                page = self.page(form)
                self.assertEqual(page, Page(text="A day.", feelings=tuple(chosen)))
                again = bare(page=page, initial=filled_from(page, about_on=TODAY, step=None))
                self.assertEqual(again.ticked_feelings, chosen)

    def test_more_are_refused_and_all_stay_ticked(self) -> None:
        for count in (4, 16):
            with self.subTest(count=count):
                chosen = list(BOOK.feelings)[:count]
                form = bare(sent(feelings=chosen))

                self.assert_refused(form, {"feelings": [self.MANY.format(count)]})
                self.assertEqual(form.ticked_feelings, chosen)

    def test_a_feeling_sent_twice_is_one(self) -> None:
        form = bare(sent(feelings=["calm", "calm", "numb", "calm"]))
        form.is_valid()

        self.assertEqual(self.page(form).feelings, ("calm", "numb"))

    def test_an_unknown_feeling_is_refused_and_the_others_stay_ticked(self) -> None:
        form = bare(sent(feelings=["calm", "moon"]))

        self.assert_refused(
            form,
            {
                "feelings": [
                    "One of the feelings you ticked is not in the guide."
                    " Look through them once more, then save."
                ]
            },
        )
        self.assertEqual([one.slug for one in form.offered_feelings], list(BOOK.feelings))
        self.assertIn("calm", form.ticked_feelings)

    def test_a_retired_feeling_is_offered_only_where_the_page_has_it(self) -> None:
        calm = msgspec.structs.replace(BOOK.feelings["calm"], retired=True)
        book = msgspec.structs.replace(BOOK, feelings={**BOOK.feelings, "calm": calm})
        data = sent(feelings=["calm", "warm"])

        kept = bare(handbook=book, page=Page(feelings=("calm",)))
        saved = bare(data, handbook=book, page=Page(feelings=("calm",)))
        open_meanwhile = bare(data, handbook=book)
        new = bare(handbook=book)

        self.assertEqual(len(kept.offered_feelings), 16)
        self.assertEqual([one.slug for one in new.offered_feelings], list(BOOK.feelings)[1:])
        for form in (saved, open_meanwhile):
            self.assertTrue(form.is_valid())
            self.assertEqual(self.page(form).feelings, ("calm", "warm"))

    def test_the_fold_says_how_much_was_noticed(self) -> None:
        for signs, feelings, said in (
            ([], [], ""),
            ([], ["calm"], "1 feeling"),
            (["distance:me", "distance:them", "closed-off:me"], ["calm"], "2 signs, 1 feeling"),
            (["listened:me"], ["calm", "numb"], "1 warm, 2 feelings"),
            (["distance:me", "listened:me"], [], "1 sign, 1 warm"),
            (["distance:me", "listened:me"], ["calm"], "1 sign, 1 warm, 1 feeling"),
        ):
            with self.subTest(signs=signs, feelings=feelings):
                self.assertEqual(bare(sent(signs=signs, feelings=feelings)).noticed, said)


class PersonTests(PageFormTestCase):
    def test_someone_from_the_list_is_on_the_page(self) -> None:
        form = bare(sent(person=str(ALEX)))
        form.is_valid()

        self.assertEqual(self.page(form), Page(text="A day.", person=ALEX))
        self.assertEqual(form.new_nickname, "")

    def test_only_the_writers_own_people_can_be_chosen(self) -> None:
        for person in (str(uuid4()), SAM.hex, "Sam", "None", "0"):
            with self.subTest(person=person):
                self.assert_refused(
                    bare(sent(person=person)),
                    {"person": ["Choose someone from the list, or someone new."]},
                )

    def test_someone_new_is_named_on_the_same_form(self) -> None:
        form = bare(sent(person="new", new_person="  Robin  \u00a0 B. ", new_person_kind="family"))

        self.assertTrue(form.is_valid())
        self.assertEqual((form.new_nickname, form.new_kind), ("Robin B.", "family"))
        self.assertIsNone(form.known_person())

    def test_a_nickname_is_enough_without_choosing_someone_new(self) -> None:
        form = bare(sent(person="", new_person="Robin"))

        self.assertTrue(form.is_valid())
        self.assertEqual((form.new_nickname, form.new_kind), ("Robin", "other"))

    def test_a_nickname_beside_someone_from_the_list_is_not_a_second_person(self) -> None:
        form = bare(sent(person=str(SAM), new_person="Robin"))

        self.assertTrue(form.is_valid())
        self.assertEqual((form.new_nickname, form.known_person()), ("", SAM))

    def test_someone_new_without_a_nickname_is_refused(self) -> None:
        for nickname in ("", "  ", "\x00", None):
            with self.subTest(nickname=nickname):
                self.assert_refused(
                    bare(sent(person="new", new_person=nickname)),
                    {"new_person": ["Give them a nickname, or choose no one in particular."]},
                )

    def test_a_nickname_has_at_most_60_characters(self) -> None:
        self.assertTrue(bare(sent(person="new", new_person="x" * 60)).is_valid())
        for person in ("", "new"):
            with self.subTest(person=person):
                self.assert_refused(
                    bare(sent(person=person, new_person="x" * 61)),
                    {
                        "new_person": [
                            "This is 61 characters long, and there is room for 60."
                            " Please shorten it."
                        ]
                    },
                )

    def test_a_kind_that_is_not_in_the_list_is_refused(self) -> None:
        for kind in ("enemy", "Partner"):
            with self.subTest(kind=kind):
                self.assert_refused(
                    bare(sent(new_person="Robin", new_person_kind=kind)),
                    {"new_person_kind": ["Choose one of the words in the list."]},
                )


class StepTests(PageFormTestCase):
    def test_a_step_goes_with_its_day(self) -> None:
        form = bare(sent(step_when="after dinner", step_will="ask", step_on="2026-11-29"))

        self.assertTrue(form.is_valid())
        self.assertEqual(form.step_plan(), StepPlan(when="after dinner", will="ask"))
        self.assertEqual(form.step_day(), dt.date(2026, 11, 29))

    def test_the_day_is_two_to_seven_days_ahead(self) -> None:
        for ahead in range(2, 8):
            day = TODAY + dt.timedelta(days=ahead)
            form = bare(sent(step_will="ask", step_on=day.isoformat()))
            self.assertTrue(form.is_valid())
            self.assertEqual(form.step_day(), day)
        for wrong in ("2026-11-23", "2026-11-30", "2026-11-22", "2025-11-25", "soon", "2026-02-30"):
            with self.subTest(day=wrong):
                self.assert_refused(
                    bare(sent(step_will="ask", step_on=wrong)),
                    {"step_on": ["Choose a day from 2 to 7 days ahead."]},
                )

    def test_the_day_is_three_ahead_where_none_was_chosen(self) -> None:
        for day in ("", None):
            form = bare(sent(step_will="ask", step_on=day))
            self.assertTrue(form.is_valid())
            self.assertEqual(form.step_day(), dt.date(2026, 11, 25))
        self.assertEqual(bare()["step_on"].value(), "2026-11-25")

    def test_a_form_that_stood_open_for_days_needs_no_other_day_for_a_step_it_has_not(self) -> None:
        form = bare(sent(step_on="2026-11-23"))

        self.assertTrue(form.is_valid())
        self.assertIsNone(form.step_plan())

    def test_a_when_without_a_will_is_refused(self) -> None:
        for will in ("", "  ", None):
            with self.subTest(will=will):
                self.assert_refused(
                    bare(sent(step_when="after dinner", step_will=will)),
                    {"step_will": ["Add what you will do, or empty the line above."]},
                )

    def test_a_will_without_a_when_is_a_step(self) -> None:
        form = bare(sent(step_when="  ", step_will="ask"))

        self.assertTrue(form.is_valid())
        self.assertEqual(form.step_plan(), StepPlan(when="  ", will="ask"))

    def test_without_words_there_is_no_step(self) -> None:
        form = bare(sent(step_when=" ", step_will=" ", step_on="2026-11-25"))

        self.assertTrue(form.is_valid())
        self.assertIsNone(form.step_plan())

    def test_the_day_of_a_kept_step_can_stay(self) -> None:
        long_ago = dt.date(2026, 3, 1)
        step = (StepPlan(will="ask"), long_ago)

        form = bare(sent(step_will="ask", step_on="2026-03-01"), step=step)

        self.assertTrue(form.is_valid())
        self.assertEqual(form.step_day(), long_ago)
        self.assertFalse(bare(sent(step_will="ask", step_on="2026-03-01")).is_valid())

    def test_the_days_are_named(self) -> None:
        choices = bare().fields["step_on"].choices  # type: ignore[attr-defined]

        self.assertEqual(
            list(choices)[:2],
            [
                ("2026-11-24", "Tue 24 Nov, in 2 days"),
                ("2026-11-25", "Wed 25 Nov, in 3 days"),
            ],
        )

    def test_a_line_of_the_step_has_at_most_2000_characters(self) -> None:
        form = bare(sent(step_when="x" * 2001, step_will="y" * 2001))

        self.assertFalse(form.is_valid())
        self.assertEqual(sorted(form.errors), ["step_when", "step_will"])
        self.assertTrue(form.is_too_long)
