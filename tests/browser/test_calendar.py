"""Wandering: through the calendar with keys alone, a star, a kept line, and paper."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import sign_up
from tests.browser.watch import assert_accessible, assert_fits

PAGES = """
from datetime import date
from accounts.models import User
from journal.models import Journal
from journal.page import Answer
from tests.journal.factories import make_entry
journal = Journal.objects.of(User.objects.get(email="{name}@example.org"))
answer = Answer(prompt="x", strategy=None, phase="notice", question="What was it?", text="Soup.")
make_entry(journal, about_on=date(2025, 3, 5), title="The soup", text="We ate.", answers=(answer,))
make_entry(journal, about_on=date(2025, 3, 5), title="The bread")
make_entry(journal, about_on=date(2025, 3, 9), title="The cake")
"""


def with_pages(page: Page, site: Site) -> None:
    """Sign up as someone with three pages in March 2025."""
    name = f"calendar-{uuid.uuid4().hex[:8]}"
    sign_up(page, name)
    site.manage("shell", "-c", PAGES.format(name=name))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_year_month_and_day_fit_and_are_walked_by_keys(
    browse: Browse, site: Site, width: int, dark: bool
) -> None:
    page = browse(width=width, dark=dark)
    with_pages(page, site)
    page.goto("/journal/2025/")
    assert_fits(page)
    assert_accessible(page)

    page.get_by_role("link", name="March").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/journal/2025/3/")
    assert_fits(page)
    assert_accessible(page)
    day = page.get_by_role("link", name="5 March, 2 pages")
    page.get_by_role("link", name="April 2025").focus()
    page.keyboard.press("Tab")
    expect(day).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="9 March, 1 page")).to_be_focused()
    day.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/journal/2025/3/5/")

    expect(page.locator(".entry-line h3")).to_have_text(["The bread", "The soup"])
    assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_star_and_a_line_are_kept(browse: Browse, site: Site, scripts: bool) -> None:
    page = browse(scripts=scripts, width=360)
    with_pages(page, site)
    page.goto("/journal/2025/3/5/")
    page.get_by_role("link", name="The soup").click()
    page.wait_for_url(re.compile(r"/entries/[-0-9a-f]{36}/$"))
    page.get_by_role("button", name="Star this page").click()
    expect(page.get_by_role("button", name="Take the star away")).to_be_visible()

    page.get_by_role("link", name="Keep a line").click()
    if scripts:
        assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="We ate.").click()
    expect(page.locator("blockquote")).to_have_text("We ate.")
    page.goto("/journal/kept/")

    expect(page.locator("blockquote")).to_have_text("We ate.")
    expect(page.get_by_role("link", name="Wednesday 5 March 2025")).to_be_visible()
    assert_fits(page)


def test_a_month_on_paper_has_days_and_questions_and_nothing_to_press(
    browse: Browse, site: Site
) -> None:
    page = browse(dark=True)
    with_pages(page, site)
    page.goto("/journal/2025/3/pages/")
    page.emulate_media(media="print")

    for words in ("Wednesday 5 March 2025", "What was it?", "Soup.", "Sunday 9 March 2025"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.locator(".masthead")).to_be_hidden()
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(255, 255, 255)"
