"""A guidance of nothing but hostile strings, met in a real browser: nothing of it is alive."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.conftest import Browse
from tests.browser.server import Site, serve
from tests.browser.walks import open_desk, sign_up
from tests.browser.watch import Watch, assert_fits
from tests.detectors.hostile import COUNT, hostile_file

CHECKED = """
from django.utils import timezone
from guidance.models import HelpLine
print(HelpLine.objects.all().verify(timezone.localdate(), "Edith"), HelpLine.objects.publish())
"""
ALIVE = """() => [
  ...document.querySelectorAll("*"),
].filter(one => one.localName.startsWith("zq") || [...one.attributes].some(
  a => a.name.includes("zq") || a.name.startsWith("on") || (a.name === "style" && a.value)
)).map(one => one.outerHTML.slice(0, 120))"""
NOUNS = (
    *("sign", "fear", "behaviour", "strategy", "action"),
    *("prompt", "feeling", "leaning", "helpline"),
)


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server of its own, whose guidance is hostile throughout."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "hostile.json"
    file.write_bytes(hostile_file())
    with serve(folder) as running:
        running.manage("load_guidance", "--file", str(file), "--only")
        running.manage("shell", "-c", CHECKED)
        yield running


class Walker:
    """A window that nothing hostile may move."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialogs: list[str] = []
        page.set_default_timeout(60_000)  # A file that changes 450 rows takes its time.
        page.on("dialog", self._asked)

    def _asked(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def look(self, address: str = "") -> None:
        """Go there, open what folds, and see that nothing of it is alive."""
        if address:
            self.page.goto(address)
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert self.page.evaluate(ALIVE) == [], self.page.url
        assert self.dialogs == [], self.page.url
        assert len(self.page.context.pages) == 1

    def press(self, name: str) -> None:
        """Press the first button of that name, and look."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()
        self.look()


def test_readers_and_writers_meet_text(browse: Browse, watch: Watch) -> None:
    page = browse(width=360)
    walker = Walker(page)
    walker.look("/guide/")
    assert page.get_by_text("<script zq>alert(1)</script>").count() > 0
    assert_fits(page)
    links = page.locator("main a[href^='/guide/']")
    codes = links.evaluate_all("found => found.map(one => one.getAttribute('href'))")
    assert len(codes) == 4 * COUNT
    for code in codes[::9]:
        walker.look(code)
        assert_fits(page)
    walker.look("/help/")
    assert_fits(page)
    sign_up(page, "hostile")
    walker.look("/today/")
    assert_fits(page)
    for row in ("sign-0:me", "sign-2:them"):
        page.locator(f"input[value='{row}']").check(force=True)
    page.fill("textarea[name=text]", "A line.")
    page.locator("button[name=find]").first.click()
    page.locator("[name='answer-0-text']").wait_for()
    walker.look()
    page.fill("[name='answer-0-text']", "An answer.")
    page.get_by_role("button", name="Save").last.click()
    page.wait_for_url("**/entries/*/")
    walker.look()
    assert_fits(page)
    for address in ("/journal/", "/patterns/", "/steps/"):
        walker.look(address)
        assert_fits(page)


def test_editors_meet_text(browse: Browse, site: Site, watch: Watch, tmp_path: Path) -> None:
    page = browse()
    walker = Walker(page)
    sign_up(page, "editor")
    site.manage("make_editor", "editor@example.org")
    open_desk(page)
    walker.look("/admin/")
    for noun in NOUNS:
        walker.look(f"/admin/guidance/{noun}/?q=zq")
        page.locator(".lines h2 a").nth(3).click()
        page.wait_for_url(re.compile("/change/"))
        walker.look()
        own = page.url.partition("change/")[0]
        walker.look(f"{own}history/")
        walker.look(f"{own}history/1/")
        walker.look(f"/admin/preview/{noun}/?row={own.strip('/').rpartition('/')[2]}")
        walker.look(f"/admin/guidance/{noun}/order/")
    file = tmp_path / "other.json"
    file.write_bytes(hostile_file(turn=11))
    page.goto("/admin/in/")
    page.set_input_files("#file", str(file))
    walker.press("See what would change")
    walker.press("Bring it in")
    page.wait_for_url("**/admin/")
    walker.look("/admin/?q=zq")
    site.manage(
        "shell",
        "-c",
        "from guidance.models import Strategy as S; S.objects.filter(order__gt=4).retire()",
    )
    walker.look("/admin/weights/")
    page.set_viewport_size({"width": 360, "height": 700})
    for address in ("/admin/", "/admin/guidance/prompt/?q=zq", "/admin/guidance/fear/50/change/"):
        walker.look(address)
        assert_fits(page)
