"""Whom the page's form offers, and what the rules hear about them."""

from datetime import UTC, datetime
from uuid import UUID

from journal.page import Page, PersonCard
from journal.suggest import About
from tests.journal.forms.case import PageFormTestCase, bare, sent

SAM, ALEX, SAMMY, JO = (UUID(int=number) for number in range(1, 5))
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
PEOPLE = {
    SAMMY: PersonCard(nickname="Sammy", merged_into=SAM),
    SAM: PersonCard(nickname="Sam", kind="died", questions="own"),
    ALEX: PersonCard(nickname="Alex", set_aside=True, pushing_asked_at=MONDAY),
    JO: PersonCard(nickname="Jo", kind="partner", receiving_asked_at=MONDAY),
}


class OfferedTests(PageFormTestCase):
    def offered(self, page: Page | None = None) -> list[tuple[str, str]]:
        form = bare(people=PEOPLE, page=page)
        return list(form.fields["person"].choices)[1:-1]  # type: ignore[attr-defined]

    def test_neither_set_aside_nor_merged(self) -> None:
        self.assertEqual(self.offered(), [(str(SAM), "Sam"), (str(JO), "Jo")])

    def test_a_page_keeps_whom_it_has(self) -> None:
        self.assertEqual(
            self.offered(page=Page(person=ALEX)),
            [(str(SAM), "Sam"), (str(ALEX), "Alex"), (str(JO), "Jo")],
        )

    def test_one_who_was_merged_reads_as_the_other_and_keeps_the_id(self) -> None:
        self.assertEqual(
            self.offered(page=Page(person=SAMMY)), [(str(SAMMY), "Sam"), (str(JO), "Jo")]
        )

    def test_a_form_opened_before_that_is_not_refused(self) -> None:
        for person in (ALEX, SAMMY):
            form = bare(sent(person=str(person)), people=PEOPLE)

            self.assertTrue(form.is_valid())
            self.assertEqual(self.page(form).person, person)

    def test_what_was_sent_wins_over_what_the_page_had(self) -> None:
        form = bare(sent(person=str(SAM)), people=PEOPLE, page=Page(person=SAMMY))

        self.assertTrue(form.is_valid())
        self.assertEqual(self.page(form).person, SAM)

    def test_the_merged_one_reads_as_themselves_where_the_other_does_not_open(self) -> None:
        form = bare(people={SAMMY: PEOPLE[SAMMY]})

        choices = list(form.fields["person"].choices)[1:-1]  # type: ignore[attr-defined]
        self.assertEqual(choices, [(str(SAMMY), "Sammy")])


class AboutTests(PageFormTestCase):
    def test_the_rules_hear_what_the_card_remembers(self) -> None:
        own = About(kind="died", own_only=True)
        for fields, about, whom in (
            ({"person": str(SAM)}, own, SAM),
            ({"person": str(SAMMY)}, own, SAM),
            ({"new_person": "sAMMY"}, own, SAM),
            ({"new_person": "alex"}, About(kind="other", pushing_asked_at=MONDAY), ALEX),
            ({"person": str(JO)}, About(kind="partner", receiving_asked_at=MONDAY), JO),
            ({"new_person": "Robin", "new_person_kind": "family"}, About(kind="family"), None),
            ({}, None, None),
        ):
            with self.subTest(fields=fields):
                form = bare(sent(**fields), people=PEOPLE)
                form.is_valid()

                self.assertEqual((form.about, form.whom()), (about, whom))

    def test_of_a_card_that_does_not_open_the_narrower_choice_holds(self) -> None:
        narrow = About(kind="other", own_only=True)
        form = bare(sent(person=str(SAM)), people={}, page=Page(person=SAM))
        self.assertTrue(form.is_valid())
        self.assertEqual((form.about, form.whom()), (narrow, SAM))

        merged = bare(sent(person=str(SAMMY)), people={SAMMY: PEOPLE[SAMMY]})
        self.assertTrue(merged.is_valid())
        self.assertEqual(merged.about and merged.about.own_only, True)
