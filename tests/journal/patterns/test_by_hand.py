"""Fourteen pages and their steps, counted by hand: every number of the six pictures is written out.

TODAY is Sunday 22 November 2026. Weeks from Monday: 2, 9 and 16 November, and 26 October.
"""

from django.test import SimpleTestCase

from journal.patterns import LookedBack, Number, Opened, Patterns, patterns
from journal.patterns.records import window
from journal.patterns.steps import pairs
from tests.journal.pages import KIM, SAM
from tests.journal.patterns.worlds import BOOK, TODAY, ids, looked_back, opened

FAR = {"distance": "me"}
SHUT = {"closed-off": "them"}
WARM = {"reached-out": "me"}
CLOSE, TRUST = ("closeness-fear",), ("trust-hard",)


def about(person: object, number: int, days: int, felt: int | None, **fields: object) -> Opened:
    step = bool(fields.pop("step", False))
    return opened(number, days, step=step, person=person, closeness_felt=felt, **fields)


# fmt: off
PAGES = [
    # Week of 26 October (21 to 27 days ago).
    about(SAM, 1, 27, 2, closeness_wanted=5, signs=FAR, fears=CLOSE, sat="lighter", step=True),
    about(SAM, 2, 25, 3, signs=FAR | SHUT, fears=CLOSE, sat="heavier"),
    about(SAM, 3, 21, 4, signs=WARM, fears=CLOSE, sat="same"),
    # Week of 2 November (14 to 20).
    about(SAM, 4, 20, 3, closeness_wanted=6, signs=FAR, fears=CLOSE + TRUST, sat="lighter"),
    about(KIM, 5, 20, 6, signs=WARM, sat="skip"),
    about(SAM, 6, 17, 3, signs={"distance": "both"}, fears=TRUST, step=True),
    about(SAM, 7, 14, 5, signs=SHUT | WARM, fears=TRUST, sat="lighter"),
    # Week of 9 November (7 to 13).
    about(KIM, 8, 13, 5, signs=SHUT, fears=TRUST, sat="heavier"),
    about(SAM, 9, 12, None, signs=FAR, fears=CLOSE),
    about(SAM, 10, 9, 4, closeness_wanted=4, signs={"shared-fun": "both"}, fears=TRUST, sat="same"),
    # Week of 16 November (0 to 6).
    about(SAM, 11, 6, 5, signs=FAR, fears=TRUST, step=True),
    about(None, 12, 5, 1, signs=FAR, fears=CLOSE, sat="lighter"),
    about(SAM, 13, 2, 6, closeness_wanted=6, signs=WARM, fears=CLOSE),
    about(SAM, 14, 0, 4),
]
# fmt: on
STEPS = [looked_back(1, 24, "did"), looked_back(6, 15, "part"), looked_back(11, 3, "changed")]


def drawn(pages: list[Opened], steps: list[LookedBack]) -> Patterns:
    return patterns(pages, steps, BOOK, today=TODAY, span="everything")


def said(numbers: list[Number]) -> list[str]:
    return [one.shown for one in numbers]


class ByHandTests(SimpleTestCase):
    def setUp(self) -> None:
        self.found = drawn(PAGES, STEPS)

    def assert_rows(self, name: str, expected: dict[str, tuple[str | None, ...]]) -> None:
        table = getattr(self.found, name).table
        rows = {row.name: tuple(cell and cell.shown for cell in row.cells) for row in table.rows}
        self.assertEqual(rows, expected)

    def pages(self, key: str) -> tuple[object, ...]:
        number = self.found.behind(key)
        assert number
        return number.pages

    def test_closeness(self) -> None:
        # Felt: 2 3 4, 3 6 3 5, 5 4, 5 1 6 4. Wanted has four answers only, so no middle.
        self.assert_rows(
            "closeness",
            {
                "26 Oct 2026": ("3", "5"),
                "2 Nov 2026": ("4", "6"),
                "9 Nov 2026": ("4.5", "4"),
                "16 Nov 2026": ("4.5", "6"),
            },
        )
        self.assertEqual(
            self.found.closeness.table.columns, ("Felt, middle answer", "Wanted, from and to")
        )
        self.assertEqual(self.pages("1.2026-11-02.0"), ids(4, 5, 6, 7))
        self.assertEqual(self.pages("1.2026-11-02.1"), ids(4))
        drawing = self.found.closeness.drawing
        assert drawing
        self.assertEqual((drawing.felt.pages, drawing.felt.low, drawing.felt.high), (13, 1, 6))
        self.assertEqual((drawing.felt.middle, drawing.wanted.pages), ("4", 4))

    def test_signs(self) -> None:
        self.assert_rows(
            "signs",
            {
                "26 Oct 2026": ("3", "2", "1"),
                "2 Nov 2026": ("4", "3", "2"),
                "9 Nov 2026": ("3", "2", "1"),
                "16 Nov 2026": ("4", "2", "1"),
            },
        )
        self.assertEqual(self.pages("2.2026-11-02.1"), ids(4, 6, 7))
        self.assertEqual(self.pages("2.2026-11-02.2"), ids(5, 7))
        self.assertEqual(
            [(bar.name, bar.number.count, bar.of) for bar in self.found.signs.each.rows],
            [
                ("More distance", 7, 14),
                ("Not sharing", 3, 14),
                ("Reaching out", 4, 14),
                ("Laughing together", 1, 14),
            ],
        )

    def test_signs_stand_on_the_ground_as_high_as_their_pages(self) -> None:
        drawing = self.found.signs.drawing
        assert drawing
        self.assertEqual(drawing.most, 4)
        self.assertEqual(
            drawing.whole,
            "M3 100v-75h19V100zM28 100v-100h19V100zM53 100v-75h19V100zM78 100v-100h19V100z",
        )
        self.assertEqual(
            drawing.kinds[1].filled,
            "M3 100v-25h19V100zM28 100v-50h19V100zM53 100v-25h19V100zM78 100v-25h19V100z",
        )
        self.assertEqual(
            [(kind.name, kind.pages) for kind in drawing.kinds],
            [
                ("Distance", 9),
                ("Warmth", 5),
            ],
        )

    def test_together(self) -> None:
        # Twelve pages have both; page 5 has no fear, page 14 nothing.
        self.assertEqual(self.found.together.pages, 12)
        self.assertEqual(
            self.found.together.table.columns, ("Fear of closeness", "Trouble trusting")
        )
        self.assert_rows(
            "together",
            {"More distance": ("5", "3")},
        )
        self.assertEqual(self.pages(self.code("distance", "closeness-fear")), ids(1, 2, 4, 9, 12))
        self.assertEqual(self.pages(self.code("distance", "trust-hard")), ids(4, 6, 11))

    def code(self, sign: str, fear: str) -> str:
        return f"3.{BOOK.signs[sign].code}.{BOOK.fears[fear].code}"

    def test_steps_are_too_few_here_but_their_pairs_are_these(self) -> None:
        self.assertEqual(
            self.found.steps.enough.sentence,
            "Not enough yet to show anything fair (2 of 6 after a step).",
        )
        with_step, without = pairs(window(PAGES, STEPS, today=TODAY))
        # Step of 1, answered 24 days ago: next is 3 (21). Of 6, answered 15 ago: next is 7 (14).
        self.assertEqual(
            [(one.entry, one.after, one.closer) for one in with_step],
            [(*ids(1, 3), True), (*ids(6, 7), True)],
        )
        # Pages with no step and a next page: 2 to 3, 3 to 4, 4 to 6, 7 to 10 (page 9 has no
        # closeness), 10 to 11, 13 to 14, and of Kim 5 to 8. 8 and 14 have no next page.
        # The steps done with Sam were looked back on 24 and 15 days ago, so what is dated 23 to
        # 17 or 14 to 8 days ago comes after a step: as next pages 3 (21), 4 (20), 6 (17) and
        # 10 (9) go. The step of 11 was not done. Left: 8 (13, but Kim), 11 (6, closer), 14 (0).
        self.assertEqual(
            [(one.entry, one.after, one.closer) for one in without],
            [
                (*ids(5, 8), False),
                (*ids(10, 11), True),
                (*ids(13, 14), False),
            ],
        )

    def test_how_it_sat(self) -> None:
        self.assert_rows("sat", {"Lighter": ("4",), "The same": ("2",), "Heavier": ("2",)})
        self.assertEqual(self.pages("5.0"), ids(1, 4, 7, 12))
        self.assertEqual([bar.width for bar in self.found.sat.bars.rows], ["50", "25", "25"])

    def test_who(self) -> None:
        # Thirteen pages have a sign. Of distance on me: 1 2 4 9 11 12; them: 2 7 8; both: 6.
        self.assert_rows(
            "sides", {"You": ("6", "4"), "Them": ("3", "0"), "Both of you": ("1", "1")}
        )
        self.assertEqual(self.found.sides.pages, 13)
        self.assertEqual(self.pages("6.0.0"), ids(1, 2, 4, 9, 11, 12))
        self.assertEqual(self.pages("6.0.1"), ids(2, 7, 8))
        self.assertEqual(self.pages("6.1.2"), ids(10))
