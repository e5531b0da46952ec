from guidance import loading, shelf
from tests.base import TestCase


class ImaginedTests(TestCase):
    """The handbook as it would be, with nothing saved."""

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def setUp(self) -> None:
        self.now = shelf.current()

    def tearDown(self) -> None:
        self.assertIs(shelf.current(), self.now)

    def test_one_row_reads_as_the_form_says(self) -> None:
        book = shelf.with_form(
            "prompt", {"slug": "slow-door-ajar", "question": "New?", "hints": "a\n\nb"}
        )

        found, was = book.prompts["slow-door-ajar"], self.now.prompts["slow-door-ajar"]
        self.assertEqual((found.question, found.hints), ("New?", ("a", "b")))
        self.assertEqual(
            (found.title, found.strategy, found.signs, found.fears),
            (was.title, was.strategy, was.signs, was.fears),
        )
        self.assertEqual(len(book.prompts), 100)
        self.assertEqual(self.now.prompts["slow-door-ajar"].question == "New?", False)

    def test_links_are_as_the_form_says(self) -> None:
        book = shelf.with_form(
            "prompt",
            {"slug": "slow-door-ajar", "signs": ["listened"], "strategy": "talk-about-it"},
        )

        found = book.prompts["slow-door-ajar"]
        self.assertEqual((found.signs, found.strategy), (frozenset({"listened"}), "talk-about-it"))

    def test_a_new_row_stands_in_its_place(self) -> None:
        book = shelf.with_form("feeling", {"slug": "shy", "name": "shy", "order": 1})

        self.assertEqual(list(book.feelings)[:3], ["calm", "shy", "warm"])

    def test_a_row_moves(self) -> None:
        book = shelf.with_form("strategy", {"slug": "take-it-slow", "order": 9})

        self.assertEqual(list(book.strategies)[-1], "take-it-slow")
        self.assertEqual(len(book.strategies["take-it-slow"].actions), 4)

    def test_a_part_is_on_the_page_of_what_it_belongs_to(self) -> None:
        book = shelf.with_form("behaviour", {"slug": "jealousy", "name": "Watching"})
        names = [one.name for one in book.fears["trust-hard"].behaviours]
        self.assertEqual((len(names), names.count("Watching")), (4, 1))

        book = shelf.with_form("action", {"slug": "hum", "strategy": "take-it-slow", "name": "Hum"})
        names = [one.name for one in book.strategies["take-it-slow"].actions]
        self.assertEqual((len(names), names.count("Hum")), (5, 1))

        book = shelf.with_form("behaviour", {"slug": "jealousy", "active": False})
        self.assertEqual(len(book.fears["trust-hard"].behaviours), 3)

    def test_retiring_and_bringing_back(self) -> None:
        book = shelf.with_form("sign", {"slug": "distance", "active": False})

        self.assertEqual(len(book.offered_signs), 11)

    def test_a_form_that_is_not_whole_goes_as_far_as_it_can(self) -> None:
        for noun, form in (
            ("sign", {}),
            ("prompt", {"title": "Only a title"}),
            ("prompt", {"strategy": "yodelling", "minutes": None}),
            ("strategy", {"bonus": None, "name": "Rest"}),
            ("behaviour", {"name": "Of nothing"}),
            ("helpline", {"name": "A line"}),
        ):
            with self.subTest(noun=noun, form=form):
                shelf.with_form(noun, form)

    def test_the_weights_as_they_would_be(self) -> None:
        book = shelf.with_weights({"distance me take-it-slow": 0, "reason distance": "x"})

        self.assertEqual(book.weight("distance", "me", "take-it-slow"), 0)
        self.assertEqual(book.weight("distance", "me", "talk-about-it"), 2)
        self.assertEqual(len(book.weights), 100)
