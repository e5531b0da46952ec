"""The history of a piece of guidance, for everyone: read word by word, and gone back to."""

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import open_desk, sign_up
from tests.browser.watch import assert_accessible, assert_fits

CHANGES = """
from guidance import versions
from guidance.models import Prompt
from guidance.weight_table import WeightTable
row = Prompt.objects.get(slug="slow-door-ajar")
by = "an.editor.with.a.rather.long.address@example.org"
versions.publish(row, {"question": "What did you see, and what did you hear?", "minutes": 4},
    by=by, based_on=0)
versions.keep_draft(row, {"title": "Something else"}, by=by, based_on=2)
versions.publish(WeightTable(), {"short-replies me take-it-slow": 2}, by=by, based_on=0)
print(row.pk)
"""


@pytest.fixture(scope="module")
def editor(browser: Browser, site: Site) -> StorageState:
    """The cookies of an editor who came to the desk."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_up(page, "historian")
    site.manage("make_editor", "historian@example.org")
    open_desk(page)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def row(site: Site) -> str:
    """A question with three versions; its number."""
    return site.manage("shell", "-c", CHANGES).split()[-1]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_screen_is_for_everyone(
    browse: Browse, editor: StorageState, row: str, width: int, dark: bool
) -> None:
    page = browse(width=width, dark=dark, state=editor)
    history = f"/admin/guidance/prompt/{row}/history/"
    for path in (
        history,
        f"{history}1/",
        f"{history}2/?beside=before",
        f"{history}3/",
        "/admin/weights/history/",
        "/admin/weights/history/2/?beside=before",
    ):
        page.goto(path)
        page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_an_editor_goes_back_by_keyboard(
    browse: Browse, editor: StorageState, site: Site, row: str, scripts: bool
) -> None:
    page = browse(width=360, scripts=scripts, state=editor)
    page.goto(f"/admin/guidance/prompt/{row}/history/")
    latest = page.locator(".past > li").first
    page.get_by_role("link", name="Version 1", exact=True).press("Enter")
    expect(page.locator("del")).not_to_have_count(0)
    struck = page.locator("del").all_inner_texts()
    assert any("see, and what did you hear?" in one for one in struck)

    page.get_by_role("button", name="Go back to this version").press("Enter")

    page.wait_for_url("**/history/")
    expect(page.get_by_text("Readers see it as in version 1 again.")).to_be_visible()
    expect(latest).to_contain_text("Gone back to 1")
    expect(latest).to_contain_text("Readers see this")
    restore(site)


def restore(site: Site) -> None:
    """Publish the second version again, for the next walk."""
    site.manage(
        "shell",
        "-c",
        "from guidance import versions\nfrom guidance.models import Prompt\n"
        "row = Prompt.objects.get(slug='slow-door-ajar')\n"
        "last = versions.newest('prompt', row.slug)\n"
        "versions.go_back(row, 2, by='', based_on=last.number)",
    )
