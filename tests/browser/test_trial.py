"""The table of weights with its trial, and the preview, as an editor meets them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.test_screens import open_all
from tests.browser.walks import open_desk, sign_up
from tests.browser.watch import Watch, assert_accessible, assert_fits

CELL = "select[name='distance me take-it-slow']"
NOUNS = (
    *("sign", "fear", "behaviour", "strategy", "action"),
    *("prompt", "feeling", "leaning", "helpline"),
)
LOOKS = pytest.mark.parametrize(
    ("width", "dark"), [(320, False), (320, True), (1280, False), (1280, True)]
)


@pytest.fixture(scope="module")
def edith(browser: Browser, site: Site) -> StorageState:
    """The cookies of an editor who has opened the desk."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_up(page, "trial")
    site.manage("make_editor", "trial@example.org")
    open_desk(page)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def at_desk(browse: Browse, edith: StorageState) -> Callable[..., Page]:
    """Open a window of the editor: `at_desk("/admin/weights/", width=360)`."""

    def opened(path: str, **look: object) -> Page:
        page = browse(state=edith, **look)
        page.goto(path)
        return page

    return opened


def tick(page: Page) -> None:
    """Tick one sign of one's own."""
    page.locator("input[value='distance:me']").check()


def first_fit(page: Page) -> str:
    """Return the name and the score of what comes first."""
    return page.locator("#trial .fit").first.inner_text().replace("\n", " ")


@LOOKS
def test_the_table_is_for_everyone(at_desk: Callable[..., Page], width: int, dark: bool) -> None:
    page = at_desk("/admin/weights/", width=width, dark=dark)
    tick(page)
    page.locator("input[value='disrespect:them']").check()
    page.locator("#trial .note").wait_for()
    open_all(page)

    assert_fits(page)
    assert_accessible(page)


def test_a_weight_and_a_tick_change_the_trial_in_place_and_save_nothing(
    at_desk: Callable[..., Page],
) -> None:
    page = at_desk("/admin/weights/")
    page.evaluate("window.same = true")

    tick(page)
    expect(page.locator("#trial .fit").first).to_have_text("Take it slow 3.00")
    page.locator(CELL).select_option("0")
    expect(page.locator("#trial .fit").first).to_have_text("Talk about it 2.00")

    expect(page.get_by_role("status")).to_contain_text("Suggested: Talk about it 2.00")
    assert page.evaluate("window.same")
    page.goto("/admin/weights/")
    expect(page.locator(CELL)).to_have_value("3")


def test_the_keyboard_alone_fills_the_table_and_tries_it(at_desk: Callable[..., Page]) -> None:
    page = at_desk("/admin/weights/")

    page.locator("select[name='distance me self-compassion']").focus()
    for number in ("3", "0", "1"):
        page.keyboard.press(number)
        page.keyboard.press("Tab")
    names = ("self-compassion", "take-it-slow", "talk-about-it")
    values = [page.locator(f"select[name='distance me {name}']").input_value() for name in names]
    assert values == ["3", "0", "1"]

    page.locator("input[value='distance:me']").focus()
    page.keyboard.press("Space")
    expect(page.locator("#trial .fit").first).to_have_text("Kindness to yourself 3.25")
    expect(page.locator("input[value='distance:me']")).to_be_focused()


def test_enter_tries_and_never_publishes(at_desk: Callable[..., Page]) -> None:
    page = at_desk("/admin/weights/", scripts=False)

    page.locator(CELL).select_option("1")
    page.locator("input[value='distance:me']").check()
    page.locator("input[name=publish_day]").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#trial .fit").first).to_be_visible()
    page.goto("/admin/weights/history/")
    expect(page.get_by_text("trial@example.org")).to_have_count(0)


def test_it_can_be_tried_without_scripts(at_desk: Callable[..., Page]) -> None:
    page = at_desk("/admin/weights/", scripts=False, width=360)

    tick(page)
    page.locator(CELL).select_option("0")
    page.get_by_role("button", name="Try it").click()

    expect(page.locator("#trial .fit").first).to_have_text("Talk about it 2.00")
    expect(page.locator("input[value='distance:me']")).to_be_checked()
    expect(page.locator(CELL)).to_have_value("0")


def test_a_trial_that_fails_says_so(at_desk: Callable[..., Page], watch: Watch) -> None:
    watch.allow("ERR_FAILED")
    page = at_desk("/admin/weights/")

    page.route("**/admin/weights/", lambda route: route.abort())
    tick(page)

    expect(page.get_by_role("status")).to_contain_text("This could not be tried just now.")


def test_two_editors_meet_and_the_second_decides(
    at_desk: Callable[..., Page], watch: Watch
) -> None:
    watch.allow("409")
    name = "select[name='closed-off them aim-for-balance']"
    first, second = at_desk("/admin/weights/"), at_desk("/admin/weights/")

    first.locator(name).select_option("0")
    first.get_by_role("button", name="Publish now").click()
    expect(first.get_by_text("The weights are published.")).to_be_visible()
    second.locator(name).select_option("3")
    second.get_by_role("button", name="Publish now").click()

    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("This was changed meanwhile")
    expect(alert.locator("del")).to_contain_text("0")
    expect(alert.locator("ins")).to_contain_text("3")
    assert_accessible(second)
    second.get_by_role("button", name="Publish now").click()
    expect(second.get_by_text("The weights are published.")).to_be_visible()
    expect(second.locator(name)).to_have_value("3")


def previewed(page: Page, noun: str) -> Page:
    """Open the first row of a shelf, and look at its form in a new tab."""
    page.goto(f"/admin/guidance/{noun}/")
    page.locator(".lines h2 a").first.click()
    page.wait_for_url("**/change/**")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    opened.value.wait_for_load_state()
    return opened.value


@pytest.mark.parametrize("noun", NOUNS)
def test_a_preview_of_every_kind_is_for_everyone(at_desk: Callable[..., Page], noun: str) -> None:
    for width in (320, 1280):
        page = previewed(at_desk("/admin/", width=width), noun)
        open_all(page)
        assert_fits(page)
        assert_accessible(page)


def test_a_preview_shows_both_lights_whatever_the_screen_is(at_desk: Callable[..., Page]) -> None:
    papers = []
    for dark in (False, True):
        page = previewed(at_desk("/admin/", dark=dark), "prompt")
        for light in ("light", "dark"):
            panel = page.locator(f"[data-light={light}]").first
            papers.append(panel.evaluate("one => getComputedStyle(one).backgroundColor"))

    assert papers == ["rgb(244, 244, 249)", "rgb(19, 20, 42)"] * 2


def test_unsaved_words_are_previewed_without_scripts_and_stay_on_the_form(
    at_desk: Callable[..., Page],
) -> None:
    page = at_desk("/admin/guidance/prompt/", scripts=False)
    page.locator(".lines h2 a").first.click()
    page.fill("[name=question]", "What did the door say?")

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()

    expect(opened.value.locator(".asks").first).to_have_text("What did the door say?")
    expect(page.locator("[name=question]")).to_have_value("What did the door say?")
    page.reload()
    expect(page.locator("[name=question]")).not_to_have_value("What did the door say?")


def test_nothing_of_a_preview_belongs_to_a_form(at_desk: Callable[..., Page]) -> None:
    page = previewed(at_desk("/admin/"), "sign")

    controls = page.locator(".as-shown :is(button, input, select, textarea)")
    assert controls.count() == 4
    assert controls.evaluate_all("all => all.filter((one) => one.form).length") == 0
