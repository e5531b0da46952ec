"""Words that are not saved yet: given back after an expired session, guarded before a link."""

import re

import pytest
from playwright.sync_api import Browser, Dialog, Page, StorageState, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import sign_in, sign_up
from tests.browser.watch import Watch

WORDS = "It was a long day, and we did not speak."
KEPT = re.compile(r"/entries/[0-9a-f-]{36}/$")


def begin(page: Page) -> None:
    """On Today, write a line and choose a place under the lanterns."""
    page.fill("textarea[name=text]", WORDS)
    page.locator("label:has(> input[name=closeness_felt][value='3'])").click()


def save(page: Page) -> None:
    """Press Save."""
    page.get_by_role("button", name="Save", exact=True).last.click()


def assert_given_back(page: Page, why: str) -> None:
    """Fail unless the form came back whole, and says so."""
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet.")
    expect(page.get_by_role("alert")).to_contain_text(why)
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    expect(page.locator("input[name=closeness_felt][value='3']")).to_be_checked()


def assert_saves_within_two_presses(page: Page) -> None:
    """Fail unless Save keeps the page at the latest on the second press."""
    save(page)
    page.wait_for_load_state()
    if not KEPT.search(page.url):
        assert_given_back(page, "press Save once more")
        save(page)
    page.wait_for_url(KEPT)
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.get_by_text(WORDS).first).to_be_visible()
    page.goto("/journal/")
    expect(page.get_by_text(WORDS)).to_have_count(1)


def second_tab(page: Page, name: str) -> None:
    """Sign in again in another tab of the same browser."""
    other = page.context.new_page()
    sign_in(other, name)
    other.close()


both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@both_ways
def test_a_session_that_ended_while_writing_loses_no_word(
    browse: Browse, watch: Watch, scripts: bool
) -> None:
    watch.allow("403")
    page = browse(scripts=scripts)
    name = f"expired-{scripts}".lower()
    sign_up(page, name)
    begin(page)
    page.context.clear_cookies()

    save(page)

    assert_given_back(page, "You were signed out while you wrote")
    second_tab(page, name)
    assert_saves_within_two_presses(page)


@both_ways
def test_a_stale_token_costs_one_more_press(browse: Browse, watch: Watch, scripts: bool) -> None:
    watch.allow("403")
    page = browse(scripts=scripts)
    sign_up(page, f"stale-{scripts}".lower())
    begin(page)
    page.context.clear_cookies(name="csrf")

    save(page)

    assert_given_back(page, "press Save once more")
    assert_saves_within_two_presses(page)


@both_ways
def test_another_account_in_between_gets_nothing(
    browse: Browse, watch: Watch, scripts: bool
) -> None:
    watch.allow("403")
    page = browse(scripts=scripts)
    names = [f"{who}-between-{scripts}".lower() for who in ("other", "own")]
    for name in names:
        page.context.clear_cookies()
        sign_up(page, name)
    begin(page)
    page.context.clear_cookies()
    second_tab(page, names[0])

    for _ in range(2):  # the token is told first, where both are wrong
        save(page)
        expect(page.locator("textarea[name=text]")).to_have_value(WORDS)

    assert_given_back(page, "signed in with another account")
    page.context.clear_cookies()
    second_tab(page, names[1])
    assert_saves_within_two_presses(page)
    page.context.clear_cookies()
    sign_in(page, names[0])
    page.goto("/journal/")
    expect(page.get_by_text("Nothing here yet")).to_be_visible()


class Asked:
    """What the browser asked before it left; answered with "stay", or else with "leave"."""

    def __init__(self, page: Page) -> None:
        self.questions: list[str] = []
        self.leaves = False
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.questions.append(dialog.type)
        if self.leaves:
            dialog.accept()
        else:
            dialog.dismiss()


def try_to_leave(page: Page) -> None:
    """Click a link out of the form, and let a question that comes up be answered."""
    page.get_by_role("link", name="Guide", exact=True).first.click(no_wait_after=True)
    page.wait_for_timeout(300)


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> StorageState:
    """The cookies of a writer who is signed in."""
    context = browser.new_context(base_url=site.url)
    sign_up(context.new_page(), "guarded")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def writer(browse: Browse, signed_in: StorageState) -> Page:
    """A window on Today, signed in."""
    page = browse(state=signed_in)
    page.goto("/today/")
    return page


def test_a_link_asks_before_it_drops_words(writer: Page) -> None:
    asked = Asked(writer)
    begin(writer)

    try_to_leave(writer)

    assert asked.questions == ["beforeunload"]
    expect(writer.locator("textarea[name=text]")).to_have_value(WORDS)


def test_a_tick_alone_is_worth_a_question(writer: Page) -> None:
    asked = Asked(writer)
    writer.get_by_text("What I noticed").click()
    writer.get_by_label("I kept away").check()

    try_to_leave(writer)

    assert asked.questions == ["beforeunload"]


def test_a_closed_tab_asks_before_it_drops_words(writer: Page) -> None:
    asked = Asked(writer)
    begin(writer)

    writer.close(run_before_unload=True)
    writer.wait_for_timeout(300)

    assert asked.questions == ["beforeunload"]


def test_nothing_asks_while_nothing_is_entered_or_all_is_taken_back(writer: Page) -> None:
    asked = Asked(writer)
    writer.locator("textarea[name=text]").press_sequentially("No")
    writer.fill("textarea[name=text]", "")

    writer.get_by_role("link", name="Guide", exact=True).first.click()

    writer.wait_for_url("**/guide/")
    assert asked.questions == []


def test_save_and_find_me_a_question_never_ask(writer: Page) -> None:
    asked = Asked(writer)
    begin(writer)

    writer.get_by_role("button", name="Find me a question").click()
    writer.locator(".question textarea").wait_for()
    writer.locator(".question textarea").fill("An answer.")
    writer.locator(".ways button").first.click()
    expect(writer.locator(".question textarea").first).to_have_value("An answer.")
    writer.get_by_role("button", name="Save", exact=True).last.dblclick()

    writer.wait_for_url(KEPT)
    assert asked.questions == []


def test_leave_quickly_never_asks(page: Page, watch: Watch) -> None:
    watch.allow("www.wikipedia.org")
    page.context.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Elsewhere</h1>")
    )
    sign_up(page, "unasked")  # not the shared sign-in: leaving ends it
    asked = Asked(page)
    begin(page)

    page.get_by_role("button", name="Leave quickly").click()

    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    assert asked.questions == []


def test_a_form_that_came_back_unsaved_asks_from_the_start(writer: Page, watch: Watch) -> None:
    watch.allow("403")
    begin(writer)
    writer.context.clear_cookies(name="csrf")
    save(writer)
    assert_given_back(writer, "press Save once more")
    asked = Asked(writer)

    # A browser asks only those who have touched the page.
    writer.locator("h1").click()
    try_to_leave(writer)

    assert asked.questions == ["beforeunload"]


def test_a_question_to_an_empty_page_leaves_nothing_to_ask_about(writer: Page) -> None:
    asked = Asked(writer)
    writer.get_by_role("button", name="Find me a question").click()
    writer.locator(".question textarea").wait_for()

    writer.get_by_role("link", name="Guide", exact=True).first.click()

    writer.wait_for_url("**/guide/")
    assert asked.questions == []


def test_words_that_the_browser_brings_back_are_guarded_too(writer: Page) -> None:
    asked = Asked(writer)
    begin(writer)
    asked.leaves = True
    writer.get_by_role("link", name="Guide", exact=True).first.click()
    writer.wait_for_url("**/guide/")
    asked.leaves = False

    writer.evaluate("setTimeout(() => history.back())")
    writer.wait_for_url("**/today/")
    expect(writer.locator("textarea[name=text]")).to_have_value(WORDS)
    writer.locator("h1").click()
    try_to_leave(writer)

    assert asked.questions == ["beforeunload", "beforeunload"]
    expect(writer.locator("textarea[name=text]")).to_have_value(WORDS)


def test_the_guard_is_awake_again_after_a_save_that_was_stopped(writer: Page) -> None:
    asked = Asked(writer)
    begin(writer)
    # The server does not answer; the writer loses patience and stops the page.
    writer.route("**/today/", lambda route: route.abort("aborted"))
    save(writer)
    writer.wait_for_timeout(1200)

    try_to_leave(writer)

    assert asked.questions == ["beforeunload"]
    expect(writer.locator("textarea[name=text]")).to_have_value(WORDS)
