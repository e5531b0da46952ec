"""Walks that many journeys begin with."""

from playwright.sync_api import Page

from tests.base import PASSWORD, code_now


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


def set_up_second_factor(page: Page) -> str:
    """Set an app up for who is signed in, see the spare codes, and return the app's secret."""
    page.goto("/accounts/2fa/totp/activate/")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.fill("input[name=code]", code_now(secret))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    return secret


def open_desk(page: Page) -> str:
    """Come to the desk as someone who was just made editor. Return the secret of their app."""
    secret = set_up_second_factor(page)
    page.get_by_role("link", name="Go to the desk").click()
    page.wait_for_url("**/admin/")
    return secret
