"""The rules of the house that no linter can say. CONTRIBUTING.md gives their reasons."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import TestCase

from django.apps import apps
from django.test import SimpleTestCase

from guidance import shipped

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "config", "guidance", "journal")


def python_files(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path and the tree of every Python file below these folders."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of every module that a file imports."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module


def templates() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every template."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".svg"):
            yield path.relative_to(ROOT).as_posix(), path.read_text()


def our_files() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file that belongs to the project."""
    folders = (*PACKAGES, "templates", "static", "tests", "docs", "bench", ".ci")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    paths += [path for path in ROOT.iterdir() if path.name != ".git"]
    for path in sorted(paths):
        if path.is_file() and "__pycache__" not in path.parts:
            try:
                yield path.relative_to(ROOT).as_posix(), path.read_text()
            except UnicodeDecodeError:
                continue  # a picture


class PrivacyTests(SimpleTestCase):
    def test_screens_and_forms_start_from_the_writers_own_journal(self) -> None:
        private = {model.__name__ for model in apps.get_app_config("journal").get_models()}
        for path, tree in python_files("journal/views", "journal/forms", "journal/templatetags"):
            for node in ast.walk(tree):
                match node:
                    case ast.Attribute(value=ast.Name(id=name), attr="objects"):
                        with self.subTest(file=path, line=node.lineno):
                            self.assertNotIn(name, private, "Start from request.journal.")

    def test_only_the_vault_knows_a_cipher(self) -> None:
        for path, tree in python_files(*PACKAGES):
            if not path.startswith("journal/vault/"):
                with self.subTest(file=path):
                    self.assertEqual([m for m in imports(tree) if "cryptography" in m], [])

    def test_indexes_of_private_tables_begin_with_the_journal(self) -> None:
        for model in apps.get_app_config("journal").get_models():
            for index in model._meta.indexes:
                with self.subTest(index=index.name):
                    self.assertEqual(index.fields[0], "journal")


class GuidanceTests(SimpleTestCase):
    """Other guidance must do as well: what a rule needs to know of a row is data on the row."""

    def slugs(self) -> set[str]:
        """Return the short names of the shipped rows, but for words that the code has itself.

        “distance” is a sign and also a kind of sign, so that word alone tells nothing.
        """
        own = {
            value
            for model in apps.get_app_config("guidance").get_models()
            for column in model._meta.fields
            for value, _ in column.flatchoices
        }
        return {
            form["slug"] for forms in shipped.forms().values() for form in forms if "slug" in form
        } - own

    def test_no_source_names_a_row_of_the_shipped_guidance(self) -> None:
        slugs = self.slugs()
        names = "|".join(sorted(map(re.escape, slugs), key=len, reverse=True))
        # With a hyphen it is a name wherever it stands; one word is one as a text of its own.
        named = re.compile(rf"""(?<![\w-])(?:{names})(?![\w-])""")
        quoted = re.compile(rf"""(["'`])({names})\1""")
        self.assertGreater(len(slugs), 150)
        apart = ("guidance/content/", "journal/management/demo/", "tests/")
        for path, text in our_files():
            if path.endswith((".py", ".html", ".js", ".css", ".svg")) and not path.startswith(
                apart
            ):
                with self.subTest(file=path):
                    found = {one for one in named.findall(text) if "-" in one}
                    found |= {name for _, name in quoted.findall(text)}
                    self.assertEqual(found, set(), "Put what is special about it on the row.")


class TemplateTests(TestCase):
    def assert_absent(self, pattern: str, why: str) -> None:
        for path, text in templates():
            with self.subTest(file=path):
                found = [match[0] for match in re.finditer(pattern, text, re.IGNORECASE)]
                self.assertEqual(found, [], why)

    def test_no_style_stands_inside_a_page(self) -> None:
        self.assert_absent(r"<style\b|\sstyle\s*=", "The policy refuses it: write a class.")

    def test_no_script_stands_inside_a_page(self) -> None:
        self.assert_absent(r"<script\b(?![^>]*\bsrc=)", "The policy refuses it: write an element.")
        self.assert_absent(r"<[^>]*\son[a-z]+\s*=", "The policy refuses it: listen in a script.")
        self.assert_absent(r"javascript:", "The policy refuses it.")

    def test_no_template_turns_escaping_off(self) -> None:
        self.assert_absent(r"\|\s*safe(seq)?\b|autoescape\s+off", "Let Django escape it.")

    def test_no_code_turns_escaping_off(self) -> None:
        for path, tree in python_files(*PACKAGES):
            names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            with self.subTest(file=path):
                self.assertEqual(names & {"mark_safe", "SafeString", "SafeText"}, set())
                # What it is made by escapes; nothing else may make it.
                self.assertTrue("Markup" not in names or Path(path).name == "markup.py")

    def test_a_partial_opens_by_saying_what_it_wants(self) -> None:
        for path, text in templates():
            if Path(path).name.startswith("_"):
                with self.subTest(file=path):
                    self.assertRegex(text, r"\A\{# .*\bWants?\b")


class WordTests(TestCase):
    def test_nothing_a_visitor_reads_promises_too_much(self) -> None:
        promises = re.compile(
            r"end.to.end|zero.knowledge|(?:nobody|no one)(?: else)? can (?:read|see|open|know)",
            re.IGNORECASE,
        )
        for path, text in our_files():
            if path.startswith(("templates/", "guidance/content/", "static/", "README")):
                with self.subTest(file=path):
                    self.assertEqual(promises.findall(text), [])

    def test_no_file_names_a_machine_or_a_registry(self) -> None:
        # Put together here, so that this file does not find itself.
        hosts = ("pypi" + r"\.org", "python" + "hosted", r"registry\.npm" + "js")
        folders = ("/" + "work/", "/" + "root/", "/" + "home/[a-z]", "/" + "tmp/[a-z]")
        machine = re.compile("|".join((*hosts, *folders)))
        for path, text in our_files():
            with self.subTest(file=path):
                self.assertEqual(machine.findall(text), [])


class PlanTests(TestCase):
    def test_no_module_is_a_junk_drawer(self) -> None:
        drawers = {"utils", "util", "helpers", "services", "common", "misc"}
        for path, _ in python_files(*PACKAGES, "tests"):
            with self.subTest(file=path):
                parts = {part.removesuffix(".py") for part in Path(path).parts}
                self.assertEqual(parts & drawers, set(), "Name it for its noun.")

    def test_the_house_sends_itself_no_signals(self) -> None:
        for path, tree in python_files(*PACKAGES):
            with self.subTest(file=path):
                found = {name for name in imports(tree) if name.endswith((".signals", ".dispatch"))}
                self.assertEqual(found, set(), "Call the verb where it happens.")

    def test_every_dependency_has_its_reason(self) -> None:
        text = (ROOT / "pyproject.toml").read_text()
        lists = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)

        self.assertEqual(len(lists), 2)
        for line in "".join(lists).splitlines():
            with self.subTest(line):
                self.assertRegex(line, r'^    "[^"]+", +# \w.{9,}')

    def test_tests_stand_where_their_source_does(self) -> None:
        for package in PACKAGES:
            for path in sorted((ROOT / "tests" / package).rglob("test_*.py")):
                mirrored = ROOT / path.relative_to(ROOT / "tests").parent
                with self.subTest(file=path.relative_to(ROOT).as_posix()):
                    # A module with much to ask has a folder of tests instead of a file.
                    homes = mirrored.is_dir() or mirrored.with_suffix(".py").is_file()
                    self.assertTrue(homes, "No source like it.")
