"""All weights as one document: changed, published and taken back as a whole."""

from collections.abc import Iterable
from typing import Any

from guidance.models import Fear, Sign, Strategy, Weight
from guidance.shipped import ContentError, Form

Cell = tuple[str, str, str]
"""Sign or fear, side, strategy: slugs."""


class WeightTable:
    """The whole table. Its form names each cell `"<tag> <side> <strategy>"`, 0 to 3.

    `"reason <tag>"` is the reason of a sign or fear. Signs of distance and fears have a cell for
    each strategy, retired ones and drafts too; a sign of warmth only where somebody gave it one.
    """

    noun = "weights"
    slug = "table"

    def __str__(self) -> str:
        return "Weights"

    def form(self) -> Form:
        """Return the table as it stands. A cell that nobody filled is 0."""
        stored = self._stored()
        strategies = list(Strategy.objects.values_list("slug", flat=True))
        form: Form = {}
        for tag in _tags():
            sides = ["me"] if isinstance(tag, Fear) else ["me", "them"]
            cells = [(tag.slug, side, one) for side in sides for one in strategies]
            if isinstance(tag, Sign) and tag.kind == "warmth":
                cells = [cell for cell in cells if cell in stored]
            form |= {" ".join(cell): stored[cell].value if cell in stored else 0 for cell in cells}
            form[f"reason {tag.slug}"] = tag.weight_reason
        return form

    def put(self, form: Form) -> None:
        """Write what the form says. What it does not name stays.

        Run it in a transaction. Raise ContentError for what is no sign, fear, side, strategy,
        no whole number from 0 to 3, or no reason of up to 200 letters.
        """
        tags = {tag.slug: tag for tag in reversed(list(_tags()))}
        strategies = {one.slug: one for one in Strategy.objects.all()}
        stored = self._stored()
        for key, value in form.items():
            match key.split(" "):
                case ["reason", slug] if slug in tags:
                    _give_reason(tags[slug], value)
                case [slug, side, strategy] if slug in tags and strategy in strategies:
                    held = stored.get((slug, side, strategy))
                    _set(held, tags[slug], side, strategies[strategy], _fitting(key, value))
                case _:
                    raise ContentError(f"The weights name “{key}”, and we have none.")

    def _stored(self) -> dict[Cell, Weight]:
        rows = Weight.objects.select_related("sign", "fear", "strategy").order_by()
        return {
            ((row.sign or row.fear).slug, row.side, row.strategy.slug): row  # type: ignore[union-attr]
            for row in rows
        }


def _tags() -> Iterable[Sign | Fear]:
    yield from Sign.objects.all()
    yield from Fear.objects.all()


def _fitting(key: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 3:
        raise ContentError(f"The weight “{key}” is a whole number from 0 to 3.")
    return value


def _give_reason(tag: Sign | Fear, text: Any) -> None:
    longest = tag._meta.get_field("weight_reason").max_length or 0
    if not isinstance(text, str) or len(text) > longest or "\0" in text:
        raise ContentError(f"The reason for “{tag.name}” is a text of up to {longest} letters.")
    if tag.weight_reason != text:
        tag.weight_reason = text
        tag.save(update_fields=["weight_reason", "edited_at"])


def _set(held: Weight | None, tag: Sign | Fear, side: str, strategy: Strategy, value: int) -> None:
    if side not in (("me",) if isinstance(tag, Fear) else ("me", "them")):
        raise ContentError(f"The weights of “{tag.name}” have no side “{side}”.")
    if held is None and value:
        kind = "fear" if isinstance(tag, Fear) else "sign"
        Weight.objects.create(**{kind: tag}, side=side, strategy=strategy, value=value)
    elif held is not None and held.value != value:
        held.value = value
        held.save(update_fields=["value", "edited_at"])
