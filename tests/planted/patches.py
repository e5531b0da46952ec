"""Reading and applying the patches of this folder.

A patch is a unified diff under two lines: `Fault:`, a sentence, and `Detector:`, the test that
has to turn red. Line numbers are not looked at, so that code may move around a fault; the lines
around it have to be there, once.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
_FILE = re.compile(r"^--- (?:a/)?(\S+)\n\+\+\+ b/(\S+)\n", re.MULTILINE)
_HUNK = re.compile(r"^@@[^\n]*@@[^\n]*\n", re.MULTILINE)
_HEAD = re.compile(r"\AFault: (.+)\nDetector: (\S+)\n\n")


class DoesNotApply(Exception):
    """The code is no longer what the patch was made for; the text says where."""


@dataclass(frozen=True)
class Fault:
    """A fault to plant."""

    name: str
    says: str
    """What goes wrong with it."""
    detector: str
    """The test that sees it, as pytest names tests."""
    diff: str

    @property
    def title(self) -> str:
        """The name as words."""
        return self.name.replace("-", " ")

    def files(self, tree: Path) -> dict[Path, str]:
        """Return what the files of a tree would hold with the fault. Raise DoesNotApply."""
        parts = _FILE.split(self.diff)
        found = {}
        for before, after, hunks in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            text = "" if before == "/dev/null" else (tree / before).read_text()
            for hunk in _HUNK.split(hunks)[1:]:
                text = self._replaced(text, hunk, after)
            found[tree / after] = text
        return found

    def _replaced(self, text: str, hunk: str, file: str) -> str:
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        if old and text.count(old) != 1:
            where = f"{text.count(old)} places in {file} look like this:\n{old}"
            raise DoesNotApply(f"{self.name}.patch needs a new look: {where}")
        return text.replace(old, new) if old else new

    def plant(self, tree: Path) -> None:
        """Put the fault into a tree. Raise DoesNotApply."""
        for path, text in self.files(tree).items():
            path.write_text(text)


def every_fault() -> list[Fault]:
    """Return all faults by name. Raise ValueError for a patch without its two lines."""
    found = []
    for path in sorted(FOLDER.glob("*.patch")):
        text = path.read_text()
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"{path.name} does not begin with its fault and its detector.")
        found.append(Fault(path.stem, head[1], head[2], text[head.end() :]))
    return found


def table(faults: list[Fault]) -> str:
    """Return the faults as the table of tests/README.md."""
    rows = [f"| {one.title} | {one.says} | `{one.detector}` |" for one in faults]
    return "\n".join(["| fault | what goes wrong | who sees it |", "|---|---|---|", *rows]) + "\n"
