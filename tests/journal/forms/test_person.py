"""A person's card as a form, and whom someone may turn out to be."""

from uuid import UUID

from django.test import SimpleTestCase
from django.utils.datastructures import MultiValueDict

from journal.forms.person import CardForm, MergeForm
from journal.page import PersonCard

SAM, ALEX, SAMMY, JO = (UUID(int=number) for number in range(1, 5))
PEOPLE = {
    SAM: PersonCard(nickname="Sam", kind="friend"),
    ALEX: PersonCard(nickname="Alex", kind="partner", set_aside=True),
    SAMMY: PersonCard(nickname="Sammy", merged_into=SAM),
    JO: PersonCard(nickname="Jo"),
}
TAKEN = (
    "You already write about someone with this nickname. If they are one person,"
    " bring the two together below. If not, choose another nickname."
)


def card(person: UUID = SAM, **fields: str | None) -> CardForm:
    """Return the form of a person, sent with these fields instead of usual ones."""
    sent = {"nickname": "Sam", "kind": "friend", "questions": "all"} | fields
    data = MultiValueDict({name: [value] for name, value in sent.items() if value is not None})
    return CardForm(data, people=PEOPLE, person=person)


class CardFormTests(SimpleTestCase):
    def assert_refused(self, form: CardForm, errors: dict[str, list[str]]) -> None:
        self.assertFalse(form.is_valid())
        self.assertEqual(dict(form.errors), errors)

    def test_it_shows_the_card(self) -> None:
        form = CardForm(people=PEOPLE, person=ALEX)

        shown = {name: form[name].value() for name in form.fields}
        self.assertEqual(shown, {"nickname": "Alex", "kind": "partner", "questions": "all"})
        self.assertEqual(form["questions"].label, "Questions about Alex")

    def test_what_was_sent_is_what_the_card_says(self) -> None:
        form = card(nickname="  Sam \u00a0 B. ", kind="died", questions="own")

        self.assertTrue(form.is_valid())
        self.assertEqual(
            form.cleaned_data, {"nickname": "Sam B.", "kind": "died", "questions": "own"}
        )

    def test_a_nickname_is_needed(self) -> None:
        for nickname in ("", "  ", "\x00", None):
            with self.subTest(nickname=nickname):
                self.assert_refused(
                    card(nickname=nickname), {"nickname": ["Give them a nickname."]}
                )

    def test_a_nickname_has_at_most_60_characters(self) -> None:
        self.assertTrue(card(nickname="x" * 60).is_valid())
        self.assert_refused(
            card(nickname="x" * 61),
            {
                "nickname": [
                    "This is 61 characters long, and there is room for 60. Please shorten it."
                ]
            },
        )

    def test_kind_and_questions_are_of_their_lists(self) -> None:
        for value in ("enemy", "", None, "Own"):
            with self.subTest(value=value):
                self.assert_refused(
                    card(kind=value, questions=value),
                    {
                        "kind": ["Choose one of the words in the list."],
                        "questions": ["Choose one of the two."],
                    },
                )

    def test_another_persons_nickname_offers_to_bring_the_two_together(self) -> None:
        for nickname, namesake in (("aLEX", ALEX), ("Jo ", JO)):
            with self.subTest(nickname=nickname):
                form = card(nickname=nickname)

                self.assert_refused(form, {"nickname": [TAKEN]})
                self.assertEqual(form.namesake, namesake)
        form = card(JO, nickname="sammy")
        self.assert_refused(form, {"nickname": [TAKEN]})
        self.assertEqual(form.namesake, SAM)

    def test_ones_own_nicknames_are_free_to_take(self) -> None:
        for nickname in ("Sam", "SAM", "Sammy"):
            with self.subTest(nickname=nickname):
                self.assertTrue(card(nickname=nickname).is_valid())

    def test_two_who_share_a_nickname_already_may_keep_it(self) -> None:
        people = {SAM: PersonCard(nickname="Sam"), JO: PersonCard(nickname="Sam")}
        sent = MultiValueDict({"nickname": ["sam"], "kind": ["died"], "questions": ["all"]})

        for pk in people:
            self.assertTrue(CardForm(sent, people=people, person=pk).is_valid())


class MergeFormTests(SimpleTestCase):
    def test_everyone_else_who_was_not_merged_may_be_chosen(self) -> None:
        form = MergeForm(people=PEOPLE, person=SAM)

        self.assertEqual(form.others, [(str(ALEX), "Alex (set aside)"), (str(JO), "Jo")])

    def test_the_chosen_one(self) -> None:
        form = MergeForm(MultiValueDict({"into": [str(JO)]}), people=PEOPLE, person=SAM)

        self.assertTrue(form.is_valid())
        self.assertEqual(form.chosen(), JO)

    def test_nobody_turns_out_to_be_themselves_or_no_one(self) -> None:
        for into, sentence in (
            ("", "Choose who it is."),
            (str(SAM), "Choose someone from the list."),
            (str(SAMMY), "Choose someone from the list."),
            (str(UUID(int=99)), "Choose someone from the list."),
            ("Sam", "Choose someone from the list."),
        ):
            with self.subTest(into=into):
                form = MergeForm(MultiValueDict({"into": [into]}), people=PEOPLE, person=SAM)

                self.assertFalse(form.is_valid())
                self.assertEqual(dict(form.errors), {"into": [sentence]})
