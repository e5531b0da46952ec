"""The desk as an editor meets it: in every light and width, by keyboard, and one whole walk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Dialog, Page, StorageState, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.test_journey import write_a_page
from tests.browser.test_screens import open_all
from tests.browser.walks import open_desk, sign_up
from tests.browser.watch import Watch, assert_accessible, assert_fits

LOOKS = pytest.mark.parametrize(
    ("width", "dark"), [(320, False), (320, True), (1280, False), (1280, True)]
)
NOUNS = ("sign", "fear", "behaviour", "strategy", "action", "prompt", "feeling", "leaning")
DESK = "/admin/guidance"
OVER = """
from django.utils import timezone
from guidance.models import Version
print(Version.objects.waiting().exclude(publish_at=None).update(publish_at=timezone.now()))
"""
"""Lets the day come for whatever waits for one."""


@pytest.fixture(scope="module")
def edith(browser: Browser, site: Site) -> StorageState:
    """The cookies of an editor at the desk, who has a draft, a date and something retired."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_up(page, "desk")
    site.manage("make_editor", "desk@example.org")
    open_desk(page)
    for place, button in ((0, "Save as draft"), (1, "Publish on that day"), (2, "Retire")):
        page.goto(f"{DESK}/behaviour/")
        page.locator(".lines a").nth(place).click()
        page.fill("[name=description]", f"Reworded at the desk, {place}.")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("status")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def at_desk(browse: Browse, edith: StorageState) -> Callable[..., Page]:
    """Open a window of the editor: `at_desk("/admin/", width=360)`."""

    def opened(path: str, **look: object) -> Page:
        page = browse(state=edith, **look)
        page.goto(path)
        return page

    return opened


@LOOKS
def test_every_screen_is_for_everyone(at_desk: Callable[..., Page], width: int, dark: bool) -> None:
    page = at_desk("/admin/", width=width, dark=dark)
    nouns = (*NOUNS, "helpline") if (width == 320) == dark else ("prompt", "behaviour")
    screens = [
        "/admin/",
        "/admin/?q=door",
        *(f"{DESK}/{noun}/" for noun in nouns),
        *(f"{DESK}/{noun}/1/change/" for noun in nouns),
        f"{DESK}/prompt/add/",
        f"{DESK}/prompt/order/",
        f"{DESK}/prompt/?q=nothing+is+like+this",
    ]
    for screen in screens:
        page.goto(screen)
        open_all(page)
        assert_accessible(page)
        assert_fits(page)


@LOOKS
def test_what_is_refused_and_what_is_stale_is_for_everyone(
    at_desk: Callable[..., Page], watch: Watch, width: int, dark: bool
) -> None:
    watch.allow("409")
    address = f"{DESK}/leaning/1/change/"
    page, other = at_desk(address, width=width, dark=dark), at_desk(address)
    other.fill("[name=summary]", f"A summary of hers, {width} {dark}.")
    other.get_by_role("button", name="Save as draft").click()
    expect(other.get_by_role("status")).to_be_visible()

    page.fill("[name=name]", "x" * 41)
    page.fill("[name=summary]", "A summary of mine.")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is saved yet.")
    expect(page.locator(".letters.over")).to_have_text("41 of 40")
    open_all(page)
    assert_accessible(page)
    assert_fits(page)

    page.fill("[name=name]", "Mine")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("alert")).to_contain_text("desk@example.org saved version")
    expect(page.locator("del").last).to_contain_text("hers")
    expect(page.locator("[name=summary]")).to_have_value("A summary of mine.")
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_shelf_is_put_in_order_by_keyboard(at_desk: Callable[..., Page], scripts: bool) -> None:
    page = at_desk(f"{DESK}/strategy/order/", width=360, scripts=scripts)
    names = page.locator(".order li > span")
    before = names.all_inner_texts()
    third = before[2]

    page.get_by_role("button", name=f"{third}: up").press("Enter")
    expect(names.nth(1)).to_have_text(third)
    expect(page.get_by_role("button", name=f"{third}: up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(names.nth(0)).to_have_text(third)
    # At the top there is no way further up.
    page.get_by_role("button", name=f"{third}: down").press("Enter")
    expect(names.nth(1)).to_have_text(third)
    page.get_by_role("button", name="Save the order").last.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The order is saved.")

    expected = [before[0], third, before[1], *before[3:]]
    assert page.locator(".lines h2").all_inner_texts() == expected
    page.goto(f"{DESK}/strategy/order/")
    page.get_by_label(f"Place of {third}").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{DESK}/strategy/")
    assert page.locator(".lines h2").all_inner_texts() == before


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_whole_walk(browse: Browse, site: Site, scripts: bool) -> None:
    """Find a prompt by a word, see it as a writer would, publish it for tomorrow, and go back."""
    page = browse(width=360, scripts=scripts)
    name = f"walker{scripts}".lower()
    sign_up(page, name)
    write_a_page(page, "on a walk")
    written, asked = page.url, page.locator("h2.asks").inner_text()
    new = f"What changed on this walk, {scripts}?"
    site.manage("make_editor", f"{name}@example.org")
    open_desk(page)

    page.get_by_label("Words to find on any shelf").fill(asked)
    page.keyboard.press("Enter")
    page.locator(".lines a").first.click()
    expect(page.locator("[name=question]")).to_have_value(asked)
    page.fill("[name=question]", new)
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Preview").click()
    expect(popup.value.get_by_text(new).first).to_be_visible()
    popup.value.close()
    page.get_by_role("button", name="Publish on that day").click()
    if page.get_by_role("alert").count():  # it has something to say first
        page.get_by_role("button", name="Publish on that day").click()
    expect(page.get_by_role("status")).to_contain_text("It is published by itself")
    address = page.url

    seen = site.manage("shell", "-v0", "-c", READ.format(question=asked))
    assert seen.strip() == "1"
    assert site.manage("shell", "-v0", "-c", OVER).strip() >= "1"
    assert site.manage("shell", "-v0", "-c", READ.format(question=new)).strip() == "1"
    page.goto(written)
    expect(page.locator("h2.asks")).to_have_text(asked)

    page.goto(address)
    expect(page.locator("[name=question]")).to_have_value(new)
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Version 1", exact=True).click()
    page.get_by_role("button", name="Go back to this version").click()
    assert site.manage("shell", "-v0", "-c", READ.format(question=asked)).strip() == "1"
    page.goto(address)
    expect(page.locator("[name=question]")).to_have_value(asked)


READ = """
from guidance import shelf
print(sum(one.question == {question!r} for one in shelf.current().offered_prompts))
"""
"""Counts the questions that readers see now with these words."""


@pytest.mark.parametrize(
    ("path", "change", "leave"),
    [
        (f"{DESK}/sign/", "[name=summary]", "History"),
        (f"{DESK}/sign/", "[name=safety_check]", "History"),
        ("/admin/weights/", ".sheet select", "History"),
        (f"{DESK}/strategy/order/", "[name^=place]", "Strategies"),
    ],
)
def test_a_link_does_not_drop_what_is_unsaved(
    at_desk: Callable[..., Page], path: str, change: str, leave: str
) -> None:
    page = at_desk(path)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    if path.endswith("sign/"):
        page.locator(".lines a").first.click()
    page.wait_for_load_state()
    field, address = page.locator(change).first, page.url
    if field.evaluate("one => one.localName") == "select":
        field.select_option(index=0 if field.evaluate("one => one.selectedIndex") else 1)
    else:
        field.fill("3")
        field.press("Tab")

    page.locator("main").get_by_role("link", name=leave, exact=True).click(no_wait_after=True)
    expect(page.locator(change).first).to_be_visible()

    assert asked == ["beforeunload"]
    assert page.url == address


def test_a_link_is_followed_where_nothing_was_changed(at_desk: Callable[..., Page]) -> None:
    page = at_desk("/admin/weights/")
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go)

    # A tick of the trial is kept nowhere in any case.
    page.get_by_role("checkbox", name="I kept away").check()
    page.locator("main").get_by_role("link", name="History", exact=True).click()
    page.wait_for_url("**/history/")
    # A page with ticks of its own, in lists, numbers and long texts.
    for noun in ("strategy", "prompt", "helpline"):
        page.goto(f"/admin/guidance/{noun}/")
        page.locator(".lines h2 a").first.click()
        page.wait_for_url(re.compile("/change/"))
        page.get_by_role("textbox").first.press("End")  # browsers ask only whom someone touched
        page.goto("/admin/")

    assert asked == []
