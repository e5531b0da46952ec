"""Sources are joined in order, made lean without changing what they say, and not published."""

import json
import shutil
import tempfile
from pathlib import Path
from unittest import TestCase

from django.conf import settings
from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

from config import static

SOURCES = {
    "css/layers.css": "@layer reset, tokens, base, layout, components, pages;",
    "css/reset.css": "@layer reset { * { margin: 0; } }",
    "css/tokens.css": "@layer tokens { :root { --gap: 1rem; } }",
    "css/base.css": "@layer base { body { color: red; } }",
    "css/layout.css": "@layer layout { .row { gap: 1rem; } }",
    "css/components/card.css": "@layer components { .card { top: 0; } }",
    "css/components/button.css": "@layer components { .button { top: 0; } }",
    "css/pages/landing.css": "@layer pages { .hero { top: 0; } }",
    "css/patterns/plot.css": "@layer pages { /* a picture */ .plot { top: 0; } }",
    "css/desk/lines.css": "@layer pages { .lines { top: 0; } }",
    "js/main.js": 'import { a } from "./lib/a.js"\nimport "./elements/b.js"\n\na()\n',
    "js/elements/b.js": "import {\n  a,\n} from '../lib/a.js';\nexport class B {}\n",
    "js/writing/c.js": "// only where someone writes\nc()\n",
    "js/desk/d.js": "d()\n",
    "js/lib/a.js": "// says it once\nexport function a() {\n  return 1\n}\n",
    "icons/door.svg": "<svg/>",
}


class OrderTests(TestCase):
    def test_layers_come_in_their_order_and_files_of_a_layer_by_name(self) -> None:
        names = [name for name in SOURCES if name.endswith(".css")]
        names.remove("css/patterns/plot.css")
        names.remove("css/desk/lines.css")

        self.assertEqual(
            static.in_order(reversed(names), static.STYLES),
            [
                "css/layers.css",
                "css/reset.css",
                "css/tokens.css",
                "css/base.css",
                "css/layout.css",
                "css/components/button.css",
                "css/components/card.css",
                "css/pages/landing.css",
            ],
        )

    def test_a_source_without_a_place_is_refused(self) -> None:
        with self.assertRaisesRegex(static.UnjoinableError, "css/stray.css has no place"):
            static.in_order(["css/stray.css"], static.STYLES)


class StyleTests(TestCase):
    def test_comments_and_loose_space_go(self) -> None:
        source = "/* a card */\n.card {\n  color : red;\n  margin: 0 , 1px ; /* why */\n}\n"

        self.assertEqual(static.lean_style(source), ".card{color :red;margin:0,1px}")

    def test_strings_and_addresses_stay_as_they_are(self) -> None:
        source = """a { content: "  /* no { } */  "; b: url(data:x;  /*y*/) ; c: ' \\' , ' }"""

        self.assertEqual(
            static.lean_style(source),
            """a{content:"  /* no { } */  ";b:url(data:x;  /*y*/);c:' \\' , '}""",
        )

    def test_a_space_that_says_descendant_stays(self) -> None:
        source = "@layer base { .a :is(h1, h2)  > p { width: calc(1px + 2px) } & .d { top: 0 } }"

        self.assertEqual(
            static.lean_style(source),
            "@layer base{.a :is(h1,h2) > p{width:calc(1px + 2px)}& .d{top:0}}",
        )

    def test_an_empty_token_stays_empty_and_not_invalid(self) -> None:
        self.assertEqual(
            static.lean_style(":root { --on: ; --off: initial }")[:16], ":root{--on: ;--o"
        )


class ScriptTests(TestCase):
    def test_whole_line_comments_and_indentation_go(self) -> None:
        source = (
            "/** A thing.\n *  More. */\nclass A {\n  // why\n  #a = 1 // kept\n\n  #b = 2\n}\n"
        )

        self.assertEqual(static.lean_script(source), "class A {\n#a = 1 // kept\n#b = 2\n}")

    def test_a_text_over_several_lines_keeps_its_indentation(self) -> None:
        source = "const text = `\n  // part of the text\n`\n"

        self.assertEqual(static.lean_script(source), source)

    def test_imports_and_exports_between_our_own_files_go(self) -> None:
        source = (
            'import { a } from "./a.js"\nimport "../b.js";\nexport const c = 1\n'
            "export async function d() {}\nexport { c, d }\n"
        )

        self.assertEqual(
            static.joinable(source, "js/lib/x.js").split("\n"),
            ["", "", "const c = 1", "async function d() {}", "", ""],
        )

    def test_an_import_from_elsewhere_is_refused(self) -> None:
        for line in ('import x from "https://example.org/x.js"', "export default class {}"):
            with self.subTest(line), self.assertRaisesRegex(static.UnjoinableError, "js/x.js"):
                static.joinable(line, "js/x.js")


class CollectTests(SimpleTestCase):
    def setUp(self) -> None:
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        self.sources, self.root = folder / "sources", folder / "collected"
        for name, text in SOURCES.items():
            path = self.sources / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        files = {"BACKEND": "config.static.JoinedStaticFilesStorage"}
        collected = override_settings(
            STATICFILES_DIRS=[self.sources],
            STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
            STATIC_ROOT=self.root,
            STORAGES=settings.STORAGES | {"staticfiles": files},
        )
        collected.enable()
        self.addCleanup(collected.disable)

    def published(self) -> dict[str, str]:
        call_command("collectstatic", interactive=False, verbosity=0)
        manifest = json.loads((self.root / "staticfiles.json").read_text())
        paths: dict[str, str] = manifest["paths"]
        return paths

    def test_three_stylesheets_three_scripts_and_no_source_are_published(self) -> None:
        paths = self.published()

        joined = ["ajar.css", "ajar.js", "desk.css", "desk.js", "patterns.css", "writing.js"]
        self.assertEqual(sorted(paths), sorted([*joined, "icons/door.svg"]))
        names = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*.*s")}
        self.assertEqual(names, {paths[name] for name in joined})

    def test_the_stylesheet_holds_all_layers_in_order(self) -> None:
        self.assertEqual(
            (self.root / self.published()["ajar.css"]).read_text(),
            "@layer reset,tokens,base,layout,components,pages;"
            "@layer reset{*{margin:0}}"
            "@layer tokens{:root{--gap:1rem}}"
            "@layer base{body{color:red}}"
            "@layer layout{.row{gap:1rem}}"
            "@layer components{.button{top:0}}"
            "@layer components{.card{top:0}}"
            "@layer pages{.hero{top:0}}\n",
        )

    def test_the_script_holds_all_modules_those_that_are_leant_on_first(self) -> None:
        self.assertEqual(
            (self.root / self.published()["ajar.js"]).read_text(),
            "function a() {\nreturn 1\n}\nclass B {}\na()\n",
        )

    def test_what_only_the_writing_form_needs_is_a_script_of_its_own(self) -> None:
        self.assertEqual((self.root / self.published()["writing.js"]).read_text(), "c()\n")

    def test_what_only_the_pictures_need_is_a_stylesheet_of_its_own(self) -> None:
        self.assertEqual(
            (self.root / self.published()["patterns.css"]).read_text(),
            "@layer pages{.plot{top:0}}\n",
        )

    def test_what_only_the_desk_needs_is_a_stylesheet_and_a_script_of_its_own(self) -> None:
        published = self.published()

        self.assertEqual(
            (self.root / published["desk.css"]).read_text(), "@layer pages{.lines{top:0}}\n"
        )
        self.assertEqual((self.root / published["desk.js"]).read_text(), "d()\n")

    def test_a_changed_source_gives_a_new_name(self) -> None:
        before = self.published()
        (self.sources / "css/base.css").write_text("@layer base { body { color: blue; } }")
        after = self.published()

        self.assertNotEqual(before["ajar.css"], after["ajar.css"])
        self.assertEqual(before["ajar.js"], after["ajar.js"])

    def test_what_is_worth_it_is_also_there_compressed(self) -> None:
        long = "".join(f".a{number} {{ color: red; }}\n" for number in range(500))
        (self.sources / "css/base.css").write_text(f"@layer base {{ {long} }}")
        name = self.published()["ajar.css"]

        self.assertTrue((self.root / f"{name}.br").exists())
        self.assertTrue((self.root / f"{name}.gz").exists())

    def test_an_address_is_looked_up_once_and_is_the_published_one(self) -> None:
        paths = self.published()
        (self.root / "staticfiles.json").rename(self.root / "earlier.json")
        # A storage that has yet to read what was published, and one that has.
        late = static.JoinedStaticFilesStorage()
        with self.assertRaises(ValueError):
            late.url("ajar.css")
        (self.root / "earlier.json").rename(self.root / "staticfiles.json")
        storage = static.JoinedStaticFilesStorage()

        self.assertEqual(storage.url("ajar.css"), f"/static/{paths['ajar.css']}")
        storage.hashed_files.clear()
        self.assertEqual(storage.url("ajar.css"), f"/static/{paths['ajar.css']}")
