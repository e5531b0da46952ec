"""The main job, as a stranger does it: sign up, write a guided page, find it again, change it."""

import base64
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import open_desk, sign_in, sign_up
from tests.browser.watch import Watch

CANARY = "Quokkafern"


def name_of(*parts: object) -> str:
    """Return a name for an account of this test alone."""
    return "-".join(str(part) for part in parts).lower()


def place(page: Page, value: str) -> Locator:
    """Return one of the places under the lanterns; "" is Skip."""
    return page.locator(f"label:has(> input[name=closeness_felt][value='{value}'])")


def named(page: Page, value: str) -> bool:
    """Whether the name of the place stands under the lanterns for all to see."""
    box = place(page, value).locator("b").bounding_box()
    return box is not None and box["height"] > 1


def write_a_page(page: Page, words: str) -> None:
    """Write a guided page from Today, with everything on it, and arrive at the saved page."""
    page.goto("/today/")
    page.select_option("select[name=person]", "new")
    page.fill("input[name=new_person]", f"Sam {words}")
    place(page, "3").click()
    page.get_by_text("What I noticed").click()
    page.get_by_label("I kept away").check()
    page.get_by_label("They reached out").check()
    page.get_by_text("What might be underneath, in me").click()
    page.get_by_label("Fear of closeness").check()
    page.get_by_role("button", name="Find me a question").click()
    expect(page.get_by_text("Suggested because you noticed More distance")).to_be_visible()
    page.locator(".question textarea").fill(f"Answer {words}")
    page.get_by_text("Anything else").click()
    page.fill("textarea[name=text]", f"Text {words}")
    page.get_by_text("One small step").click()
    page.fill("textarea[name=step_when]", f"When {words}")
    page.fill("textarea[name=step_will]", f"Will {words}")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("status")).to_have_text("Saved.")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_write_find_change_delete_and_bring_back(browse: Browse, scripts: bool, width: int) -> None:
    page = browse(scripts=scripts, width=width)
    sign_up(page, name_of("writer", scripts, width))
    write_a_page(page, "about the dishes")
    for shown in ("Answer about", "Text about", "When about", "Will about", "A bit far"):
        expect(page.get_by_text(shown).first).to_be_visible()

    page.get_by_role("link", name="Journal", exact=True).click()
    page.get_by_role("link", name="Answer about the dishes").click()
    page.get_by_role("link", name="Change this page").click()
    expect(page.locator("textarea[name=text]")).to_have_value("Text about the dishes")
    page.fill("textarea[name=text]", "Changed my mind.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Changed my mind.")).to_be_visible()

    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("This page is in the bin")).to_be_visible()
    page.get_by_role("link", name="Journal", exact=True).click()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    page.get_by_role("link", name="Deleted pages").click()
    page.get_by_role("link", name="Answer about the dishes").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("link", name="Change this page")).to_be_visible()


def test_an_editor_rewords_a_prompt_and_a_page_keeps_its_wording(
    browse: Browse, site: Site
) -> None:
    page = browse()
    sign_up(page, "wordsmith")
    write_a_page(page, "before")
    written = page.url
    asked = page.locator("h2.asks").inner_text()
    site.manage("make_editor", "wordsmith@example.org")

    open_desk(page)
    page.get_by_role("link", name="Prompts").first.click()
    page.fill("#searchbar", asked[:40])
    page.keyboard.press("Enter")
    page.locator(".lines a").first.click()
    page.fill("[name=question]", "What changed when nobody was looking?")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published. Readers see it now.")).to_be_visible()

    page.goto(written)
    expect(page.locator("h2.asks")).to_have_text(asked)
    other = browse()
    sign_up(other, "newcomer")
    other.goto("/today/")
    other.get_by_text("What I noticed").click()
    other.get_by_label("I kept away").check()
    other.get_by_label("They reached out").check()
    other.get_by_text("What might be underneath, in me").click()
    other.get_by_label("Fear of closeness").check()
    other.get_by_role("button", name="Find me a question").click()
    expect(other.locator("label.asks")).to_have_text("What changed when nobody was looking?")


def test_an_editor_sees_nothing_of_a_journal(browse: Browse, site: Site) -> None:
    page = browse()
    sign_up(page, "curious")
    write_a_page(page, CANARY)
    site.manage("make_editor", "curious@example.org")

    open_desk(page)

    for word in ("Entries", "Journals", "People", "Steps", "Accounts"):
        expect(page.get_by_role("link", name=word, exact=True)).to_have_count(0)


def test_no_word_is_in_the_database_the_log_or_an_address(page: Page, site: Site) -> None:
    sign_up(page, "keeper")
    write_a_page(page, CANARY)
    addresses = [page.url]
    page.goto("/journal/")
    addresses.append(page.url)

    raw = CANARY.encode()
    # Base64 reads three bytes at a time, so a word has three spellings in it.
    spellings = [raw, raw.hex().encode()]
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + raw)
        spellings.append(coded[4 if shift else 0 : -4])
    kept = b"".join(found.read_bytes() for found in sorted(site.data.rglob("*")) if found.is_file())
    assert b"keeper@example.org" in kept, "looked in the wrong place"
    assert [spelling for spelling in spellings if spelling.lower() in kept.lower()] == []
    assert [address for address in addresses if CANARY in address] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_leave_quickly_ends_the_session_and_goes_elsewhere(
    browse: Browse, watch: Watch, scripts: bool
) -> None:
    watch.allow("www.wikipedia.org")
    page = browse(scripts=scripts)
    page.context.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Elsewhere</h1>")
    )
    sign_up(page, name_of("leaver", scripts))
    page.fill("textarea[name=text]", "Half a sentence")

    page.get_by_role("button", name="Leave quickly").click()

    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    page.goto("/today/")
    assert page.url.endswith("/accounts/login/?next=/today/")


def test_the_lanterns_follow_the_ticked_place_without_script(browse: Browse) -> None:
    page = browse(scripts=False)
    page.emulate_media(reduced_motion="reduce")
    sign_up(page, "lantern")
    moved = []
    for value in ("1", "7"):
        place(page, value).click()
        box = page.locator(".lanterns").first.locator(".me .body").bounding_box()
        assert box
        moved.append(box["x"])
        assert named(page, value)

    # Far apart and then near: my lantern went toward the middle.
    assert moved[1] - moved[0] > 50
    place(page, "").click()
    assert not named(page, "7")


def test_two_windows_on_one_page_lose_no_text(browse: Browse, watch: Watch) -> None:
    watch.allow("409")
    page = browse()
    sign_up(page, "twofold")
    write_a_page(page, "at first")
    address = f"{page.url}edit/"
    desk, phone = page, page.context.new_page()
    for window in (desk, phone):
        window.goto(address)
    phone.fill("textarea[name=text]", "From the phone")
    phone.get_by_role("button", name="Save", exact=True).last.click()
    expect(phone.get_by_text("From the phone")).to_be_visible()

    desk.fill("textarea[name=text]", "From the desk")
    desk.get_by_role("button", name="Save", exact=True).last.click()

    expect(desk.get_by_text("This page was changed somewhere else")).to_be_visible()
    expect(desk.get_by_text("From the phone")).to_be_visible()
    expect(desk.locator("textarea[name=text]")).to_have_value("From the desk")


def test_the_whole_way_by_keyboard(page: Page) -> None:
    sign_up(page, "keys")

    def to(selector: str) -> None:
        for _ in range(60):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    to("input[name=closeness_felt]")
    page.keyboard.press("ArrowRight")
    to("textarea[name=text]")
    page.keyboard.type("By keyboard alone.")
    to("details.fold > summary")
    page.keyboard.press("Enter")
    to("input[value='distance:me']")
    page.keyboard.press("Space")
    to(".savebar button:not(.quiet)")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/entries/"))
    expect(page.get_by_text("By keyboard alone.")).to_be_visible()
    expect(page.get_by_text("More distance: I kept away")).to_be_visible()


def test_keep_me_signed_in_outlives_the_browser(browse: Browse) -> None:
    page = browse()
    sign_up(page, "stayer")
    page.context.clear_cookies()
    sign_in(page, "stayer", keep=True)

    (session,) = [one for one in page.context.cookies() if one["name"] == "session"]

    assert session["expires"] > 0


def test_a_sign_in_ends_with_the_browser(browse: Browse) -> None:
    page = browse()
    sign_up(page, "goer")
    page.context.clear_cookies()
    sign_in(page, "goer")

    (session,) = [one for one in page.context.cookies() if one["name"] == "session"]

    assert session["expires"] == -1


def test_sign_up_fills_in_the_time_zone(page: Page) -> None:
    sign_up(page, "londoner")

    page.goto("/settings/")

    expect(page.locator("select[name=time_zone]")).to_have_value("Europe/London")
