"""Every screen of a journal, in every light and width: for everyone, and light to fetch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import sign_up
from tests.browser.watch import Watch, assert_accessible, assert_fits, weigh

# Twenty full pages, written by the same code as everyone's.
PAGES = """
from datetime import date
from accounts.models import User
from journal.models import Journal
from journal.page import StepPlan
from tests.journal.factories import make_entry, make_person
journal = Journal.objects.of(User.objects.get(email="screens@example.org"))
sam = make_person(journal, "Sam")
for day in range(1, 21):
    make_entry(journal, about_on=date(2026, 10, day), title=f"Page {day}", person=sam.pk,
        text="I said fine and went to wash the dishes. It was not fine. " * 4,
        closeness_felt=day % 7 + 1, closeness_wanted=5,
        signs={"distance": "me", "short-replies": "both", "reached-out": "them"},
        fears=("closeness-fear",), step=StepPlan(when="we eat", will="say one thing"))
robin = make_person(journal, "Robin", "died")
make_person(journal, "Robbie").merge(sam, journal.keyring)
make_person(journal, "Alex").change(journal.keyring, set_aside=True)
make_entry(journal, about_on=date(2026, 10, 1), title="Binned", deleted=True)
"""


@pytest.fixture(scope="session")
def full_journal(browser: Browser, site: Site) -> StorageState:
    """The cookies of a writer with twenty pages, signed in."""
    context = browser.new_context(base_url=site.url)
    sign_up(context.new_page(), "screens")
    state = context.storage_state()
    context.close()
    site.manage("shell", "-c", PAGES)
    return state


def plain(path: str) -> Callable[[Page], object]:
    """Open an address."""
    return lambda page: page.goto(path)


def first_page(page: Page) -> None:
    """Open the newest page."""
    page.goto("/journal/")
    page.locator(".entry-line a").first.click()
    page.wait_for_url("**/entries/**")


def edited(page: Page) -> None:
    """Open the newest page for a change, all folds open."""
    first_page(page)
    page.get_by_role("link", name="Change this page").click()
    page.wait_for_url("**/edit/")
    open_all(page)


def asked(page: Page) -> None:
    """Bring a question, gate and all, and open every fold."""
    page.goto("/today/")
    page.get_by_text("What I noticed").click()
    page.locator("input[value='disrespect:me']").check()
    page.locator("input[value='disrespect:them']").check()
    page.get_by_role("button", name="Find me a question").click()
    page.locator(".care").wait_for()
    page.locator("label:has([name=gate_receiving][value=yes])").click()
    page.locator("label:has([name=gate_pushing][value=unsure])").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_text("it is not your fault").wait_for()
    open_all(page)


def refused(page: Page) -> None:
    """Send an empty page with a date that is none, and get it back."""
    page.goto("/today/")
    page.get_by_text("another day").click()
    page.fill("input[name=date]", "1800-01-01")
    page.fill("textarea[name=text]", "x")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_role("alert").wait_for()


def open_all(page: Page) -> None:
    """Open every fold of the page."""
    for _ in range(30):
        closed = page.locator("main details:not([open]) > summary:visible")
        if not closed.count():
            return
        closed.first.click()


def person(act: str = "") -> Callable[[Page], object]:
    """Open the first person of the list, or an act below them, all folds open."""

    def opened(page: Page) -> None:
        page.goto("/people/")
        page.locator(".shelf a").first.click()
        page.wait_for_url("**/people/*/")
        if act:
            page.goto(f"{page.url}{act}/")
        open_all(page)

    return opened


def patterns(page: Page) -> None:
    """Open the pictures, their tables too."""
    page.goto("/patterns/?span=all")
    open_all(page)


def taken(page: Page) -> None:
    """Give someone the nickname of another, and be asked whether they are one person."""
    person("card")(page)
    page.get_by_label("Nickname").fill("robin")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").wait_for()


def sought(words: str) -> Callable[[Page], object]:
    """Look for words among the pages about someone, all folds open."""

    def opened(page: Page) -> None:
        page.goto("/journal/find/")
        open_all(page)
        page.get_by_label("With", exact=True).select_option(label="Sam")
        page.fill("input[name=words]", words)
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("heading", name="Find", level=1).wait_for()
        open_all(page)

    return opened


SCREENS: dict[str, Callable[[Page], object]] = {
    "today": plain("/today/"),
    "asked": asked,
    "refused": refused,
    "journal": plain("/journal/"),
    "find": plain("/journal/find/"),
    "found": sought("page"),
    "found nothing": sought("zebra"),
    "sought nothing": sought("-"),
    "bin": plain("/journal/bin/"),
    "page": first_page,
    "edit": edited,
    "people": plain("/people/"),
    "person": person(),
    "card": person("card"),
    "taken": taken,
    "merge": person("merge"),
    "patterns": patterns,
    "behind a number": plain("/patterns/?span=all&n=6.0.0"),
    "settings": plain("/settings/"),
    "password": plain("/accounts/password/change/"),
    "sign out": plain("/accounts/logout/"),
    "guide": plain("/guide/"),
    "not found": plain("/nowhere/"),
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_screen_is_for_everyone(
    browse: Browse, watch: Watch, full_journal: StorageState, screen: str, dark: bool, width: int
) -> None:
    if screen == "not found":
        watch.allow("404")
    if screen in ("refused", "taken", "sought nothing"):
        watch.allow("400")
    page = browse(width=width, dark=dark, state=full_journal)

    SCREENS[screen](page)

    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/today/", "/journal/"])
def test_a_first_visit_with_twenty_pages_is_light(
    browse: Browse, full_journal: StorageState, path: str
) -> None:
    weight = weigh(browse(state=full_journal), path)

    assert weight.kilobytes <= 24, weight
    assert weight.requests <= 8, weight
    assert weight.of(".js") <= 8 * 1024, weight
