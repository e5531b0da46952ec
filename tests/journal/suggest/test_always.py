"""What must hold for any page, any history, any person and any answers at the gate."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.handbook import Handbook, Prompt
from journal.page import Page
from journal.suggest import About, Gate, Past, PastStep, question_allowed
from journal.suggest.gate import asked
from tests.journal import handbook as make
from tests.journal.pages import NOON, ON
from tests.journal.suggest.worlds import ABOUTS, BOOK, HISTORIES, KNOWN, PAGES, WORLDS, World, shown

# One strategy keeps its prompts, so that there is something left to offer.
RETIRED = st.sets(st.sampled_from([slug for slug in BOOK.prompts if not slug.startswith("kind-")]))

# No deadline: a busy machine is no fault of the rules.
anything = settings(max_examples=80, deadline=None)


def retiring(slugs: set[str]) -> Handbook:
    gone = [msgspec.structs.replace(BOOK.prompts[slug], retired=True) for slug in sorted(slugs)]
    return make.with_changed(BOOK, *gone)


def slugs(prompts: list[Prompt]) -> list[str]:
    return [one.slug for one in prompts]


class AlwaysTests(SimpleTestCase):
    @anything
    @given(WORLDS)
    def test_the_same_input_gives_the_same_answer(self, world: World) -> None:
        one, steps = world.page, world.known["steps"]
        turned = World(
            msgspec.structs.replace(
                one, signs=dict(reversed(one.signs.items())), fears=one.fears[::-1]
            ),
            world.history[::-1],
            world.gate,
            {**world.known, "steps": steps[::-1]},
        )
        book = msgspec.structs.replace(BOOK, prompts=dict(reversed([*BOOK.prompts.items()])))

        first = world.suggest()

        self.assertEqual(first, world.suggest())
        self.assertEqual(first, turned.suggest(book))

    @anything
    @given(WORLDS, RETIRED)
    def test_what_is_retired_is_not_offered_and_there_is_something_to_offer(
        self, world: World, retired: set[str]
    ) -> None:
        book = retiring(retired)

        reached = world.choices(book)

        self.assertEqual(set(slugs(reached)) & retired, set())
        found = world.suggest(book)
        self.assertIsNotNone(found.first)
        self.assertIsNotNone(found.not_today)

    @anything
    @given(WORLDS)
    def test_what_is_hidden_is_not_reached_by_any_way(self, world: World) -> None:
        reached, about = world.choices(), world.known["about"]
        asks = asked(world.page, BOOK)
        care = [check for check in asks if world.gate.answer(check) in ("yes", "unsure")]
        if world.open or (about and about.own_only):
            self.assertEqual(slugs([p for p in reached if p.contact or p.hide_if_unsafe]), [])
        if care:
            self.assertEqual(slugs([p for p in reached if not _is_safe(p)]), [])
        if "pushing" in care:
            self.assertEqual(slugs([p for p in reached if p.hide_if_own_harm]), [])
        if about and about.kind in ("former-partner", "died"):
            self.assertEqual(slugs([p for p in reached if p.contact or p.minutes > 3]), [])
        for one in reached:
            self.assertTrue(question_allowed(one, world.page, BOOK, world.gate, about=about))

    @anything
    @given(PAGES, HISTORIES, KNOWN, ABOUTS)
    def test_a_resting_question_offers_nothing_that_an_open_one_does_not(
        self, one: Page, history: list[Past], known: dict[str, Any], about: About
    ) -> None:
        resting = msgspec.structs.replace(about, receiving_asked_at=NOON, pushing_asked_at=NOON)
        open_ = msgspec.structs.replace(
            about, receiving_asked_at=None, pushing_asked_at=None, own_only=False
        )
        quiet = World(one, history, Gate(), {**known, "about": resting, "reopened": ()})
        loud = World(one, history, Gate(), {**known, "about": open_, "reopened": ()})

        self.assertEqual(set(quiet.suggest().asks) & set(quiet.suggest().quiet_asks), set())
        self.assertEqual(
            {*quiet.suggest().asks, *quiet.suggest().quiet_asks}, {*loud.suggest().asks}
        )
        if loud.suggest().asks:
            self.assertEqual(slugs(quiet.choices()), slugs(loud.choices()))

    @anything
    @given(WORLDS)
    def test_the_shape_of_a_suggestion(self, world: World) -> None:
        found = world.suggest()

        slugs = [each.prompt.slug for each in shown(found)]
        ways = [each.strategy for each in shown(found)]
        self.assertEqual(len(slugs), len(set(slugs)))
        self.assertEqual(len(slugs), 2 if found.at_gate else 3)
        self.assertNotEqual(len(found.equal), 1)
        self.assertEqual(set(found.equal) - set(ways), set())
        self.assertEqual(set(found.reason) - {*world.page.signs, *world.page.fears}, set())
        self.assertLessEqual(len(found.reason), 2)
        self.assertLessEqual(found.at_gate + found.pause + found.warm, 1)
        self.assertEqual(found.at_gate, world.open)

    @anything
    @given(WORLDS, st.integers(181, 999))
    def test_what_is_out_of_reach_changes_nothing(self, world: World, days: int) -> None:
        near, steps = world.history, world.known["steps"]
        far = [msgspec.structs.replace(each, on=ON - timedelta(days=days)) for each in near]
        ahead = [msgspec.structs.replace(each, on=ON + timedelta(days=days)) for each in near]
        old = [PastStep(entry=UUID(int=10**7), answered_at=NOON - timedelta(days=days), worth="no")]
        more = World(
            world.page, near + far + ahead, world.gate, {**world.known, "steps": steps + old}
        )

        self.assertEqual(more.suggest(), world.suggest())


def _is_safe(prompt: Prompt) -> bool:
    return prompt.strategy is None or BOOK.strategies[prompt.strategy].allowed_when_unsafe
