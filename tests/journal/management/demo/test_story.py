"""The year as data: whole, in order, true at any time, and kept to what the guide would offer."""

import re
from collections import Counter

from guidance import shelf
from guidance.handbook import Handbook
from guidance.loading import load
from journal.forms.line import sentences
from journal.management.demo import story
from journal.management.demo.story import Day
from journal.page import Answer, Page
from tests.base import TestCase

KINDS = {one.nickname: one.kind for one in story.people()}


class StoryTests(TestCase):
    book: Handbook
    days: list[Day]

    @classmethod
    def setUpTestData(cls) -> None:
        load()
        cls.book = shelf.current()
        cls.days = story.days()

    def words(self, day: Day) -> str:
        step = [day.step.when, day.step.will, day.step.noticed] if day.step else []
        return " ".join([day.title, day.text, *(one.text for one in day.answers), *step])

    def test_it_is_about_five_people_of_five_kinds_and_sometimes_nobody(self) -> None:
        self.assertEqual(
            KINDS,
            {
                "Robin": "partner",
                "Gran": "died",
                "Jo": "friend",
                "Mum": "family",
                "Ellis": "former-partner",
            },
        )
        self.assertEqual({day.person for day in self.days}, {*KINDS, ""})

    def test_it_has_a_years_pages_the_oldest_first(self) -> None:
        kept = [day for day in self.days if not day.discarded]

        self.assertEqual((len(kept), len(self.days)), (152, 153))
        order = [(-day.ago, day.at) for day in self.days]
        self.assertEqual(order, sorted(set(order)))
        self.assertEqual((self.days[0].ago, self.days[-1].ago), (365, 1))

    def test_it_has_stars_kept_lines_of_their_pages_and_one_left_out_of_the_patterns(self) -> None:
        kept = [day for day in self.days if day.kept_line]
        marked = [day.starred for day in self.days], [day.left_out for day in self.days]

        self.assertEqual((len(kept), *map(sum, marked)), (6, 8, 1))
        for day in kept:
            answers = tuple(
                Answer(prompt=one.prompt, strategy=None, phase="notice", question="", text=one.text)
                for one in day.answers
            )
            page = Page(title=day.title, text=day.text, answers=answers)
            with self.subTest(ago=day.ago):
                self.assertIn(day.kept_line, sentences(page))

    def test_every_tag_and_question_is_in_the_guide(self) -> None:
        offered = {
            "signs": {one.slug for one in self.book.offered_signs},
            "fears": {one.slug for one in self.book.offered_fears},
            "feelings": {one.slug for one in self.book.offered_feelings},
            "answers": {one.slug for one in self.book.offered_prompts},
        }
        used: dict[str, set[str]] = {
            "signs": {slug for day in self.days for slug in day.signs},
            "fears": {slug for day in self.days for slug in day.fears},
            "feelings": {slug for day in self.days for slug in day.feelings},
            "answers": {one.prompt for day in self.days for one in day.answers},
        }
        for name, slugs in used.items():
            with self.subTest(name):
                self.assertEqual(slugs - offered[name], set())
        for name in ("signs", "fears", "feelings"):
            with self.subTest(name):
                self.assertEqual(used[name], offered[name], "Each of them is met once a year.")

    def test_every_strategy_and_phase_is_met(self) -> None:
        prompts = [self.book.prompts[one.prompt] for day in self.days for one in day.answers]

        self.assertEqual({one.strategy for one in prompts if one.strategy}, {*self.book.strategies})
        self.assertEqual({one.phase for one in prompts}, {"notice", "understand", "respond"})
        self.assertLessEqual(max(Counter(one.slug for one in prompts).values()), 3)

    def test_an_answer_is_to_a_question_that_the_page_could_have_met(self) -> None:
        for day in self.days:
            asks = [
                slug
                for slug, who in day.signs.items()
                for check in [self.book.signs[slug].safety_check]
                if check == "ask" or (check == "ask-receiving" and who != "me")
            ]
            for prompt in [self.book.prompts[one.prompt] for one in day.answers]:
                with self.subTest(ago=day.ago, prompt=prompt.slug):
                    self.assertFalse(asks and (prompt.contact or prompt.hide_if_unsafe))
                    if KINDS.get(day.person) in ("died", "former-partner"):
                        self.assertFalse(prompt.contact or prompt.minutes > 3)

    def test_nothing_in_it_depends_on_the_season(self) -> None:
        timed = re.compile(
            r"spring|summer|autumn|winter|snow|heatwave|christmas|easter|new year"
            r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend"
            r"|january|february|april|june|july|august|september|october|november|december",
            re.IGNORECASE,
        )
        for day in self.days:
            with self.subTest(ago=day.ago):
                self.assertEqual(timed.findall(self.words(day)), [])

    def test_what_is_worth_doing_is_asked_where_it_was_done(self) -> None:
        for day in self.days:
            if day.step:
                with self.subTest(ago=day.ago):
                    done = day.step.outcome in ("did", "part")
                    self.assertEqual(day.step.worth is not None, done)
                    # Every answer was given by yesterday.
                    put_off = 3 * min(day.step.put_off, 1)
                    if day.step.outcome or day.step.put_off:
                        self.assertGreaterEqual(day.ago - day.step.days - put_off, 1)
