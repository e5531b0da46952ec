"""The sealed documents: their form on paper, which lasts, and what they say of themselves."""

from typing import Any
from uuid import UUID

import msgspec
from django.test import SimpleTestCase
from msgspec import structs

from journal.page import Answer, Draft, JournalSettings, Page, PersonCard, StepPlan
from tests.journal.pages import answer
from tests.journal.vault.vectors import BLOBS

FULL = Page(
    v=1,
    title="After dinner – Zürich",
    text='It was quiet.\nThen: "Are you all right?" \N{CANDLE}\ufe0f',
    answers=(
        Answer(
            prompt="one-small-true-thing",
            strategy="talk-it-through",
            phase="respond",
            question="What is one true thing you could say?",
            text="  That I missed you. ",
        ),
        Answer(
            prompt="what-happened",
            strategy=None,
            phase="notice",
            question="What happened?",
            text="e\u0301 stays as it was typed",
        ),
    ),
    person=UUID("3f0c9a52-6f1e-4d6b-9d53-0a4f0c1b2e77"),
    closeness_felt=2,
    closeness_wanted=6,
    signs={"distance": "both", "reached-out": "me", "short-replies": "them"},
    fears=("closeness-fear", "trust-hard"),
    sat="lighter",
    zone="Europe/Zurich",
)


class VersionOneTests(SimpleTestCase):
    """What was kept in the first version reads the same for ever."""

    def test_a_page_reads_as_it_was_written(self) -> None:
        document = BLOBS["a page of version 1"].document

        self.assertEqual(msgspec.json.decode(document, type=Page), FULL)

    def test_a_card_and_a_plan_read_as_they_were_written(self) -> None:
        card = BLOBS["a person's card of version 1"].document
        plan = BLOBS["a step's plan of version 1"].document

        self.assertEqual(
            msgspec.json.decode(card, type=PersonCard),
            PersonCard(v=1, nickname="Søren ♥", kind="former-partner"),
        )
        self.assertEqual(
            msgspec.json.decode(plan, type=StepPlan),
            StepPlan(v=1, when="when the kettle is on", will="ask how the day was"),
        )

    def test_a_page_of_the_fewest_fields_reads_with_the_defaults(self) -> None:
        self.assertEqual(
            msgspec.json.decode(b'{"v":1}', type=Page),
            Page(
                v=1,
                title="",
                text="",
                answers=(),
                person=None,
                closeness_felt=None,
                closeness_wanted=None,
                signs={},
                fears=(),
                sat=None,
                zone="UTC",
                feelings=(),
                starred=False,
                kept_line="",
                left_out=False,
            ),
        )


class VersionTests(SimpleTestCase):
    """What is written now. A change here is a new version, which reads every old one."""

    def test_documents_are_written_in_this_form(self) -> None:
        documents = (
            Page(),
            PersonCard(nickname="Sam"),
            StepPlan(will="ask"),
            JournalSettings(),
            Draft(fields=(("text", "x"),)),
        )

        self.assertEqual(
            [msgspec.json.encode(document) for document in documents],
            [
                b'{"v":2,"title":"","text":"","answers":[],"person":null,"closeness_felt":null,'
                b'"closeness_wanted":null,"signs":{},"fears":[],"sat":null,"zone":"UTC",'
                b'"feelings":[],"starred":false,"kept_line":"","left_out":false}',
                b'{"v":2,"nickname":"Sam","kind":"other","questions":"all","set_aside":false,'
                b'"merged_into":null,"receiving_asked_at":null,"pushing_asked_at":null}',
                b'{"v":2,"when":"","will":"ask","first_on":null,"outcome":null,"worth":null,'
                b'"noticed":"","closeness_felt":null}',
                b'{"v":1,"hide_closeness":false,"on_this_day":false}',
                b'{"v":1,"fields":[["text","x"]]}',
            ],
        )

    def test_a_page_comes_back_as_it_was_written(self) -> None:
        page = structs.replace(FULL, v=2, feelings=("tender", "numb"), sat="skip")

        self.assertEqual(msgspec.json.decode(msgspec.json.encode(page), type=Page), page)

    def test_an_answer_keeps_its_documented_fields(self) -> None:
        self.assertEqual(
            Answer.__struct_fields__, ("prompt", "strategy", "phase", "question", "text")
        )

    def test_two_pages_share_no_signs(self) -> None:
        Page().signs["distance"] = "me"

        self.assertEqual(Page().signs, {})


class EmptyTests(SimpleTestCase):
    def test_a_page_that_says_nothing_is_empty(self) -> None:
        empty: list[dict[str, Any]] = [
            {},
            {"person": UUID(int=1)},
            {"title": " \t", "text": "\n\n"},
            {"answers": (Answer(prompt="p", strategy=None, phase="n", question="Q?", text=" "),)},
            {"sat": "lighter"},
            {"zone": "Europe/Berlin"},
        ]
        for fields in empty:
            with self.subTest(**fields):
                self.assertTrue(Page(**fields).is_empty)

    def test_one_thing_is_enough(self) -> None:
        enough: list[dict[str, Any]] = [
            {"title": "."},
            {"text": "."},
            {"answers": (answer("p"),)},
            {"feelings": ("numb",)},
            {"signs": {"distance": "me"}},
            {"fears": ("trust-hard",)},
            {"closeness_felt": 1},
            {"closeness_wanted": 7},
        ]
        for fields in enough:
            with self.subTest(**fields):
                self.assertFalse(Page(**fields).is_empty)


class StrategyTests(SimpleTestCase):
    def test_it_is_that_of_the_last_answer_that_has_one(self) -> None:
        for answers, strategy in (
            ((), None),
            ((answer("a"),), None),
            ((answer("a", "talk"),), "talk"),
            ((answer("a", "talk"), answer("b", "slow")), "slow"),
            ((answer("a", "talk"), answer("b", "slow"), answer("c")), "slow"),
        ):
            with self.subTest(strategy=strategy, count=len(answers)):
                self.assertEqual(Page(answers=answers).strategy, strategy)


class SaidTests(SimpleTestCase):
    """A step reads as one sentence, also where the writer typed the words of the label."""

    def test_a_plan_begins_as_its_labels_do(self) -> None:
        for when, will, read in (
            ("the kettle is on", "ask", ("When the kettle is on", "I will ask")),
            ("When we eat", "I will ask", ("When we eat", "I will ask")),
            ("WHEN we eat", "I'll ask", ("WHEN we eat", "I'll ask")),
            ("whenever we eat", "I’ll ask", ("When whenever we eat", "I’ll ask")),
            ("", "willingly ask", ("When ", "I will willingly ask")),
        ):
            with self.subTest(when=when, will=will):
                plan = StepPlan(when=when, will=will)

                self.assertEqual((plan.said_when, plan.said_will), read)
