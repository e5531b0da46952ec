"""Ticks on the form, and the sides a page keeps."""

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.forms.ticks import SignRow, sides_of, sign_rows, ticks
from journal.page import Who
from tests.journal.handbook import shipped

DISTANCE, SHORT = shipped().signs["distance"], shipped().signs["short-replies"]


class TicksTests(SimpleTestCase):
    def test_two_ticks_of_a_sign_are_both(self) -> None:
        for ticked, sides in (
            ([], {}),
            (["distance:me"], {"distance": "me"}),
            (["distance:them"], {"distance": "them"}),
            (["distance:me", "distance:them"], {"distance": "both"}),
            (["distance:them", "distance:me"], {"distance": "both"}),
            (["distance:me", "distance:me"], {"distance": "me"}),
            (["distance:me", "distance:them", "distance:me"], {"distance": "both"}),
            (
                ["distance:me", "short-replies:them", "distance:them"],
                {"distance": "both", "short-replies": "them"},
            ),
        ):
            with self.subTest(ticked=ticked):
                self.assertEqual(sides_of(ticked), sides)

    def test_both_is_two_ticks_again(self) -> None:
        self.assertEqual(
            ticks({"distance": "both", "short-replies": "them", "listened": "me"}),
            ["distance:me", "distance:them", "short-replies:them", "listened:me"],
        )

    @settings(deadline=None)
    @given(
        st.dictionaries(
            st.from_regex(r"\A[a-z]+(-[a-z]+)*\Z"), st.sampled_from(["me", "them", "both"])
        )
    )
    def test_sides_come_back_from_their_ticks_in_order(self, signs: dict[str, Who]) -> None:
        self.assertEqual(list(sides_of(ticks(signs)).items()), list(signs.items()))

    def test_a_row_knows_which_of_its_toggles_are_ticked(self) -> None:
        rows = sign_rows([DISTANCE, SHORT], ["short-replies:them", "listened:me"])

        self.assertEqual(
            rows, [SignRow(DISTANCE, False, False), SignRow(SHORT, me=False, them=True)]
        )
        self.assertEqual(
            sign_rows([DISTANCE], ["distance:them", "distance:me"]),
            [SignRow(DISTANCE, me=True, them=True)],
        )
