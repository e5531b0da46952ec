"""Accounts as someone meets them: the two ticks, too many tries, and closing for good."""

import pytest
from playwright.sync_api import expect

from tests.base import PASSWORD
from tests.browser.conftest import Browse
from tests.browser.walks import sign_up
from tests.browser.watch import Watch, assert_accessible, assert_fits


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_an_account_is_closed_and_its_address_no_longer_comes_in(
    browse: Browse, scripts: bool
) -> None:
    page, name = browse(scripts=scripts), f"closing{scripts}".lower()
    sign_up(page, name)
    page.goto("/settings/")
    page.get_by_role("link", name="Close your account").click()

    page.get_by_label("Your password").fill("not my password")
    page.get_by_role("button", name="Erase everything and close").click()
    expect(page.get_by_text("This is not your password. Please try again.")).to_be_visible()

    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Erase everything and close").click()
    page.wait_for_url("**/settings/closed/")
    expect(page.get_by_role("heading", name="Your account is closed.")).to_be_visible()
    assert page.context.cookies() == []

    page.goto("/accounts/login/")
    page.fill("input[name=login]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    expect(page.get_by_text("This address and password do not fit together.")).to_be_visible()


def test_too_many_tries_lead_to_a_calm_pause_with_the_address_kept(
    browse: Browse, watch: Watch
) -> None:
    watch.allow("429")
    page = browse(width=360, dark=True)
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "pause@example.org")
    for _ in range(6):
        page.fill("input[name=password]", "not my password")
        page.locator("main form button").last.click()
        page.wait_for_load_state()

    expect(page.get_by_role("heading", name="A short pause")).to_be_visible()
    expect(page.locator("input[name=login]")).to_have_value("pause@example.org")
    expect(page.locator("input[name=password]")).to_have_value("")
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_screens_of_closing_are_for_everyone(browse: Browse, dark: bool, width: int) -> None:
    page = browse(width=width, dark=dark)
    sign_up(page, f"screens{width}{dark}".lower())
    for path in ("/settings/", "/settings/closing/"):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Erase everything and close").click()
    page.wait_for_url("**/settings/closed/")
    assert_fits(page)
    assert_accessible(page)


def test_a_browser_asks_for_both_ticks_before_it_sends_the_form(browse: Browse) -> None:
    page = browse()
    page.goto("/accounts/signup/")
    page.fill("input[name=email]", "ticks@example.org")
    page.fill("input[name=password1]", PASSWORD)
    for name in ("adult", "consent"):
        page.locator("main form button").last.click()
        missing = page.locator("input:invalid")
        assert missing.first.get_attribute("name") == name
        expect(page.locator("input[name=password1]")).to_have_value(PASSWORD)
        page.check(f"input[name={name}]")

    page.locator("main form button").last.click()
    page.wait_for_url("**/today/")
