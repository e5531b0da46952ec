"""The second factor as someone meets it: setting it up, coming in with it, on any screen."""

import base64
import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.base import PASSWORD, code_now
from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import open_desk, set_up_second_factor, sign_up
from tests.browser.watch import assert_accessible, assert_fits

INDEX, SPARE = "/accounts/2fa/", "/accounts/2fa/recovery-codes/"


def knock(page: Page, name: str) -> None:
    """Give address and password, and arrive where the code is asked for."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url("**/accounts/2fa/authenticate/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_an_editor_sets_it_up_by_keyboard_and_comes_to_the_desk(
    browse: Browse, site: Site, scripts: bool
) -> None:
    page, name = browse(width=360, scripts=scripts), f"newdesk{scripts}".lower()
    sign_up(page, name)
    assert "The desk asks for a code" in site.manage("make_editor", f"{name}@example.org")

    page.goto("/admin/")
    expect(page.get_by_text("The editor’s desk opens once this is set up.")).to_be_visible()
    page.get_by_role("link", name="Set it up").press("Enter")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code does not fit.")).to_be_visible()
    page.get_by_label("Code from the app").fill(code_now(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SPARE}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save them as a file").click()
    assert download.value.suggested_filename == "spare-codes.txt"
    page.get_by_role("link", name="I have them. Go to the desk").press("Enter")
    page.wait_for_url("**/admin/")

    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    knock(page, name)
    page.get_by_label("Code").fill(code_now(secret, steps=1))
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    page.goto("/admin/")
    expect(page).to_have_url(re.compile(r"/admin/$"))


def test_a_lost_phone_is_no_lost_journal(browse: Browse, site: Site) -> None:
    page = browse()
    sign_up(page, "lostphone")
    open_editor = site.manage("make_editor", "lostphone@example.org")
    assert open_editor
    open_desk(page)

    said = site.manage("remove_second_factor", "lostphone@example.org")

    assert "signs in with the password alone" in said
    page.goto("/today/")
    page.wait_for_url("**/accounts/login/**")
    page.fill("input[name=login]", "lostphone@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url("**/today/")
    page.goto("/admin/")
    page.wait_for_url(f"**{INDEX}")


def test_the_picture_is_dark_on_white_by_night_too(browse: Browse) -> None:
    page = browse(dark=True)
    sign_up(page, "scanner")
    page.goto("/accounts/2fa/totp/activate/")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()

    picture = page.get_by_role("img", name="A square pattern")
    expect(picture).to_be_visible()
    drawn = (picture.get_attribute("src") or "").partition("base64,")[2]
    fills = {one.get("fill") for one in ElementTree.fromstring(base64.b64decode(drawn)).iter()}  # noqa: S314 - our own picture
    assert {"white", "#000000"} <= fills


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_screen_is_for_everyone(browse: Browse, site: Site, dark: bool, width: int) -> None:
    page, name = browse(width=width, dark=dark), f"everyone{dark}{width}".lower()
    sign_up(page, name)
    site.manage("make_editor", f"{name}@example.org")

    def look() -> None:
        assert_fits(page)
        assert_accessible(page)

    page.goto(INDEX)
    look()
    page.get_by_role("link", name="Set it up").click()
    look()
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    look()
    secret = page.locator("main code").inner_text().replace(" ", "")
    page.fill("input[name=code]", code_now(secret))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url(f"**{SPARE}")
    look()
    for address in (INDEX, f"{SPARE}generate/", "/accounts/2fa/totp/deactivate/"):
        page.goto(address)
        look()
    page.goto("/accounts/2fa/reauthenticate/?next=/admin/")
    look()
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    knock(page, name)
    look()


def test_a_writer_turns_it_on_and_off(page: Page) -> None:
    sign_up(page, "onandoff")
    page.goto("/settings/")
    page.get_by_role("link", name="A code when you sign in").click()
    secret = set_up_second_factor(page)
    assert len(secret) == 32
    page.get_by_role("link", name="I have them").click()
    page.wait_for_url("**/settings/")

    page.goto(INDEX)
    page.get_by_role("link", name="Take the code away").click()
    page.get_by_role("button", name="Take it away").click()

    expect(page.get_by_text("Signing in takes no code any more.")).to_be_visible()
    expect(page.get_by_role("link", name="Set it up")).to_be_visible()
