"""Leave quickly in a real browser: hidden at once, nothing on Back, the words kept."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import sign_in, sign_up
from tests.browser.watch import Watch, assert_accessible, assert_fits

WORDS = "Half a sentence that"
both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
# Says how long after the press the screen was hidden, in milliseconds, and what still showed.
STOPWATCH = """
new MutationObserver(() => {
  const shown = document.body.getClientRects().length
  console.log("hidden", document.title, shown, performance.now() - window.pressed)
}).observe(document.documentElement, { attributes: true })
for (const kind of ["pointerup", "keyup"])
  addEventListener(kind, () => { window.pressed = performance.now() }, true)
"""


@pytest.fixture(autouse=True)
def elsewhere(watch: Watch) -> None:
    """The neutral place is another host, and does not exist here."""
    watch.allow("www.wikipedia.org")


def with_elsewhere(page: Page) -> Page:
    """Let a neutral place be there."""
    page.context.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Elsewhere</h1>")
    )
    return page


def named(name: str, scripts: bool) -> str:
    """Return the name of an account of its own for each way."""
    return f"{name}-{scripts}".lower()


def leave(page: Page) -> None:
    """Press the button, and arrive."""
    page.get_by_role("button", name="Leave quickly").click()
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()


def text_of(page: Page) -> str:
    """Return all that a window shows or holds."""
    return page.content()


@both_ways
def test_what_was_being_written_is_there_after_signing_in_again(
    browse: Browse, scripts: bool
) -> None:
    page = with_elsewhere(browse(scripts=scripts, width=360, height=640))
    name = named("kept", scripts)
    sign_up(page, name)
    page.fill("textarea[name=text]", WORDS)
    page.get_by_text("What I noticed").click()
    page.get_by_label("I kept away").check()
    leave(page)

    sign_in(page, name)
    expect(page.get_by_text("We kept the words you had not saved when you left.")).to_be_visible()
    assert WORDS not in text_of(page)
    assert_fits(page)
    if scripts:
        assert_accessible(page)
    page.get_by_role("link", name="Open them").click()

    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(page.get_by_label("I kept away")).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url("**/entries/*/")
    page.goto("/today/")
    expect(page.get_by_text("when you left")).to_have_count(0)


def test_what_was_kept_can_be_dropped(page: Page) -> None:
    sign_up(with_elsewhere(page), "dropper")
    page.fill("textarea[name=text]", WORDS)
    leave(page)
    sign_in(page, "dropper")

    page.get_by_role("link", name="Drop them").click()
    assert_accessible(page)
    page.get_by_role("button", name="Drop them").click()

    expect(page.get_by_text("Those words are gone.")).to_be_visible()
    expect(page.get_by_text("when you left")).to_have_count(0)


def test_enter_in_a_line_saves_and_does_not_leave(page: Page) -> None:
    sign_up(with_elsewhere(page), "enterer")
    page.get_by_text("Add a title").click()
    page.fill("input[name=title]", WORDS)

    page.press("input[name=title]", "Enter")

    page.wait_for_url("**/entries/*/")


def hidden_after(page: Page, press: Callable[[], Any]) -> float:
    """Do what leaves, and return how soon all was hidden."""
    with_elsewhere(page).evaluate(STOPWATCH)
    with page.expect_console_message(lambda one: one.text.startswith("hidden")) as said:
        press()
    what, _, milliseconds = said.value.text.rpartition(" ")
    assert what == "hidden One moment 0"
    return float(milliseconds)


def thrice(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def test_the_button_hides_the_content_within_100_milliseconds(page: Page) -> None:
    sign_up(page, "presser")
    page.fill("textarea[name=text]", WORDS)
    button = page.get_by_role("button", name="Leave quickly")

    assert hidden_after(page, button.click) < 100


def test_shift_three_times_hides_it_as_soon(page: Page) -> None:
    sign_up(page, "shifter")
    page.goto("/guide/")

    assert hidden_after(page, lambda: thrice(page)) < 100


def test_shift_three_times_leaves_and_keeps_the_words(page: Page) -> None:
    sign_up(with_elsewhere(page), "thrice")
    page.locator("textarea[name=text]").press_sequentially(WORDS)

    thrice(page)

    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    sign_in(page, "thrice")
    page.get_by_role("link", name="Open them").click()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)


def test_shift_leaves_a_visitor_too(page: Page) -> None:
    with_elsewhere(page).goto("/accounts/login/")

    thrice(page)

    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()


def test_typing_capitals_or_pausing_leaves_nothing(page: Page) -> None:
    sign_up(page, "typist")
    area = page.locator("textarea[name=text]")
    area.click()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(2):
        page.keyboard.press("Shift")
    page.keyboard.type("x")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift+ArrowLeft")
    for _ in range(2):
        page.keyboard.press("Shift")
    page.wait_for_timeout(1600)
    page.keyboard.press("Shift")
    page.wait_for_timeout(200)

    expect(area).to_be_visible()
    expect(area).to_have_value("ABCDEx")


@both_ways
def test_back_shows_nothing(browse: Browse, scripts: bool) -> None:
    page = with_elsewhere(browse(scripts=scripts))
    sign_up(page, named("back", scripts))
    page.goto("/journal/")
    page.goto("/today/")
    page.fill("textarea[name=text]", WORDS)
    leave(page)

    for _ in range(3):
        page.go_back()
        page.wait_for_timeout(300)
        assert WORDS not in text_of(page)
        assert "Settings" not in text_of(page), page.url


@both_ways
def test_a_form_that_was_sent_is_not_shown_to_who_sends_it_again(
    browse: Browse, watch: Watch, scripts: bool
) -> None:
    page = with_elsewhere(browse(scripts=scripts))
    sign_up(page, named("again", scripts))
    page.fill("textarea[name=text]", WORDS)
    page.get_by_role("button", name="Find me a question").click()
    expect(page.locator(".question textarea").first).to_be_visible()
    leave(page)

    page.go_back()
    page.wait_for_timeout(500)
    assert WORDS not in text_of(page)
    page.reload()

    assert WORDS not in text_of(page)
    assert "/accounts/login/" in page.url


@pytest.fixture
def remembering(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: Site
) -> Iterator[Page]:
    """A window of a browser that keeps even `no-store` pages in memory, as newer ones do."""
    keeps = "CacheControlNoStoreEnterBackForwardCache:level/restore-unless-http-only-cookie-change"
    own = browser_type.launch(
        **browser_type_launch_args
        | {
            "args": [
                *browser_type_launch_args["args"],
                f"--enable-features=BackForwardCache,{keeps}",
            ]
        },
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield own.new_context(base_url=site.url).new_page()
    own.close()


def test_back_from_the_browsers_memory_shows_nothing(remembering: Page, site: Site) -> None:
    site.forget_tries()
    page = with_elsewhere(remembering)
    page.add_init_script(
        "addEventListener('pageshow', (event) => console.log('memory', event.persisted))"
    )
    shown: list[str] = []
    page.on("console", lambda message: shown.append(message.text))
    go_back = "setTimeout(() => history.back())"
    sign_up(page, "memory")
    page.goto("/journal/")
    page.goto("/help/")
    page.evaluate(go_back)
    page.wait_for_url("**/journal/", wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "memory true" in shown, "This browser keeps nothing, so the test tells nothing."
    page.goto("/today/")
    page.fill("textarea[name=text]", WORDS)
    leave(page)
    shown.clear()

    for address in ("/today/", "/journal/"):
        page.evaluate(go_back)
        page.wait_for_url(f"**/accounts/login/?next={address}")
        assert WORDS not in text_of(page)
    assert "memory true" not in shown


def test_a_page_that_comes_back_from_memory_is_hidden_and_asked_for_anew(page: Page) -> None:
    """Whatever the browser decides to keep: this is what it tells the page when it comes back."""
    sign_up(page, "revenant")
    page.goto("/guide/")
    page.evaluate("sessionStorage.setItem('left', '')")
    with page.expect_navigation():
        hidden = page.evaluate(
            """() => {
              dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))
              return getComputedStyle(document.documentElement).display
            }"""
        )
    assert hidden == "none"
    # Still signed in, so that it is shown again, and the next time from memory too.
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('left')") is None
