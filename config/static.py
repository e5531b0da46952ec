"""Static files, collected: our stylesheets joined into three, our scripts into three.

Sources stay one file a thing; a visitor fetches `ajar.css` and `ajar.js`, a writer who opens
the writing form `writing.js` too, one who looks at their patterns `patterns.css`, and an editor
at the desk `desk.css` and `desk.js`. Comments and indentation go, line by line; nothing
cleverer, because the minifiers we tried (rcssmin, rjsmin) change the meaning of selectors
inside `@layer` and of private `#fields`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

Paths = dict[str, tuple[Storage, str]]

# The order of the layers, and of who leans on whom; within a folder by name.
STYLES = (
    "css/layers.",
    "css/reset.",
    "css/tokens.",
    "css/base.",
    "css/layout.",
    "css/components/",
    "css/pages/",
)
PATTERNS = "css/patterns/"
"""What only the pictures need: a stylesheet of its own, loaded after the other."""
DESK = "css/desk/"
"""What only editors see: a stylesheet of its own, loaded after the other."""
SCRIPTS = ("js/lib/", "js/elements/", "js/main.")
WRITING = "js/writing/"
"""What only the writing form needs: a script of its own, that imports nothing from the others."""
DESK_SCRIPTS = "js/desk/"
"""What only the desk needs: likewise."""

# What must stay as it is comes first, so that a comment inside a string is not one.
_STYLE_TOKEN = re.compile(
    r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\))"""
    r"""|(?P<space>(?:\s|/\*.*?\*/)+)""",
    re.DOTALL,
)
# A space beside these says nothing, except after a colon: `--gap: ;` is a value, `--gap:;` is not.
_LOOSE_SPACE = re.compile(r"(?<!:) (?=[{};,])|(?<=[{};,]) |(?<=:) (?=[^;}])")
_SCRIPT_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*$|//[^\n]*$)", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(r"""^import\b[^;"'`]*["']\.{1,2}/[^"'\n]+["'];?[ \t]*$""", re.MULTILINE)
_EXPORT_LIST = re.compile(r"^export\s*\{[^}]*\};?[ \t]*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async |class |const |function |let )", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


class UnjoinableError(ValueError):
    """A source that has no place in the joined file, or that does not stand on its own there."""


def in_order(names: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Sort names by the prefix they have in `order`. Raise UnjoinableError for one with none."""

    def place(name: str) -> tuple[int, str]:
        for index, prefix in enumerate(order):
            if name.startswith(prefix):
                return index, name
        raise UnjoinableError(f"{name} has no place in the order {order}: move or rename it.")

    return sorted(names, key=place)


def lean_style(source: str) -> str:
    """Return the stylesheet without comments and needless space. Strings stay as they are."""
    kept: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        if match["kept"] is None:
            return " "
        kept.append(match["kept"])
        return "\0"

    plain = _LOOSE_SPACE.sub("", _STYLE_TOKEN.sub(put_by, source)).strip().replace(";}", "}")
    return re.sub("\0", lambda _: kept.pop(0), plain)


def lean_script(source: str) -> str:
    """Return the script without whole-line comments and indentation.

    A source with a template literal over several lines is returned as it is: there, an
    indentation may be part of a text.
    """
    if any(line.count("`") % 2 for line in source.splitlines()):
        return source
    lines = (line.strip() for line in _SCRIPT_COMMENT.sub("", source).splitlines())
    return "\n".join(line for line in lines if line)


def joinable(source: str, name: str) -> str:
    """Return one module's source without the imports and exports between our own files.

    Raise UnjoinableError for an import or export that cannot be dropped.
    """
    for pattern in (_IMPORT, _EXPORT_LIST, _EXPORT):
        source = pattern.sub("", source)
    if left := _LEFT_OVER.search(source):
        raise UnjoinableError(f"{name}: this line cannot be joined: {left[0]}")
    return source


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Publishes the joined files in place of their sources, then hashes and compresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what Django's storage takes."""
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file, looked up once: every screen has the same few."""
        if force or name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]

    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """Join our sources, and hand everything that is to be published on."""
        named = {name.replace("\\", "/"): place for name, place in paths.items()}
        sources = {name: at for name, at in named.items() if name.startswith(("css/", "js/"))}
        published = {name: at for name, at in named.items() if name not in sources}
        if not dry_run:
            for name, text in self._joined(sources).items():
                self.delete(name)
                self._save(name, ContentFile(text.encode()))
                published[name] = (self, name)
            for name in sources:
                self.delete(name)
        yield from super().post_process(published, dry_run=dry_run, **options)

    def _joined(self, sources: Paths) -> dict[str, str]:
        texts: dict[str, str] = {}
        for name, (storage, path) in sources.items():
            with storage.open(path) as file:
                texts[name] = file.read().decode()
        styles = {name for name in texts if name.endswith(".css")}
        patterns = {name for name in styles if name.startswith(PATTERNS)}
        desk = {name for name in styles if name.startswith(DESK)}
        scripts = {name for name in texts if name.endswith(".js")}
        writing = {name for name in scripts if name.startswith(WRITING)}
        at_desk = {name for name in scripts if name.startswith(DESK_SCRIPTS)}
        return {
            "ajar.css": _style(texts, in_order(styles - patterns - desk, STYLES)),
            "patterns.css": _style(texts, sorted(patterns)),
            "desk.css": _style(texts, sorted(desk)),
            "ajar.js": _script(texts, in_order(scripts - writing - at_desk, SCRIPTS)),
            "writing.js": _script(texts, sorted(writing)),
            "desk.js": _script(texts, sorted(at_desk)),
        }


def _style(texts: Mapping[str, str], names: Iterable[str]) -> str:
    return "".join(lean_style(texts[name]) for name in names) + "\n"


def _script(texts: Mapping[str, str], names: Iterable[str]) -> str:
    return "\n".join(lean_script(joinable(texts[name], name)) for name in names) + "\n"
