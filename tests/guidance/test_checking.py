from typing import Any
from unittest import TestCase

import msgspec

from guidance import shipped as texts
from guidance.checking import Remark, errors, lacks, remarks, worse
from guidance.handbook import Handbook
from tests.journal.handbook import handbook, prompt, shipped, strategy, with_changed

QUESTION: dict[str, Any] = {
    "slug": "one",
    "title": "One moment",
    "question": "What would a camera have seen?",
    "hints": "Where were you?",
    "phase": "notice",
    "strategy": None,
    "depth": "2-minute",
    "minutes": 2,
    "signs": ["distance"],
    "fears": [],
}


def said(noun: str = "prompt", /, **changes: Any) -> list[tuple[str, str, str]]:
    """Return level, field and sentence of what is said of a form, in guidance as shipped."""
    form = QUESTION | changes if noun == "prompt" else changes
    book = shipped()
    return [(one.level, one.field, one.sentence) for one in remarks(noun, form, book, book)]


def without(book: Handbook, *slugs: str) -> Handbook:
    return with_changed(
        book, *(msgspec.structs.replace(book.prompts[slug], retired=True) for slug in slugs)
    )


class TextTests(TestCase):
    def test_the_shipped_texts_bring_no_remark(self) -> None:
        book = shipped()
        found = [
            (noun, form["slug"], one)
            for noun, forms in texts.forms().items()
            for form in forms
            for one in remarks(noun, form, book, book)
        ]

        self.assertEqual(found, [])

    def test_a_title_over_40_or_a_question_over_160_is_an_error(self) -> None:
        for field, most in (("title", 40), ("question", 160)):
            with self.subTest(field=field):
                self.assertEqual(said(**{field: "ö" * most}), [])
                self.assertEqual(
                    said(**{field: "ö" * (most + 1)}),
                    [
                        (
                            "error",
                            field,
                            f"At most {most} letters fit here, and this has {most + 1}.",
                        )
                    ],
                )

    def test_a_question_for_respond_and_no_other_has_a_strategy(self) -> None:
        self.assertEqual(said(phase="respond", strategy="take-it-slow"), [])
        self.assertEqual(
            said(phase="respond"),
            [("error", "strategy", "A question for Respond needs a way back: choose one.")],
        )
        for phase in ("notice", "understand"):
            with self.subTest(phase=phase):
                [(level, field, _)] = said(phase=phase, strategy="take-it-slow")
                self.assertEqual((level, field), ("error", "strategy"))

    def test_contact_hides_when_someone_is_afraid(self) -> None:
        self.assertEqual(said(contact=True, hide_if_unsafe=True), [])
        self.assertEqual(
            said(contact=True),
            [
                (
                    "error",
                    "hide_if_unsafe",
                    "A question that asks for contact also hides when someone is afraid:"
                    " tick both.",
                )
            ],
        )

    def test_a_marked_question_is_not_hidden_where_it_is_wanted(self) -> None:
        for mark in ("opens_own_harm", "for_heavier"):
            marked: dict[str, Any] = {mark: True}
            self.assertEqual(said(**marked), [])
            for hidden in ("hide_if_unsafe", "hide_if_own_harm"):
                with self.subTest(mark=mark, hidden=hidden):
                    [(level, field, _)] = said(**marked, **{hidden: True})
                    self.assertEqual((level, field), ("error", mark))

    def test_missing_hints_and_a_long_two_minutes_are_warnings(self) -> None:
        self.assertEqual(
            said(hints=" \n", minutes=6),
            [
                ("warning", "minutes", "This is more than a two-minute question takes."),
                ("warning", "hints", "There are no hints yet. Three short ones work well."),
            ],
        )
        self.assertEqual(said(minutes=5), [])

    def test_a_link_that_no_writer_can_follow_is_a_warning(self) -> None:
        book = shipped()
        sign = msgspec.structs.replace(book.signs["distance"], retired=True)
        form = QUESTION | {"signs": ["distance", "new-one"], "fears": ["trust-hard"]}

        found = remarks("prompt", form, book, with_changed(book, sign))

        self.assertEqual(
            [(one.level, one.field, one.sentence) for one in found],
            [
                ("warning", "signs", "“More distance” is retired: writers do not meet it."),
                (
                    "warning",
                    "signs",
                    "“new-one” is not published yet, so writers cannot reach it.",
                ),
            ],
        )

    def test_a_place_in_case_of_danger_is_for_what_is_allowed_there(self) -> None:
        for place in ("gate_receiving", "gate_pushing"):
            with self.subTest(place=place):
                self.assertEqual(said("strategy", allowed_when_unsafe=True, **{place: 0}), [])
                [(level, field, _)] = said("strategy", allowed_when_unsafe=False, **{place: 0})
                self.assertEqual((level, field), ("error", place))

    def test_a_sign_of_warmth_asks_nothing(self) -> None:
        self.assertEqual(said("sign", kind="distance", safety_check="ask"), [])
        self.assertEqual(
            said("sign", kind="warmth", safety_check="ask"),
            [("error", "safety_check", "A sign of warmth brings no safety question.")],
        )

    def test_an_address_is_whole_and_two_numbers_are_the_same(self) -> None:
        for read, dialled, fits in (
            ("0808 2000 247", "+448082000247", True),
            ("1-800-799-7233", "+18007997233", True),
            ("988", "988", True),
            ("0808 2000 247", "+448082000274", False),
            ("116 123", "116132", False),
        ):
            with self.subTest(read=read, dialled=dialled):
                found = said("helpline", phone=read, phone_link=dialled)
                self.assertEqual([one[:2] for one in found], [("warning", "phone_link")][fits:])
        for name in ("web_url", "source_url"):
            self.assertEqual(said("helpline", **{name: "https://example.org/"}), [])
            for address in ("javascript:alert(1)", "ftp://example.org/", "example.org"):
                with self.subTest(name=name, address=address):
                    [(level, field, _)] = said("helpline", **{name: address})
                    self.assertEqual((level, field), ("error", name))

    def test_a_form_that_lacks_everything_is_read_all_the_same(self) -> None:
        for noun in (*texts.forms(), "weights"):
            with self.subTest(noun=noun):
                self.assertEqual(
                    [
                        one
                        for one in remarks(noun, {}, shipped(), shipped())
                        if one.level == "error"
                    ],
                    [],
                )

    def test_the_errors_of_a_text_alone_need_no_handbook(self) -> None:
        form = QUESTION | {"title": "x" * 41, "hints": "", "question": "Why?"}

        self.assertEqual(errors("prompt", form), ("At most 40 letters fit here, and this has 41.",))

    def test_errors_come_first(self) -> None:
        found = said(title="Why " * 11, contact=True)

        self.assertEqual([one[0] for one in found], ["error", "error", "warning"])


class ChangeTests(TestCase):
    def test_a_change_that_takes_the_last_two_minute_question_is_an_error_at_its_field(
        self,
    ) -> None:
        book = handbook(
            strategies=[strategy("slow", 0, name="Slowly")],
            prompts=[prompt("slow-1", "slow"), prompt("slow-2", "slow", depth="action")],
        )
        longer = prompt("slow-1", "slow", depth="10-minute")
        expected = Remark(
            level="error",
            field="depth",
            sentence="This would leave “Slowly” without a two-minute question on offer."
            " Publish another one first.",
            is_lack=True,
        )

        found = remarks("prompt", {"hints": "One."}, book, with_changed(book, longer))

        self.assertEqual(found, (expected,))

    def test_what_was_amiss_before_stops_nobody_and_making_it_worse_does(self) -> None:
        book = shipped()
        kind = [
            one.slug
            for one in book.prompts.values()
            if one.strategy == "self-compassion"
            and not (one.contact or one.hide_if_unsafe or one.hide_if_own_harm)
            and not (one.for_heavier or one.for_not_today)
        ]
        short = without(book, *kind[1:])
        self.assertEqual(lacks(short), ())  # the two that are marked count too
        shorter = without(short, kind[0])
        self.assertEqual([one.level for one in lacks(shorter)], ["error"])

        self.assertEqual(worse(shorter, shorter), ())
        self.assertEqual(worse(shorter, short), ())
        shortest = without(shorter, "kind-three-slow-breaths")
        self.assertEqual(
            [one.sentence for one in worse(shorter, shortest) if one.level == "error"],
            [
                "This would leave “Kindness to yourself” with 1 question for someone who may do"
                " harm. It needs 3: publish another one first."
            ],
        )

    def test_retiring_the_last_of_a_mark_is_said_and_not_refused(self) -> None:
        book = shipped()

        [found] = worse(book, without(book, "kind-pen-down"), "prompt")

        self.assertEqual(
            (found.level, found.field, found.sentence),
            ("warning", "for_not_today", "This would leave no question for “Not today”."),
        )

    def test_retiring_what_the_gate_needs_is_refused(self) -> None:
        book = shipped()
        gate = [one for one in book.strategies.values() if one.gate_receiving is not None]
        first, second = (msgspec.structs.replace(one, retired=True) for one in gate)

        self.assertEqual({one.level for one in worse(book, with_changed(book, first))}, {"warning"})
        found = worse(book, with_changed(book, first, second))
        self.assertEqual(
            [one.sentence for one in found if one.level == "error"],
            [
                "This would leave no way back with a place for someone who may be in danger."
                " Give that place to another one first.",
                "This would leave no way back with a place for someone who may do harm."
                " Give that place to another one first.",
            ],
        )

    def test_publishing_a_strategy_before_its_questions_is_refused(self) -> None:
        book = shipped()
        fresh = strategy("fresh", 9, name="Afresh", allowed_when_unsafe=True)

        found = worse(book, with_changed(book, fresh), "strategy")

        self.assertEqual(
            [(one.level, one.field) for one in found],
            [("error", ""), ("error", "allowed_when_unsafe"), ("error", "allowed_when_unsafe")],
        )
