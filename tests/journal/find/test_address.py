"""Filters as they stand in an address."""

from datetime import date
from urllib.parse import parse_qsl
from uuid import UUID

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from journal.find import address
from journal.find.address import Read, query_string, read
from journal.find.filters import SIDES, Filters
from tests.journal.find.test_filters import FULL
from tests.journal.find.texts import TEXTS, anything
from tests.journal.handbook import shipped
from tests.journal.pages import KIM, ON, SAM

BOOK = shipped()
PEOPLE = (SAM, KIM)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
LIMITS = st.none() | st.integers(1, 7)
VALUES = (
    TEXTS
    | st.sampled_from([*BOOK.by_code, *SIDES, "0", "1", "7", "8", "2026-02-30", "1899-12-31"])
    | st.just(str(SAM))
)
NAMES = st.sampled_from(("f", "who", "p", "low", "high", "from", "to", "star", "find")) | TEXTS


def as_read(filters: Filters) -> Filters:
    """Return the filters with the lower limit first."""
    low, high = filters.felt_from, filters.felt_to
    since, until = filters.since, filters.until
    if low and high:
        low, high = sorted((low, high))
    if since and until:
        since, until = sorted((since, until))
    return Filters(
        sign=filters.sign, who=filters.who, fear=filters.fear, strategy=filters.strategy,
        person=filters.person, felt_from=low, felt_to=high, since=since, until=until,
        starred=filters.starred,
    )  # fmt: skip


FILTERS = st.builds(
    Filters,
    sign=st.none() | st.sampled_from([*BOOK.signs]),
    who=st.none() | st.sampled_from([*SIDES]),
    fear=st.none() | st.sampled_from([*BOOK.fears]),
    strategy=st.none() | st.sampled_from([*BOOK.strategies]),
    person=st.none() | st.sampled_from(PEOPLE),
    felt_from=LIMITS,
    felt_to=LIMITS,
    since=DAYS,
    until=DAYS,
    starred=st.booleans(),
).map(as_read)


def read_from(query: str) -> Read:
    return read(parse_qsl(query, keep_blank_values=True), BOOK, PEOPLE)


class AddressTests(SimpleTestCase):
    def setUp(self) -> None:
        """Look up the codes, which a load makes at random."""
        self.sign = BOOK.signs["distance"].code
        self.fear = BOOK.fears["trust-hard"].code
        self.strategy = next(iter(BOOK.strategies.values()))

    def test_it_holds_codes_and_ids_and_no_name(self) -> None:
        full = Filters(**{f: getattr(FULL, f) for f in FULL.__struct_fields__ if f != "strategy"})

        self.assertEqual(
            query_string(full, BOOK),
            f"f={self.sign}&f={self.fear}&who=me&p={SAM}&low=2&high=4"
            "&from=2026-03-01&to=2026-05-31&star=1",
        )
        self.assertEqual(
            query_string(Filters(strategy=self.strategy.slug), BOOK), f"f={self.strategy.code}"
        )
        self.assertEqual(query_string(Filters(), BOOK), "")

    def test_what_the_handbook_does_not_know_is_not_in_it(self) -> None:
        self.assertEqual(query_string(Filters(sign="lost", fear="lost"), BOOK), "")

    def test_it_is_read_in_any_order(self) -> None:
        query = f"star=1&to=2026-05-31&f={self.fear}&high=4&p={SAM}&f={self.sign}&who=only-them"

        self.assertEqual(
            read_from(query),
            Read(
                Filters(
                    sign="distance", fear="trust-hard", who="only-them", person=SAM,
                    felt_to=4, until=date(2026, 5, 31), starred=True,
                )
            ),
        )  # fmt: skip

    def test_what_was_left_empty_and_what_is_not_ours_say_nothing(self) -> None:
        query = "f=&f=&who=&p=&low=&high=&from=&to=&star=&find=abc&before=x&v=1&constructor=1"

        self.assertEqual(read_from(query), Read(Filters()))

    def test_limits_the_wrong_way_round_are_turned(self) -> None:
        self.assertEqual(
            read_from("low=6&high=2&from=2026-11-22&to=2026-11-01"),
            Read(
                Filters(felt_from=2, felt_to=6, since=date(2026, 11, 1), until=ON),
            ),
        )

    def test_what_is_not_understood_is_left_out_with_a_sentence(self) -> None:
        leaning = next(iter(BOOK.leanings.values()), None)
        for query, note in (
            ("f=zz", address.UNKNOWN_CODE),
            ("f=distance", address.UNKNOWN_CODE),
            (f"f={leaning.code if leaning else 'zz'}", address.UNKNOWN_CODE),
            ("f=" + "z" * 10_000, address.UNKNOWN_CODE),
            ("who=us", address.UNKNOWN_SIDE),
            ("who=ME", address.UNKNOWN_SIDE),
            ("p=1", address.UNKNOWN_PERSON),
            ("p=" + "9" * 5000, address.UNKNOWN_PERSON),
            (f"p={UUID(int=3)}", address.UNKNOWN_PERSON),
            (f"p={{{SAM}}}", address.UNKNOWN_PERSON),
            ("low=0", address.BAD_CLOSENESS),
            ("high=8", address.BAD_CLOSENESS),
            ("low=-1", address.BAD_CLOSENESS),
            ("low=12", address.BAD_CLOSENESS),
            ("low=٣", address.BAD_CLOSENESS),
            ("from=2026-02-30", address.BAD_DAY),
            ("to=1899-12-31", address.BAD_DAY),
            ("from=0000-00-00", address.BAD_DAY),
            ("from=20260301", address.BAD_DAY),
            ("from=2026-W10-1", address.BAD_DAY),
            ("to=yesterday", address.BAD_DAY),
            ("star=yes", address.BAD_STAR),
        ):
            with self.subTest(query[:40]):
                self.assertEqual(read_from(query), Read(Filters(), (note,)))
                self.assertEqual(read_from(f"{query}&f={self.fear}&{query}").notes, (note,))
                self.assertEqual(
                    read_from(f"{query}&f={self.fear}").filters, Filters(fear="trust-hard")
                )

    def test_of_two_of_a_kind_the_first_is_kept(self) -> None:
        other = BOOK.fears["closeness-fear"].code

        self.assertEqual(
            read_from(f"f={self.fear}&f={other}"),
            Read(Filters(fear="trust-hard"), (address.TWO_OF_A_KIND,)),
        )
        self.assertEqual(read_from(f"f={self.fear}&f={self.fear}").notes, ())

    @anything
    @given(FILTERS)
    def test_what_is_written_is_read_back(self, filters: Filters) -> None:
        query = query_string(filters, BOOK)

        self.assertEqual(read_from(query), Read(filters))
        self.assertEqual(query_string(read_from(query).filters, BOOK), query)

    @anything
    @given(st.lists(st.tuples(NAMES, VALUES), max_size=8))
    def test_any_parameters_are_read(self, pairs: list[tuple[str, str]]) -> None:
        found = read(pairs, BOOK, PEOPLE)

        self.assertEqual(found.filters, as_read(found.filters))
        self.assertEqual(read_from(query_string(found.filters, BOOK)), Read(found.filters))
