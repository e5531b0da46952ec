"""Walking the safety path: what is asked, what is shown, and what can be met on the way."""

from typing import Any

from django.db.models import Q
from django.utils.html import escape

from guidance.models import HelpLine, Prompt
from guidance.wording import SAFETY
from tests.journal.cases import WritingTestCase
from tests.journal.sheets import Sheet, opened

NOT_ALONE = Q(contact=True) | Q(hide_if_unsafe=True)
"""What leads to the other person, or is not for someone who may be in danger."""
NOT_IN_DANGER = NOT_ALONE | Q(strategy__allowed_when_unsafe=False)
OF_NOTICING = "Suggested because of what you noticed"
EVERY_WAY = [
    "self-compassion",
    "take-it-slow",
    "talk-about-it",
    "aim-for-balance",
    "professional-help",
]
SAFE_WAYS = ["self-compassion", "professional-help"]


class SafetyTestCase(WritingTestCase):
    """Ada ticks signs, asks for a question, and looks at what comes."""

    def bring(self, *signs: str, **fields: Any) -> Sheet:
        """Tick these signs on a new page, fill in the fields, and ask for a question."""
        return self.press(opened(self.client).fill(signs=list(signs), **fields), find="1")

    def press(self, sheet: Sheet, **button: str) -> Sheet:
        """Press a button of the form, and return the form that comes back."""
        self.response = sheet.send(self.client, **button)
        self.assertEqual(self.response.status_code, 200)
        return Sheet(self.response)

    def shows(self, *keys: str) -> list[str]:
        """Return which of these safety texts stand on the screen, in the order they stand."""
        screen = self.response.content.decode()
        found = {key: screen.find(escape(SAFETY[key])) for key in keys}
        return sorted((key for key, at in found.items() if at >= 0), key=lambda key: found[key])

    def asks(self) -> list[str]:
        """Return the questions about harm on the screen, in the order asked."""
        return self.shows("check_receiving", "check_pushing")

    @staticmethod
    def ways(sheet: Sheet) -> list[str | None]:
        """Return the strategies of the question that came, then of its alternatives."""
        slugs = [sheet["answer-0-prompt"]]
        slugs += [value for name, value in sheet.buttons if name == "choose"]
        prompts = Prompt.objects.select_related("strategy").in_bulk(slugs, field_name="slug")
        found = [prompts[slug].strategy for slug in slugs]
        return [strategy.slug if strategy else None for strategy in found]

    @staticmethod
    def to_choose(sheet: Sheet) -> list[str]:
        """Return the strategies in the full list."""
        return [value for name, value in sheet.buttons if name == "strategy"]

    def met(self, sheet: Sheet, wanted: Q) -> list[str]:
        """Return which such questions come up, whatever is pressed or sent by hand."""
        such = {one.slug: one for one in Prompt.objects.filter(wanted)}
        # The rules look at what a question is, and name none: one of each sort is sent by hand.
        sorts = {
            (one.strategy_id, one.contact, one.hide_if_unsafe, one.hide_if_own_harm): slug
            for slug, one in such.items()
        }
        self.assertGreater(len(sorts), 3, "There has to be something to meet.")
        presses = [("find", "1"), ("not_today", "1")]
        presses += [("choose", slug) for slug in sorts.values()]
        presses += [("strategy", slug) for slug in EVERY_WAY]
        brought = {self.press(sheet, **dict([press]))["answer-0-prompt"] for press in presses}
        return sorted(brought & set(such))

    def lines(self) -> set[str]:
        """Return the categories of the help lines on the screen."""
        screen = self.response.content.decode()
        return {line.category for line in HelpLine.objects.all() if escape(line.name) in screen}
