"""What must hold for any page, any history and any answers at the gate."""

from datetime import timedelta

import msgspec
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.handbook import Handbook, Prompt
from journal.page import Page
from journal.suggest import Gate, Offer, Past, Suggestion, offer, question_allowed, suggest
from journal.suggest.gate import asked
from tests.journal import handbook as make
from tests.journal.handbook import shipped
from tests.journal.pages import ON, answer, past

BOOK = shipped()
ANSWERS = st.sampled_from((None, "no", "unsure", "yes", "skip"))
PAGES = st.builds(
    Page,
    signs=st.dictionaries(
        st.sampled_from([*BOOK.signs, "lost"]), st.sampled_from(("me", "them", "both"))
    ),
    fears=st.lists(st.sampled_from([*BOOK.fears, "lost"])).map(tuple),
)
PAST = st.builds(
    lambda days, prompts, minutes: past(
        days,
        *(answer(one.slug, one.strategy, one.phase) for one in prompts),
        number=days * 1000 + minutes + 10**6,
        minutes=minutes,
    ),
    st.integers(-5, 200),
    st.lists(st.sampled_from(list(BOOK.prompts.values())), max_size=30),
    st.integers(0, 500),
)
HISTORIES = st.lists(PAST, max_size=12, unique_by=lambda one: one.entry)
GATES = st.builds(Gate, receiving=ANSWERS, pushing=ANSWERS)
# One strategy keeps its prompts, so that there is something left to offer.
RETIRED = st.sets(st.sampled_from([slug for slug in BOOK.prompts if not slug.startswith("kind-")]))

# No deadline: a busy machine is no fault of the rules.
anything = settings(max_examples=80, deadline=None)


def offers(found: Suggestion) -> list[Offer]:
    return [one for one in (found.first, *found.alternatives, found.not_today) if one]


def choices(one: Page, history: list[Past], book: Handbook, gate: Gate) -> list[Offer]:
    """Return every question the page can lead to: what is offered, and the full list."""
    found = suggest(one, ON, history, book, gate)
    listed = [offer(slug, one, ON, history, book, gate) for slug in found.strategies]
    return offers(found) + [each for each in listed if each]


def retiring(slugs: set[str]) -> Handbook:
    gone = [msgspec.structs.replace(BOOK.prompts[slug], retired=True) for slug in sorted(slugs)]
    return make.with_changed(BOOK, *gone)


class AlwaysTests(SimpleTestCase):
    @anything
    @given(PAGES, HISTORIES, GATES)
    def test_the_same_input_gives_the_same_answer(
        self, one: Page, history: list[Past], gate: Gate
    ) -> None:
        turned = Page(signs=dict(reversed(one.signs.items())), fears=one.fears[::-1])
        book = msgspec.structs.replace(BOOK, prompts=dict(reversed([*BOOK.prompts.items()])))

        first = suggest(one, ON, history, BOOK, gate)

        self.assertEqual(first, suggest(one, ON, history, BOOK, gate))
        self.assertEqual(first, suggest(turned, ON, history[::-1], book, gate))

    @anything
    @given(PAGES, HISTORIES, GATES, RETIRED)
    def test_what_is_retired_is_not_offered_and_there_is_something_to_offer(
        self, one: Page, history: list[Past], gate: Gate, retired: set[str]
    ) -> None:
        book = retiring(retired)
        found = suggest(one, ON, history, book, gate)

        slugs = {each.prompt.slug for each in choices(one, history, book, gate)}
        self.assertEqual(slugs & retired, set())
        if any(each.phase == "notice" for each in book.offered_prompts):
            self.assertIsNotNone(found.first)
        self.assertIsNotNone(found.not_today)

    @anything
    @given(PAGES, HISTORIES, GATES)
    def test_the_gate_holds_for_everything_a_page_can_lead_to(
        self, one: Page, history: list[Past], gate: Gate
    ) -> None:
        given_answers = [gate.answer(check) for check in asked(one, BOOK)]
        reached = [each.prompt for each in choices(one, history, BOOK, gate)]
        if set(given_answers) - {"no"}:
            self.assertEqual([p.slug for p in reached if p.contact or p.hide_if_unsafe], [])
        if set(given_answers) & {"yes", "unsure"}:
            self.assertEqual([p.slug for p in reached if not _is_safe(p)], [])
        if "pushing" in asked(one, BOOK) and gate.pushing in ("yes", "unsure"):
            self.assertEqual([p.slug for p in reached if p.hide_if_own_harm], [])
        self.assertTrue(all(question_allowed(p, one, BOOK, gate) for p in reached))

    @anything
    @given(PAGES, HISTORIES, GATES)
    def test_the_shape_of_a_suggestion(self, one: Page, history: list[Past], gate: Gate) -> None:
        found = suggest(one, ON, history, BOOK, gate)

        shown = [each.prompt.slug for each in (found.first, *found.alternatives) if each]
        ways = [each.strategy for each in (found.first, *found.alternatives) if each]
        self.assertEqual(len(shown), len(set(shown)))
        self.assertEqual(len(shown), 2 if found.at_gate else 3)
        self.assertNotEqual(len(found.equal), 1)
        self.assertEqual(set(found.equal) - set(ways), set())
        self.assertEqual(set(found.reason) - {*one.signs, *one.fears}, set())
        self.assertLessEqual(len(found.reason), 2)

    @anything
    @given(PAGES, HISTORIES, GATES, st.integers(181, 999))
    def test_pages_out_of_reach_change_nothing(
        self, one: Page, history: list[Past], gate: Gate, days: int
    ) -> None:
        far = [msgspec.structs.replace(each, on=ON - timedelta(days=days)) for each in history]
        ahead = [msgspec.structs.replace(each, on=ON + timedelta(days=days)) for each in history]

        self.assertEqual(
            suggest(one, ON, history + far + ahead, BOOK, gate),
            suggest(one, ON, history, BOOK, gate),
        )


def _is_safe(prompt: Prompt) -> bool:
    return prompt.strategy is None or BOOK.strategies[prompt.strategy].allowed_when_unsafe
