"""Help lines from both ends: an editor compares one with its source, and a visitor finds it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import open_desk, sign_up
from tests.browser.watch import assert_accessible, assert_fits

LINES = "/admin/guidance/helpline"
LOOKS = pytest.mark.parametrize(
    ("width", "dark"), [(320, False), (320, True), (1280, False), (1280, True)]
)


@pytest.fixture(scope="module")
def checker(browser: Browser, site: Site) -> StorageState:
    """The cookies of an editor at the desk."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_up(page, "checker")
    site.manage("make_editor", "checker@example.org")
    open_desk(page)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def at_desk(browse: Browse, checker: StorageState) -> Callable[..., Page]:
    """Open a window of the editor: `at_desk(LINES, width=360)`."""

    def opened(path: str, **look: object) -> Page:
        page = browse(state=checker, **look)
        page.goto(path)
        return page

    return opened


@LOOKS
def test_the_check_and_what_it_refuses_are_for_everyone(
    at_desk: Callable[..., Page], width: int, dark: bool
) -> None:
    page = at_desk(f"{LINES}/2/check/", width=width, dark=dark)
    assert_accessible(page)
    assert_fits(page)

    page.fill("[name=source_url]", "")
    page.fill("[name=checked_on]", "2999-01-01")
    page.get_by_role("button", name="It is all right").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("That day has not come yet.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


@LOOKS
def test_a_note_beside_a_field_is_for_everyone(
    at_desk: Callable[..., Page], width: int, dark: bool
) -> None:
    page = at_desk("/admin/guidance/prompt/5/change/", width=width, dark=dark)
    page.fill("[name=question]", "Why did you always leave?")

    page.get_by_role("button", name="Publish now").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("There are 2 notes for you below.")
    field = page.get_by_role("textbox", name="Question")
    expect(field).to_have_accessible_description(
        "Up to 160 letters, short everyday words. Ask what, when or how."
        " “Why” can sound like blame. Asking what, when or how is gentler."
        " “Always” is seldom true of people. “Often” or “seldom” may be fairer."
    )
    assert_accessible(page)
    assert_fits(page)


def test_a_line_is_checked_published_and_found_without_a_script(
    at_desk: Callable[..., Page], browse: Browse
) -> None:
    page = at_desk(f"{LINES}/", width=360, scripts=False)
    page.get_by_role("link", name="1737, need to talk?").click()
    page.get_by_role("link", name="Check it").click()
    page.get_by_role("button", name="It is all right").click()
    expect(page.get_by_role("status")).to_contain_text("Now a second person can look at")

    page.get_by_role("link", name="1737, need to talk?").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a note for you below.")
    expect(page.get_by_text("You checked this line yourself")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("status")).to_contain_text("Published.")

    visitor = browse()
    visitor.goto("/help/")
    expect(visitor.get_by_role("heading", name="1737, need to talk?")).to_be_visible()

    page.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("status")).to_contain_text("retired")
    visitor.reload()
    expect(visitor.get_by_role("heading", name="1737, need to talk?")).to_be_hidden()
