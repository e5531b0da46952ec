"""How versions are written: what each of the acts in `guidance.versions` is made of.

All of it runs in a transaction that holds `editors.lock()`, so nobody else writes meanwhile.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from guidance import editors, rows
from guidance.models import HelpLine, Version, Weight
from guidance.shipped import ContentError, Form
from guidance.weight_table import WeightTable

FORGOTTEN = "an editor who left"


class Overtaken(Exception):
    """Someone else saved meanwhile, and nothing of yours was. `theirs` is what they saved."""

    def __init__(self, theirs: Version) -> None:
        super().__init__("Someone saved a newer version meanwhile.")
        self.theirs = theirs


def of(row: Any) -> QuerySet[Version]:
    """Return a row's versions, the newest first."""
    return Version.objects.of(rows.noun_of(row), row.slug).newest_first()


def live(row: Any) -> Version | None:
    """Return the version that readers see now; None where there is none yet."""
    return of(row).live().first()  # type: ignore[attr-defined, no-any-return]


def is_shown(row: Any) -> bool:
    """Whether readers see the row, or old pages do; not so for a draft."""
    return isinstance(row, WeightTable) or (row.pk is not None and row.published_at is not None)


def ever_published(row: Any) -> bool:
    """Whether readers ever saw the row: then its slug is fixed, and it is never deleted."""
    return is_shown(row) or (row.pk is not None and live(row) is not None)


def fresh(row: Any) -> Any:
    """Return the row as it is stored. Raise DoesNotExist if somebody discarded it."""
    return row if isinstance(row, WeightTable) else type(row)._default_manager.get(pk=row.pk)


def held(row: Any, form: Form, based_on: int) -> Any:
    """Return the row as it is stored, with its form in the history; nobody else changes it now.

    Raise Overtaken if there is a newer version than the one it is based on, and ContentError
    if the form would rename what readers have seen.
    """
    editors.lock()
    if not isinstance(row, WeightTable) and row.pk is None:
        return row
    kept = fresh(row)
    last = of(kept).first()
    if last and last.number > based_on:
        raise Overtaken(last)
    if form.get("slug", kept.slug) != kept.slug and ever_published(kept):
        raise ContentError("The short name of what was published stays as it is.")
    begin(kept)
    return kept


def begin(row: Any) -> None:
    """Note what readers see now, before it is changed, unless the history has it already."""
    if not is_shown(row):
        return
    last, form = live(row), rows.form_of(row)
    if last is None or any(form.get(name, old) != old for name, old in last.form.items()):
        since = _edited_at(row)
        said = "changed elsewhere" if last else _origin(row, form)
        add(row, form, by="", said=said, made_at=since, published_at=since)


def add(row: Any, form: Form, *, by: str, said: str, **moments: datetime | None) -> Version:
    """Add a version with the next number; `publish_at` or `published_at` say what becomes of it."""
    last = of(row).first()
    return Version.objects.create(
        noun=rows.noun_of(row),
        slug=row.slug,
        number=last.number + 1 if last else 1,
        form=form,
        said=said,
        made_by=by,
        **{"made_at": timezone.now()} | moments,
    )


def show(row: Any, form: Form, now: datetime) -> None:
    """Give the row the form, and show it to readers. Raise ContentError."""
    if isinstance(row, WeightTable):
        row.put(form)
        return
    before, row.published_at = row.published_at, row.published_at or now
    try:
        put(row, form)
    except ContentError:
        row.published_at = before
        raise


def put(row: Any, form: Form) -> None:
    """Give the row the form; a draft takes its versions along to a new slug."""
    old = row.slug
    rows.put(row, form)
    if old != row.slug:
        Version.objects.of(rows.noun_of(row), old).update(slug=row.slug)


def tried(row: Any, form: Form) -> Form:
    """Return the whole form that the row would have, with nothing changed. Raise ContentError."""
    with transaction.atomic():
        trial = fresh(row)
        rows.put(trial, form)
        whole = rows.form_of(trial)
        transaction.set_rollback(True)
    return whole


def drop_waiting(row: Any) -> None:
    """Give up what waits for the row, if anything does."""
    of(row).filter(published_at=None, dropped_at=None).update(dropped_at=timezone.now())


def carry_over(before: Form, after: Form, waiting: Version) -> None:
    """Let what waits have a change of the row too, where it said what the row said before."""
    for name, value in after.items():
        if waiting.form.get(name, value) == before.get(name, value):
            waiting.form[name] = value
    if waiting.form == after:
        waiting.dropped_at = timezone.now()
    waiting.save(update_fields=["form", "dropped_at"])


def forget(address: str) -> None:
    """Take the address of an editor whose account is closed out of the history, and out of checks.

    The checks themselves stay: the number was compared, whoever did it.
    """
    Version.objects.filter(made_by__iexact=address).update(made_by=FORGOTTEN)
    checker = address[: HelpLine._meta.get_field("verified_by").max_length]
    HelpLine.objects.filter(verified_by__iexact=checker).update(verified_by=FORGOTTEN)
    checks = Version.objects.filter(noun="helpline", form__verified_by__iexact=checker)
    for version in checks.select_for_update():
        version.form["verified_by"] = FORGOTTEN
        version.save(update_fields=["form"])


def _edited_at(row: Any) -> datetime:
    if isinstance(row, WeightTable):
        last: datetime | None = Weight.objects.aggregate(last=Max("edited_at"))["last"]
        return last or timezone.now()
    edited_at: datetime = row.edited_at
    return edited_at


def _origin(row: Any, form: Form) -> str:
    """Return how the first form of a row came to be, as far as the row still says so."""
    if isinstance(row, WeightTable):
        return "loaded"
    shipped: Form = row.shipped or {}
    same = all(form[name] == text for name, text in shipped.items() if name in form)
    return "loaded" if shipped and same else "as it was"
