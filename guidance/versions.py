"""What was, what is and what is to come: drafts, publishing now or on a day, going back.

Whoever changes a row says which version they began from (`based_on`, 0 where there is none). If
there is a newer one by then, nothing is changed, and `Overtaken` brings it along: nobody
overwrites what they have not seen. A row is anything on a shelf, or
`guidance.weight_table.WeightTable()` for all the weights. `by` is an editor's e-mail address,
empty for the shell.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guidance import editors, keeping, rows
from guidance.due import publish_due
from guidance.keeping import Overtaken, ever_published, is_shown
from guidance.models import Version, Weight
from guidance.shipped import ContentError, Form

__all__ = [
    "Overtaken",
    "acting",
    "discard",
    "ever_published",
    "give_up",
    "go_back",
    "history",
    "is_shown",
    "keep_draft",
    "live",
    "newest",
    "publish",
    "publish_due",
    "publish_on",
    "record",
    "waiting",
]


def history(noun: str, slug: str) -> QuerySet[Version]:
    """Return all versions of a row, the newest first."""
    return Version.objects.of(noun, slug).newest_first()


def newest(noun: str, slug: str) -> Version | None:
    """Return the version with the highest number; None for a row that was never changed here."""
    return history(noun, slug).first()


def waiting(noun: str, slug: str) -> Version | None:
    """Return the draft, or the version with a day to come, that readers do not see yet."""
    return Version.objects.of(noun, slug).waiting().first()


def live(noun: str, slug: str) -> Version | None:
    """Return the version that readers see now; None for a draft, or one never changed here."""
    return Version.objects.of(noun, slug).live().newest_first().first()


def keep_draft(row: Any, form: Form, *, by: str, based_on: int) -> Version:
    """Keep a form that readers do not see: a new row, or the next text of a known one.

    Raise Overtaken, or ContentError where the form would not fit; then nothing is kept.
    """
    return _prepare(row, form, by=by, based_on=based_on, said="drafted")


def publish_on(row: Any, form: Form, *, by: str, based_on: int, at: datetime) -> Version:
    """Keep a form for readers to see from a moment on. Raises as `keep_draft`."""
    return _prepare(row, form, by=by, based_on=based_on, said="dated", at=at)


def publish(row: Any, form: Form, *, by: str, based_on: int, said: str = "published") -> Version:
    """Show readers this form from now on; what waited is given up. Raises as `keep_draft`.

    Publishing what readers see already adds no version, and returns the one there is.
    """
    with transaction.atomic():
        kept, now = keeping.held(row, form, based_on), timezone.now()
        if is_shown(kept) and (same := _same_as_now(kept, form)):
            return same
        keeping.show(kept, form, now)
        keeping.drop_waiting(kept)
        found = keeping.add(kept, rows.form_of(kept), by=by, said=said, published_at=now)
        _read_again(row, kept)
    return found


def go_back(row: Any, number: int, *, by: str, based_on: int) -> Version:
    """Publish a former version again; of what was never published, make it the draft.

    Raise Overtaken, or ContentError where there is no such version or it fits no longer.
    """
    then = keeping.of(row).filter(number=number).first()
    if then is None:
        raise ContentError(f"There is no version {number}.")
    known, said = rows.form_of(row), f"gone back to {number}"
    form = {name: value for name, value in then.form.items() if name in known and name != "slug"}
    if not ever_published(row):
        return _prepare(row, form, by=by, based_on=based_on, said=said)
    return publish(row, form, by=by, based_on=based_on, said=said)


def record(row: Any, *, by: str, said: str) -> Version:
    """Note that an act of the desk has changed the row: retired, moved, checked.

    What waits for the row gets the change too, where it still said what the row said before.
    `acting` does this for many rows, and has the form before in the history as well.
    """
    with transaction.atomic():
        editors.lock()
        form, next_one = rows.form_of(row), waiting(rows.noun_of(row), row.slug)
        if not is_shown(row):
            keeping.drop_waiting(row)
            at = next_one.publish_at if next_one else None
            return keeping.add(row, form, by=by, said=said, publish_at=at)
        if next_one:
            before = keeping.live(row)
            keeping.carry_over(before.form if before else row.shipped or {}, form, next_one)
        return keeping.add(row, form, by=by, said=said, published_at=timezone.now())


@contextmanager
def acting(held: Iterable[Any], *, by: str, said: str) -> Iterator[None]:
    """Record what is done to these rows within, for each that changes; all of it or nothing."""
    with transaction.atomic():
        editors.lock()
        before = [(row, rows.form_of(row), is_shown(row)) for row in map(keeping.fresh, held)]
        for row, _, _ in before:
            keeping.begin(row)
        yield
        for row, *was in before:
            now = keeping.fresh(row)
            if [rows.form_of(now), is_shown(now)] != was:
                record(now, by=by, said=said)


def give_up(row: Any, *, based_on: int) -> None:
    """Give up what waits for a published row; readers keep what they see. Raise Overtaken."""
    with transaction.atomic():
        keeping.drop_waiting(keeping.held(row, {}, based_on))


def discard(row: Any, *, based_on: int | None = None) -> None:
    """Delete a row that nobody but editors ever saw, with its versions and weights, for good.

    Raise Overtaken where somebody changed it since the version it is based on, ContentError if
    it was ever published, and ProtectedError if another row needs it.
    """
    with transaction.atomic():
        editors.lock()
        kept, noun = keeping.fresh(row), rows.noun_of(row)
        last = keeping.of(kept).first()
        if based_on is not None and last and last.number > based_on:
            raise Overtaken(last)
        if ever_published(kept):
            raise ContentError("It was published, so it stays. You can retire it.")
        if noun in ("sign", "fear", "strategy"):
            Weight.objects.filter(**{noun: kept}).delete()
        keeping.of(kept).delete()
        kept.delete()


def _prepare(
    row: Any, form: Form, *, by: str, based_on: int, said: str, at: datetime | None = None
) -> Version:
    with transaction.atomic():
        kept = keeping.held(row, form, based_on)
        if is_shown(kept):
            whole = keeping.tried(kept, form)
        else:
            keeping.put(kept, form)
            whole = rows.form_of(kept)
        keeping.drop_waiting(kept)
        found = keeping.add(kept, whole, by=by, said=said, publish_at=at)
        _read_again(row, kept)
    return found


def _same_as_now(kept: Any, form: Form) -> Version | None:
    now = rows.form_of(kept)
    same = all(name in now and now[name] == value for name, value in form.items())
    return keeping.live(kept) if same and not keeping.of(kept).waiting().exists() else None  # type: ignore[attr-defined]


def _read_again(row: Any, kept: Any) -> None:
    if row is not kept:
        row.refresh_from_db()
