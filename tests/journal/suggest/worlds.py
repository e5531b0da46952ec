"""Any page with everything around it, for what must always hold."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from guidance.handbook import Handbook, Prompt
from journal.page import Page, Who
from journal.suggest import About, Gate, Offer, Past, PastStep, Suggestion, offer, suggest
from journal.suggest.gate import asked
from tests.journal.handbook import shipped
from tests.journal.pages import KIM, NOON, ON, SAM, answer, before, step

BOOK = shipped()
ANSWERS = st.sampled_from((None, "no", "unsure", "yes", "skip"))
SIGNS = st.dictionaries(
    st.sampled_from([*BOOK.signs, "lost"]), st.sampled_from(("me", "them", "both")), max_size=5
)
PEOPLE = st.sampled_from((None, SAM, KIM))
PAGES = st.builds(
    Page,
    signs=SIGNS,
    fears=st.lists(st.sampled_from([*BOOK.fears, "lost"])).map(tuple),
    person=PEOPLE,
)
PAST = st.builds(
    lambda days, prompts, minutes, signs, person, has_step: before(
        days,
        Page(
            answers=tuple(answer(one.slug, one.strategy, one.phase) for one in prompts),
            signs=signs,
            person=person,
        ),
        number=days * 1000 + minutes + 10**6,
        minutes=minutes,
        has_step=has_step,
    ),
    st.integers(-5, 200),
    st.lists(st.sampled_from(list(BOOK.prompts.values())), max_size=30),
    st.integers(0, 500),
    SIGNS,
    PEOPLE,
    st.booleans(),
)
HISTORIES = st.lists(PAST, max_size=12, unique_by=lambda one: one.entry)
GATES = st.builds(Gate, receiving=ANSWERS, pushing=ANSWERS)
MOMENTS = st.none() | st.integers(-1, 20).map(lambda days: NOON - timedelta(days=days))
ABOUTS = st.builds(
    About,
    kind=st.sampled_from(("partner", "friend", "former-partner", "died")),
    own_only=st.booleans(),
    receiving_asked_at=MOMENTS,
    pushing_asked_at=MOMENTS,
)
STEPS = st.lists(
    st.builds(
        lambda of, days, worth, minutes: step(days, worth, of=10**7 + of, minutes=minutes),
        st.integers(0, 14),
        st.integers(-2, 190),
        st.sampled_from((None, "yes", "partly", "no", "not-sure")),
        st.integers(0, 500),
    ),
    max_size=8,
)
KNOWN = st.fixed_dictionaries(
    {
        "about": st.none() | ABOUTS,
        "steps": STEPS,
        "has_step": st.booleans(),
        "now": st.sampled_from((None, NOON)),
        "reopened": st.sets(st.sampled_from(("receiving", "pushing"))),
    }
)


class World(msgspec.Struct, frozen=True):
    """A page with everything around it."""

    page: Page
    history: list[Past]
    gate: Gate
    known: dict[str, Any]

    def suggest(self, book: Handbook = BOOK) -> Suggestion:
        return suggest(self.page, ON, self.history, book, self.gate, **self.known)

    def choices(self, book: Handbook = BOOK) -> list[Prompt]:
        """Return every question the page can lead to: what is offered, and the full list."""
        found, about = self.suggest(book), self.known["about"]
        listed = [
            offer(slug, self.page, ON, self.history, book, self.gate, about=about)
            for slug in found.strategies
        ]
        return [each.prompt for each in (*shown(found), found.not_today, *listed) if each]

    @property
    def open(self) -> bool:
        """Whether a question that the signs raise is not answered No."""
        return any(self.gate.answer(check) != "no" for check in asked(self.page, BOOK))


def _round_again(world: World, slug: str, days: list[int], steps: list[PastStep]) -> World:
    """Return the world with the sign noticed here, and on these days before, about Sam."""
    signs: dict[str, Who] = {slug: "me"}
    answers = (answer("old", "take-it-slow"),)
    again = [
        before(day, Page(signs=signs, person=SAM, answers=answers), number=10**7 + day)
        for day in days
    ]
    return World(
        msgspec.structs.replace(world.page, signs={**world.page.signs, **signs}, person=SAM),
        world.history + again,
        world.gate,
        {**world.known, "steps": steps, "about": None, "has_step": False},
    )


ANYWHERE = st.builds(World, PAGES, HISTORIES, GATES, KNOWN)
# Coming back to a thing and missing warmth would hardly be met by chance.
AGAIN = st.builds(
    _round_again,
    ANYWHERE,
    st.sampled_from(list(BOOK.signs)),
    st.lists(st.integers(0, 14), min_size=2, max_size=6, unique=True),
    STEPS,
)
WORLDS = ANYWHERE | AGAIN


def shown(found: Suggestion) -> list[Offer]:
    return [one for one in (found.first, *found.alternatives) if one]
