"""Walks that many journeys begin with."""

from playwright.sync_api import Page

from tests.base import PASSWORD


def sign_up(page: Page, name: str) -> None:
    """Make the account `<name>@example.org` through the form, and arrive at Today.

    Ticks both boxes that a sign-up asks for: 18 or over, and the consent to storing.
    """
    page.goto("/accounts/signup/")
    page.fill("input[name=email]", f"{name}@example.org")
    page.fill("input[name=password1]", PASSWORD)
    page.check("input[name=adult]")
    page.check("input[name=consent]")
    page.locator("main form button").last.click()
    page.wait_for_url("**/today/")


def sign_in(page: Page, name: str, *, keep: bool = False) -> None:
    """Sign an existing account in through the form, and arrive at Today."""
    page.goto("/accounts/login/")
    if keep:
        page.get_by_label("Keep me signed in").check()
    page.fill("input[name=login]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url("**/today/")
