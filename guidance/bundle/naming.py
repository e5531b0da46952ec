"""What a file names, and whether there is such a thing, in the file or here."""

from collections.abc import Iterator

from guidance.bundle.problems import Problem
from guidance.bundle.reading import Bundle, Row
from guidance.bundle.writing import fields
from guidance.rows import NOUNS


def strangers(bundle: Bundle) -> Iterator[Problem]:
    """Give a problem for each name that nothing has."""
    here = {
        noun: bundle.slugs[noun] | set(model._default_manager.values_list("slug", flat=True))
        for noun, model in NOUNS.items()
    }
    for row in bundle.rows:
        for name, noun, slug in _named(row):
            if slug not in here[noun]:
                sentence = f"There is no {noun} “{slug}”, neither in the file nor here."
                yield Problem(row.lines[name], sentence)
    tags = here["sign"] | here["fear"]
    for name, line in bundle.weight_lines.items():
        match name.split(" "):
            case ["reason", tag] if tag in tags:
                continue
            case [tag, "me" | "them", strategy] if tag in tags and strategy in here["strategy"]:
                continue
        sentence = f"“{name}” names a sign or fear, a side or a strategy that there is not."
        yield Problem(line, sentence)


def _named(row: Row) -> Iterator[tuple[str, str, str]]:
    """Give field, noun and slug of each row that this one names."""
    for name, column in fields(NOUNS[row.noun]).items():
        if column.is_relation and (named := row.form.get(name)):
            for slug in [named] if isinstance(named, str) else named:
                yield name, str(column.related_model._meta.model_name), slug
