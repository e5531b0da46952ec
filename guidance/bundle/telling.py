"""What a plan says, in lines, for the shell."""

from collections import Counter

from guidance.bundle.bringing import Item, Plan
from guidance.rows import NOUNS


def lines(plan: Plan) -> list[str]:
    """Return what the file changes: how much, then a line for each row and each warning."""
    if plan.is_empty:
        return ["Everything in the file reads so here already."]
    counts = Counter(item.what for item in plan.items)
    said = [f"{count} {what}" for what, count in counts.items()]
    if plan.weights:
        said.append(f"{len(plan.weights)} of the weights")
    return [
        f"Guidance: {', '.join(said)}.",
        *map(_line, plan.items),
        *(f"Mind: {warning}" for warning in plan.warnings),
    ]


def noun(name: str) -> str:
    """Return how people call a noun, such as “help line” for `helpline`."""
    return str(NOUNS[name]._meta.verbose_name)


def _line(item: Item) -> str:
    fields = ", ".join(change.name for change in item.changes)
    about = f" ({fields})" if item.what == "changed" else ""
    waits = " It waits until someone checked and published it." if item.waits else ""
    gave_up = " What waited to be published was given up." if item.gives_up else ""
    return f"{item.what}: {noun(item.noun)} “{item.title}”{about}.{waits}{gave_up}"
