"""JSON, and on which line each value stands. Pure.

The standard library says where a file stops being JSON, but not where a value is that is
JSON and still wrong. So a file that it accepts is walked once more, line by line.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from msgspec import Struct

from guidance.bundle.problems import Problem, Refused

DEEPEST = 12
"""How deep lists and objects may lie in each other. Guidance needs four."""

_TOKEN = re.compile(r'[{}\[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}\[\],:"]+')


class Node(Struct, frozen=True):
    """A value and its line, from 1: a text, number, truth or nothing, or nodes in nodes."""

    value: Any
    line: int

    def plain(self) -> Any:
        """Return the value without its lines."""
        match self.value:
            case list():
                return [one.plain() for one in self.value]
            case dict():
                return {name: one.plain() for name, one in self.value.items()}
        return self.value


def parse(text: str) -> Node:
    """Read a JSON text. Raise Refused where it is none, is too deep, or names a thing twice."""
    try:
        json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        column = f"column {problem.colno}"
        raise _refused(problem.lineno, f"This is not JSON: {problem.msg}, {column}.") from problem
    except (RecursionError, ValueError) as problem:
        said = (
            "lists lie in each other too deep" if isinstance(problem, RecursionError) else problem
        )
        raise _refused(0, f"This is not JSON that we can read: {said}.") from problem
    walk = _Walk(text)
    found = walk.value(next(walk.tokens), 0)
    if walk.twice:
        raise Refused(walk.twice)
    return found


class _Walk:
    """One walk over a text that is known to be JSON."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.twice: list[Problem] = []

    def value(self, token: tuple[str, int], depth: int) -> Node:
        sign, line = token
        if depth > DEEPEST:
            raise _refused(line, "Lists lie in each other deeper than in any guidance.")
        if sign == "{":
            return Node(self._members(depth), line)
        if sign == "[":
            return Node(self._items(depth), line)
        return Node(json.loads(sign), line)

    def _items(self, depth: int) -> list[Node]:
        found: list[Node] = []
        for token in self.tokens:
            if token[0] == "]":
                break
            if token[0] != ",":
                found.append(self.value(token, depth + 1))
        return found

    def _members(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for sign, line in self.tokens:
            if sign == "}":
                break
            if sign == ",":
                continue
            name = json.loads(sign)
            next(self.tokens)  # the colon
            if name in found:
                self.twice.append(Problem(line, f"“{name}” is there a second time."))
            found[name] = self.value(next(self.tokens), depth + 1)
        return found


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, seen = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", seen, token.start())
        seen = token.start()
        yield token.group(), line


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _refused(line: int, sentence: str) -> Refused:
    return Refused([Problem(line, sentence)])
