"""The journey that the detectors stand on: it reaches what it means to reach."""

from journal.models import Draft, Entry
from journal.models.person import cards_in
from tests.detectors.canary import found_in, word
from tests.detectors.journey import (
    CHOICES,
    WORDS,
    knock_everywhere,
    leave_midway,
    type_everything,
)
from tests.journal.cases import JournalTestCase


class JourneyTests(JournalTestCase):
    def test_every_stop_answers_as_meant(self) -> None:
        walk = type_everything(self.client)

        self.assertEqual(
            walk.statuses,
            {
                "today": 200,
                "wrong choices": 400,
                "too long": 413,
                "today again": 200,
                "choose": 200,
                "strategy": 200,
                "not_today": 200,
                "drop": 200,
                "brief": 200,
                "find": 200,
                "gate": 200,
                "saved": 302,
                "the page": 200,
                "edit": 200,
                "changed": 302,
                "stale": 409,
                "stale question": 200,
                "people": 200,
                "a person": 200,
                "no place": 404,
                "card": 200,
                "wrong card": 400,
                "changed card": 302,
                "merge": 200,
                "merge a person": 400,
                "split a person": 302,
                "aside a person": 302,
                "return a person": 302,
                "the person again": 200,
                "sat wrongly": 302,
                "sat": 302,
                "heavier": 200,
                "today with a step": 200,
                "looked at no step": 200,
                "looked": 200,
                "looking back": 200,
                "no step": 404,
                "step wrongly": 400,
                "step stale": 409,
                "step": 302,
                "entry step/": 200,
                "entry sat/": 302,
                "steps/": 200,
                "steps older": 404,
                "sought wrongly": 400,
                "sought too much": 400,
                "sought": 302,
                "sought: found": 200,
                "sought: whole": 302,
                "sought again": 302,
                "sought again: found": 200,
                "sought again: whole": 200,
                "no such filter": 200,
                "line": 200,
                "line too long": 400,
                "kept line": 302,
                "no star": 302,
                "star": 302,
                "starred": 200,
                "kept lines": 200,
                "kept lines nowhere": 404,
                "a warm page": 302,
                "this day": 302,
                "listed": 200,
                "month": 200,
                "day": 200,
                "no day": 404,
                "month whole": 200,
                "year": 200,
                "patterns": 200,
                "patterns: no span": 404,
                "patterns: no p": 404,
                "patterns: no n": 200,
                "nothing behind": 200,
                "patterns: sent": 405,
                "counted": 302,
                "left out: yes": 302,
                "left out: Quo": 302,
                "journal/": 200,
                "journal/bin/": 200,
                "settings/": 200,
                "journal/?after=word": 404,
                "a zone that is none": 200,
                "bin": 302,
                "in the bin": 200,
                "restoration": 302,
                "restored": 200,
            },
        )

    def test_a_canary_is_kept_in_every_field_for_words(self) -> None:
        type_everything(self.client)

        entry = Entry.objects.get()
        page, step = entry.read(self.journal.keyring), entry.step.read(self.journal.keyring)
        (card,) = cards_in(self.journal).values()
        kept = [page.title, page.text, *(one.text for one in page.answers), card.nickname]
        self.assertNotEqual(page.answers, ())
        for text in [*kept, step.when, step.will, step.noticed]:
            with self.subTest(text=text):
                self.assertNotEqual(found_in(text), [])

    def test_leaving_midway_answers_as_meant_and_keeps_a_canary_in_every_field(self) -> None:
        leaver = self.client_class()
        leaver.force_login(self.ada)

        walk = leave_midway(leaver, self.client)

        self.assertEqual(
            walk.statuses,
            {
                "begun": 200,
                "asked": 200,
                "left": 303,
                "going on": 200,
                "sent again": 302,
                "found": 200,
                "opened": 200,
                "dropping": 200,
                "closeness": 302,
                "closeness again": 302,
            },
        )
        kept = dict(Draft.objects.get().read(self.journal.keyring).fields)
        answers = [name for name in kept if name.endswith("-text")]
        self.assertNotEqual(answers, [])
        for name in [*WORDS, *answers]:
            with self.subTest(name=name):
                self.assertEqual(kept[name], word(name))

    def test_every_field_of_the_form_is_typed_into(self) -> None:
        # A new field has to be one or the other; then the journey fills it by itself.
        self.assertEqual(WORDS, ["new_person", "title", "text", "step_when", "step_will"])
        self.assertEqual(
            CHOICES,
            [
                "page",
                "save",
                "revision",
                "date",
                "person",
                "new_person_kind",
                "closeness_felt",
                "closeness_wanted",
                "feelings",
                "signs",
                "fears",
                "step_on",
                "gate_receiving",
                "gate_pushing",
            ],
        )

    def test_a_visitor_is_answered_everywhere(self) -> None:
        self.client.logout()

        walk = knock_everywhere(self.client)

        self.assertEqual(
            walk.statuses,
            {
                "sign in": 200,
                "odd sign in": 200,
                "odd sign up": 200,
                "reset": 302,
                "odd reset": 200,
                "leave": 303,
                "today": 302,
                "edit": 403,
                "step": 403,
                "line": 403,
                "card": 403,
            },
        )
