"""Brings a file in: first what would change, then the change, as a whole or not at all."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec import Struct

from guidance import binding, checking, differences, editors, keeping, rows, versions
from guidance.bundle.naming import strangers
from guidance.bundle.problems import Problem, Refused
from guidance.bundle.reading import Bundle, Row
from guidance.differences import Change
from guidance.models import Coded, HelpLine, Version
from guidance.rows import NOUNS, form_of
from guidance.shipped import ContentError, Form
from guidance.weight_table import WeightTable

SAID = "imported"
What = Literal["added", "changed", "retired", "brought back"]
QUIET = {"active", "order"}
"""What of a help line may change without another look at its number."""
NO_CHECK: Form = {"last_verified_on": None, "verified_by": ""}


class Item(Struct, frozen=True):
    """One row that the file changes, and how; `waits` where an editor has to check it first."""

    noun: str
    slug: str
    title: str
    what: What
    changes: tuple[Change, ...]
    waits: bool = False
    gives_up: bool = False
    """Whether a draft of it, or a version with a day to come, is given up for this."""


class Plan(Struct, frozen=True):
    """What a file changes, in the order of the nouns. Empty where everything reads so already."""

    items: tuple[Item, ...]
    weights: tuple[Change, ...]
    absent: tuple[tuple[str, str], ...]
    """Noun and title of what is on offer here and not in the file. It stays as it is."""
    warnings: tuple[str, ...]
    mark: str
    """Stands for the file, the choice and the guidance as it was when this was looked at."""

    @property
    def is_empty(self) -> bool:
        return not self.items and not self.weights


class Moved(Exception):
    """The guidance, or the file, is another than the one that was looked at. Nothing changed."""


class _Looked(Exception):
    """Ends a transaction that was for looking only."""


def look(bundle: Bundle, *, only: bool = False) -> Plan:
    """Return what the file would change, with nothing changed. Raise Refused.

    With `only`, what the file does not have is retired here.
    """
    found: list[Plan] = []
    try:
        with transaction.atomic():
            found.append(_bring(bundle, only=only, by=""))
            raise _Looked
    except _Looked:
        return found[0]


def bring(bundle: Bundle, *, only: bool = False, by: str = "", mark: str | None = None) -> Plan:
    """Bring the file in, and return what that changed. Raise Refused, or Moved; then nothing is.

    `mark` is that of the plan someone agreed to; None where nobody looked.
    """
    with transaction.atomic():
        plan = _bring(bundle, only=only, by=by)
        if mark is not None and plan.mark != mark:
            raise Moved
    return plan


def _bring(bundle: Bundle, *, only: bool, by: str) -> Plan:
    editors.lock()
    if unknown := tuple(strangers(bundle)):
        raise Refused(unknown)
    mark, before = _mark(bundle, only), binding.bind()
    bringing = _Bringing(bundle, by)
    try:
        with transaction.atomic():
            items = [item for row in bundle.rows if (item := bringing.row(row)) is not None]
            items += bringing.the_rest() if only else []
            weights = bringing.weights()
    except IntegrityError as problem:
        raise Refused([Problem(0, f"The database refuses a text: {problem}.")]) from problem
    remarks = checking.worse(before, binding.bind())
    bringing.problems += [Problem(0, one.sentence) for one in remarks if one.level == "error"]
    if bringing.problems:
        raise Refused(bringing.problems)
    warnings = tuple(one.sentence for one in remarks if one.level == "warning")
    absent = () if only else tuple((noun, title) for noun, title, _ in _absent(bundle))
    return Plan(tuple(items), weights, absent, warnings, mark)


class _Bringing:
    """One file on its way in."""

    def __init__(self, bundle: Bundle, by: str) -> None:
        self.bundle, self.by = bundle, by
        self.problems: list[Problem] = []
        self.held = {noun: _held(model) for noun, model in NOUNS.items()}
        self.codes = {
            row.code
            for held in self.held.values()
            for row in held.values()
            if isinstance(row, Coded)
        }

    def row(self, row: Row) -> Item | None:
        """Add the row, or change the one that has its name.

        Return None where it reads so already, or where it does not fit, which is noted.
        """
        held = self.held[row.noun].get(row.slug)
        if held is not None and _reads_so(held, row.form):
            return None
        try:
            with transaction.atomic():
                item = self._add(row) if held is None else self._change(held, row.form)
        except ContentError as problem:
            self.problems.append(Problem(row.line, str(problem)))
            return None
        called = rows.title(row.form)
        for sentence in checking.errors(row.noun, row.form):
            self.problems.append(Problem(row.line, f"“{called}” does not fit. {sentence}"))
        return item

    def _add(self, row: Row) -> Item:
        new: Any = NOUNS[row.noun]()
        waits = isinstance(new, HelpLine)
        rows.put(new, row.form)
        if row.code and row.code not in self.codes:
            new.code = row.code
            self.codes.add(row.code)
        now = timezone.now()
        new.published_at = None if waits else now
        new.save()
        keeping.add(new, form_of(new), by=self.by, said=SAID, published_at=new.published_at)
        changes = differences.compare({}, row.form)
        return Item(row.noun, row.slug, rows.title(row.form), "added", changes, waits)

    def _change(self, held: Any, form: Form) -> Item:
        now, noun = form_of(held), rows.noun_of(held)
        shown = keeping.is_shown(held)
        changes = differences.compare({name: now[name] for name in form}, form)
        next_one, last = versions.waiting(noun, held.slug), versions.newest(noun, held.slug)
        based_on = last.number if last else 0
        # Whoever checked a number checked the one that was there.
        waits = noun == "helpline" and not {one.name for one in changes} <= QUIET
        if waits or (not shown and noun == "helpline"):
            # What was never published may be without a check; what was shows its old numbers.
            none = NO_CHECK if waits and not shown else {}
            versions.keep_draft(held, form | none, by=self.by, based_on=based_on)
        else:
            versions.publish(held, form, by=self.by, based_on=based_on, said=SAID)
        what = _what(now, form, shown)
        return Item(noun, held.slug, rows.title(now | form), what, changes, waits, bool(next_one))

    def the_rest(self) -> list[Item]:
        """Retire what is on offer here and not in the file."""
        return [self._change(row, {"active": False}) for _, _, row in _absent(self.bundle)]

    def weights(self) -> tuple[Change, ...]:
        """Give the table the file's weights; return those that differ."""
        table = WeightTable()
        now = table.form()
        none = {name: "" if name.startswith("reason ") else 0 for name in self.bundle.weights}
        before = {name: now.get(name, nothing) for name, nothing in none.items()}
        changes = differences.compare(before, self.bundle.weights)
        if changes:
            last = versions.newest(table.noun, table.slug)
            number = last.number if last else 0
            try:
                versions.publish(table, self.bundle.weights, by=self.by, based_on=number, said=SAID)
            except ContentError as problem:
                line = min(self.bundle.weight_lines[one.name] for one in changes)
                self.problems.append(Problem(line, str(problem)))
        return changes


def _held(model: Any) -> dict[str, Any]:
    """Return all rows of a model by slug, with what their forms need, in a few queries."""
    links = [many.name for many in model._meta.many_to_many]
    parents = [column.name for column in model._meta.fields if column.is_relation]
    found = model._default_manager.select_related(*parents).prefetch_related(*links)
    return {row.slug: row for row in found}


def _reads_so(held: Any, form: Form) -> bool:
    """Whether the row reads as the form says, and is where readers find it if it can be."""
    now = form_of(held)
    same = all(now[name] == value for name, value in form.items())
    return same and (keeping.is_shown(held) or isinstance(held, HelpLine))


def _what(now: Form, form: Form, shown: bool) -> What:
    if form.get("active", now["active"]) == now["active"]:
        return "changed" if shown else "added"
    return "brought back" if form["active"] else "retired"


def _absent(bundle: Bundle) -> Iterator[tuple[str, str, Any]]:
    for noun, model in NOUNS.items():
        for row in model._default_manager.offered().exclude(slug__in=bundle.slugs[noun]):
            yield noun, rows.title(form_of(row)), row


def _mark(bundle: Bundle, only: bool) -> str:
    """Return what stands for this file, this choice and the guidance as it is now."""
    here = [
        [noun, form_of(row), keeping.is_shown(row)]
        for noun, model in NOUNS.items()
        for _, row in sorted(_held(model).items())
    ]
    waiting = list(Version.objects.waiting().order_by("pk").values_list("pk", flat=True))
    file = [[row.noun, row.form, row.code] for row in bundle.rows]
    whole = [file, bundle.weights, only, here, WeightTable().form(), waiting]
    return sha256(json.dumps(whole, default=str, sort_keys=True).encode()).hexdigest()
