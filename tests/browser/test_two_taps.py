"""Looking back takes two taps: each question is answered on the demo year, and the taps counted.

A walk begins on a screen of the masthead. With and without scripts it is the same.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts import demo as made_up
from tests.browser.server import Site, serve
from tests.browser.watch import Watch, assert_accessible, assert_fits

CLOSE = {"Fairly close", "Close", "Very close"}


class Walk:
    """Someone who taps links, and how often they did."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, link: Locator) -> None:
        """Press a link, and wait for where it leads."""
        self.taps += 1
        with self.page.expect_navigation():
            link.click()

    def link(self, name: str, *, within: str = "main") -> Locator:
        """Return the link of that name."""
        return self.page.locator(within).get_by_role("link", name=name, exact=True)

    def answered(self) -> None:
        """Fail unless it took two taps at most, and what answers fits the window."""
        assert self.taps <= 2, f"{self.taps} taps"
        assert_fits(self.page)


@pytest.fixture(scope="module")
def year(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server of its own: the demo wants no other account beside it."""
    with serve(tmp_path_factory.mktemp("year")) as running:
        running.manage("make_demo")
        yield running


def come_in(context: BrowserContext) -> Page:
    """Sign the writer of the demo in, and arrive at Today."""
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", made_up.ADDRESS)
    page.fill("input[name=password]", made_up.PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url("**/today/")
    return page


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def walk(browser: Browser, year: Site, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """The writer of the demo, signed in on a narrow phone."""
    watching = Watch(year.url)
    context = browser.new_context(
        base_url=year.url,
        viewport={"width": 360, "height": 640},
        java_script_enabled=request.param,
        locale="en-GB",
    )
    context.set_default_timeout(10_000)
    watching.over(context)
    page = come_in(context)
    yield Walk(page)
    context.close()
    assert not watching.troubles, "\n".join(watching.troubles)


def test_what_did_i_write_about_robin_two_seasons_ago(walk: Walk) -> None:
    walk.page.goto("/journal/")
    walk.tap(walk.link("Find"))
    season = walk.page.locator("thead th").nth(3)
    months = season.inner_text()
    row = walk.page.locator("tbody tr").filter(has_text="Robin")
    number = row.locator("td").nth(2).get_by_role("link")
    count = int(number.inner_text())
    walk.tap(number)

    assert count > 5, months
    expect(walk.page.locator("#found")).to_have_text(f"{count} pages")
    expect(walk.page.locator(".entry-line")).to_have_count(min(count, 20))
    expect(walk.page.locator(".entry-line").filter(has_text="with Robin")).to_have_count(
        min(count, 20)
    )
    walk.answered()


def test_when_was_i_last_close_to_someone(walk: Walk) -> None:
    walk.page.goto("/journal/")
    walk.tap(walk.link("Find"))
    walk.tap(walk.link("Felt close"))

    last = walk.page.locator(".entry-line").first
    expect(last.locator(".day b")).to_have_text(re.compile(r"^\d+$"))
    label = last.get_by_role("img").get_attribute("aria-label")
    assert label and label.removeprefix("Felt: ") in CLOSE
    walk.answered()


def test_which_pages_have_not_sharing_by_me_together_with_trouble_trusting(walk: Walk) -> None:
    walk.page.goto("/patterns/")
    walk.tap(walk.link("A year"))
    walk.tap(walk.page.get_by_role("link", name=re.compile("^Not sharing, Trouble trusting: ")))

    mine = walk.page.locator("section").filter(
        has=walk.page.get_by_role("heading", name="By you", exact=True)
    )
    pages = mine.locator(".entry-line")
    assert pages.count() >= 3
    for chip in ("Not sharing, me", "Trouble trusting"):
        expect(pages.filter(has_text=chip)).to_have_count(pages.count())
    walk.answered()


def test_did_my_steps_do_anything(walk: Walk) -> None:
    walk.page.goto("/journal/")
    walk.tap(walk.link("Patterns", within=".masthead"))
    walk.tap(walk.link("A year"))

    said = walk.page.locator("figure").filter(has_text="After a small step").locator("p").first
    expect(said).to_have_text(
        re.compile(r"the next page about the same person was closer in \d+ of \d+\. .+ \d+ of \d+")
    )
    walk.answered()


@pytest.mark.parametrize(("width", "dark"), [(320, True), (1280, False)])
def test_pictures_and_find_of_a_year_are_read_by_everyone(
    browser: Browser, year: Site, width: int, dark: bool
) -> None:
    context = browser.new_context(
        base_url=year.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
    )
    page = come_in(context)
    for address in ("/journal/find/", "/patterns/?span=1y"):
        page.goto(address)
        assert_fits(page)
        assert_accessible(page)
    context.close()


def test_on_paper_every_number_is_there_and_nothing_to_press(browser: Browser, year: Site) -> None:
    context = browser.new_context(base_url=year.url, viewport={"width": 718, "height": 1000})
    page = come_in(context)
    page.goto("/patterns/?span=1y")
    tables = page.locator("details table")
    assert not any(one.is_visible() for one in tables.all())
    page.emulate_media(media="print")

    assert tables.count() == 7
    for table in tables.all():
        expect(table).to_be_visible()
        expect(table.locator("tbody tr").last).to_be_visible()
    expect(
        page.get_by_text(re.compile(r"\d+ \w+ \d{4} to \d+ \w+ \d{4}, with anyone"))
    ).to_be_visible()
    for gone in ("nav", "summary", ".masthead", "form"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone

    page.goto("/journal/?low=5&high=7&star=1")
    for words in ("felt “Fairly close” to “Very close”", "starred"):
        expect(page.get_by_role("link", name=re.compile(words)).first).to_be_visible()
    for gone in ("nav", "summary", "form", "button"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
    context.close()
