"""Reads such a file, and says on which line something does not fit."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from guidance.bundle import fitting
from guidance.bundle.fitting import Unfit
from guidance.bundle.positions import Node, parse
from guidance.bundle.problems import Problem, Refused
from guidance.bundle.writing import FORMAT, VERSION, fields
from guidance.models import Coded
from guidance.rows import NOUNS
from guidance.shipped import Form

MOST_BYTES = 2 * 1024 * 1024
"""The largest file that is read. The guidance as shipped takes about a tenth of it."""
MOST_ROWS = 2000
"""The most rows: each takes a few queries, and while they run nobody else can save anything."""
WEIGHTS = "weights"
CODE = re.compile(r"[a-z][a-z0-9]{1,3}")


class Row(Struct, frozen=True):
    """One row of the file: its form, its code if it has one, and its lines by field."""

    noun: str
    form: Form
    code: str
    line: int
    lines: Mapping[str, int]

    @property
    def slug(self) -> str:
        return str(self.form["slug"])


class Bundle(Struct, frozen=True, dict=True):
    """A file that is in order by itself. Whether it fits what is here is told by looking."""

    rows: tuple[Row, ...]
    weights: Form
    weight_lines: Mapping[str, int]

    @cached_property
    def slugs(self) -> Mapping[str, frozenset[str]]:
        """The short names in the file, by noun."""
        return {
            noun: frozenset(row.slug for row in self.rows if row.noun == noun) for noun in NOUNS
        }


def read(data: bytes) -> Bundle:
    """Read a file. Raise Refused, with every problem and its line, where something is wrong."""
    whole = _whole(parse(_text(data)))
    reader = _Reader()
    rows = [row for noun in NOUNS for row in reader.rows(noun, whole.get(noun))]
    if len(rows) > MOST_ROWS:
        said = f"The file has {len(rows):,} rows. At most {MOST_ROWS:,} are read."
        raise Refused([Problem(0, said)])
    weights = reader.weights(whole.get(WEIGHTS))
    reader.once(rows)
    if reader.problems:
        raise Refused(reader.problems)
    if not rows and not weights:
        raise Refused([Problem(0, "There is no guidance in this file.")])
    plain = {name: node.value for name, node in weights.items()}
    return Bundle(tuple(rows), plain, {name: node.line for name, node in weights.items()})


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused([Problem(0, too_large(len(data)))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refused([Problem(line, "This is not UTF-8. Save the file as UTF-8.")]) from problem
    if not text.strip():
        raise Refused([Problem(0, "The file is empty.")])
    return text


def too_large(size: int) -> str:
    """Return the sentence about a file of so many bytes."""
    megabyte = 1024 * 1024
    return f"The file has {size / megabyte:.1f} MB. At most {MOST_BYTES // megabyte} MB are read."


def _whole(node: Node) -> dict[str, Node]:
    """Return the parts of the file, or raise Refused where it is no guidance of ours."""
    whole = node.value if isinstance(node.value, dict) else {}
    here = {
        name: whole[name].line if name in whole else node.line for name in ("format", "version")
    }
    if "format" not in whole or whole["format"].value != FORMAT:
        sentence = f"This is no guidance that Ajar wrote: the format is not “{FORMAT}”."
        raise Refused([Problem(here["format"], sentence)])
    if (
        "version" not in whole
        or whole["version"].value is True
        or whole["version"].value != VERSION
    ):
        sentence = f"Version {VERSION} of the format is the one we read, and this is another."
        raise Refused([Problem(here["version"], sentence)])
    known = {"format", "version", WEIGHTS, *NOUNS}
    strange = [name for name in whole if name not in known]
    if strange:
        raise Refused(Problem(whole[name].line, f"We know no “{name}”.") for name in strange)
    return whole


class _Reader:
    """Collects what is wrong while it reads."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(line, sentence))

    def rows(self, noun: str, node: Node | None) -> Iterator[Row]:
        """Give the rows of one noun, as far as they can be read."""
        if node is None:
            return
        if not isinstance(node.value, list):
            self.wrong(node.line, f"“{noun}” is a list of rows.")
            return
        for one in node.value:
            if not isinstance(one.value, dict):
                self.wrong(one.line, f"Each {noun} is an object with named fields.")
            elif (row := self._row(noun, one)) is not None:
                yield row

    def _row(self, noun: str, node: Node) -> Row | None:
        known, form = fields(NOUNS[noun]), {}
        for name, one in node.value.items():
            try:
                if name in known:
                    form[name] = fitting.fitting(known[name], one)
                elif name == "active":
                    form[name] = fitting.typed(name, one, bool, "true or false")
                elif name == "code" and issubclass(NOUNS[noun], Coded):
                    _check_code(one)
                else:
                    self.wrong(one.line, f"A {noun} has no field “{name}”.")
            except Unfit as problem:
                self.wrong(one.line, str(problem))
        if "slug" not in node.value:
            self.wrong(node.line, f"This {noun} has no slug, so nothing can name it.")
        if "slug" not in form:
            return None
        code = node.value["code"].value if "code" in node.value else ""
        if not isinstance(code, str):
            code = ""  # noted above; a list has no place among the codes
        lines = {name: one.line for name, one in node.value.items()}
        return Row(noun, form, code, node.line, lines)

    def weights(self, node: Node | None) -> dict[str, Node]:
        """Return the weights by their names."""
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.wrong(node.line, "“weights” is an object: a cell and its number on each line.")
            return {}
        for name, one in node.value.items():
            try:
                if name.startswith("reason "):
                    fitting.words(name, one)
                elif type(one.value) is not int or not 0 <= one.value <= 3:
                    raise Unfit(f"The weight “{name}” is a whole number from 0 to 3.")
            except Unfit as problem:
                self.wrong(one.line, str(problem))
        return node.value

    def once(self, rows: list[Row]) -> None:
        """Note every slug and every code that an earlier row has, too."""
        slugs: dict[tuple[str, str], int] = {}
        codes: dict[Any, int] = {}
        for row in rows:
            first = slugs.get((row.noun, row.slug))
            if first is not None:
                sentence = f"The {row.noun} “{row.slug}” is there already, on line {first}."
                self.wrong(row.lines["slug"], sentence)
            if row.code and row.code in codes:
                sentence = f"The code “{row.code}” is there already, on line {codes[row.code]}."
                self.wrong(row.lines["code"], sentence)
            slugs.setdefault((row.noun, row.slug), row.lines["slug"])
            codes.setdefault(row.code, row.lines.get("code", 0))


def _check_code(node: Node) -> None:
    if not isinstance(node.value, str) or not CODE.fullmatch(node.value):
        raise Unfit("A code is two to four small letters and digits, a letter first.")
