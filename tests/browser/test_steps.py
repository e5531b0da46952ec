"""Looking back: on a small step from Today, and on how writing sat."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import sign_up
from tests.browser.watch import assert_accessible, assert_fits

BEGUN = "Half a sentence about"
STEP = """
from datetime import timedelta
from accounts.models import User
from journal.models import Journal
from journal.page import StepPlan
from tests.journal.factories import make_entry, make_step
user = User.objects.get(email="{name}@example.org")
entry = make_entry(Journal.objects.of(user), about_on=user.today() - timedelta(days=3), text="x")
make_step(entry, StepPlan(when="we eat", will="say one thing"), due_on=user.today())
"""


def with_due_step(page: Page, site: Site) -> None:
    """Sign up, and open Today with a step to look back on."""
    name = f"steps-{uuid.uuid4().hex[:8]}"
    sign_up(page, name)
    site.manage("shell", "-c", STEP.format(name=name))
    page.goto("/today/")
    expect(page.get_by_text("I will say one thing")).to_be_visible()


def saved_page(page: Page) -> None:
    """Sign up, and arrive at a page just saved."""
    sign_up(page, f"sat-{uuid.uuid4().hex[:8]}")
    page.fill("textarea[name=text]", "A day.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}/$"))


both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@both_ways
@pytest.mark.parametrize("width", [360, 1280])
def test_a_step_is_answered_without_leaving_today(
    browse: Browse, site: Site, scripts: bool, width: int
) -> None:
    page = browse(scripts=scripts, width=width)
    with_due_step(page, site)

    page.get_by_role("button", name="Did part").click()
    page.wait_for_url("**/today/?step=*")
    expect(page.locator("input[value=part]")).to_be_checked()
    page.locator("label:has(> input[name=worth][value=partly])").click()
    page.get_by_label("What did you notice?").fill("They smiled.")
    page.get_by_text("And how close does it feel now?").click()
    page.locator("label:has(> input[name=closeness_felt][value='4'])").click()
    page.get_by_role("button", name="Save", exact=True).last.click()

    page.wait_for_url("**/today/")
    expect(page.get_by_role("status").first).to_have_text("Kept.")
    expect(page.locator("textarea[name=text]")).to_be_visible()
    expect(page.get_by_text("I will say one thing")).to_have_count(0)
    page.goto("/journal/")
    page.get_by_role("link", name="Small steps").click()
    for shown in ("It was partly worth doing.", "They smiled.", "In between"):
        expect(page.get_by_text(shown)).to_be_visible()


@both_ways
def test_a_page_begun_is_not_lost_by_answering(browse: Browse, site: Site, scripts: bool) -> None:
    page = browse(scripts=scripts)
    with_due_step(page, site)
    page.fill("textarea[name=text]", BEGUN)

    page.get_by_role("button", name="Let it go").click()

    expect(page.get_by_role("status").first).to_contain_text("Kept.")
    expect(page.locator("textarea[name=text]")).to_have_value(BEGUN)
    expect(page.get_by_text("I will say one thing")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}/$"))
    expect(page.get_by_text(BEGUN)).to_be_visible()


def test_enter_saves_the_page_and_does_not_answer_the_step(browse: Browse, site: Site) -> None:
    page = browse(scripts=False)
    with_due_step(page, site)
    page.fill("textarea[name=text]", BEGUN)
    page.get_by_text("Add a title").click()
    page.fill("input[name=title]", "A title")

    page.press("input[name=title]", "Enter")

    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}/$"))
    page.goto("/today/")
    expect(page.get_by_text("I will say one thing")).to_be_visible()


@both_ways
def test_how_writing_sat_is_asked_once(browse: Browse, scripts: bool) -> None:
    page = browse(scripts=scripts)
    saved_page(page)

    page.get_by_role("button", name="Heavier").click()

    expect(page.get_by_role("button", name="Heavier")).to_have_count(0)
    expect(page.get_by_text("That often passes. You can stop here.")).to_be_visible()
    page.get_by_role("button", name="Write to this").click()
    page.wait_for_url("**/today/#question")
    expect(page.locator(".question textarea")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_is_for_everyone(browse: Browse, site: Site, dark: bool, width: int) -> None:
    page = browse(width=width, dark=dark)
    with_due_step(page, site)
    check(page)
    page.goto("/steps/")
    check(page)
    page.goto("/today/")
    page.get_by_role("button", name="Did it").click()
    page.wait_for_url("**/today/?step=*")
    page.get_by_text("And how close does it feel now?").click()
    check(page)
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url("**/today/")
    page.goto("/steps/")
    check(page)
    page.get_by_role("link", name="The page of").click()
    page.get_by_role("button", name="Heavier").click()
    expect(page.get_by_text("That often passes.")).to_be_visible()
    page.get_by_text("Hints").click()
    check(page)


def check(page: Page) -> None:
    """Fail unless the screen fits and axe finds nothing."""
    assert_fits(page)
    assert_accessible(page)
