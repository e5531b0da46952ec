"""The writing screen as craft: nothing typed is lost, nothing jumps, and a minute is enough."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, StorageState, expect

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.walks import sign_up
from tests.browser.watch import Watch, assert_accessible, assert_fits

KEPT = re.compile(r"/entries/[0-9a-f-]{36}/$")
SAFETY = "Are you ever afraid"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> StorageState:
    """The cookies of a writer who is signed in."""
    site.forget_tries()
    context = browser.new_context(base_url=site.url)
    sign_up(context.new_page(), "crafty")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def today(browse: Browse, signed_in: StorageState) -> Callable[..., Page]:
    """Open Today in a window of any kind, signed in."""

    def opened(**window: object) -> Page:
        page = browse(state=signed_in, **window)
        page.goto("/today/")
        return page

    return opened


@pytest.fixture
def writer(today: Callable[..., Page]) -> Page:
    """A window on Today."""
    return today()


def stays(page: Page) -> None:
    """Mark this document, so that it can be told from one that was loaded after it."""
    page.evaluate("window.stayed = 1")


def has_stayed(page: Page) -> bool:
    """Whether the document is still the one that was marked."""
    return bool(page.evaluate("window.stayed === 1"))


def text(page: Page) -> Locator:
    """The page's own text."""
    return page.locator("textarea[name=text]")


def question(page: Page) -> Locator:
    """The question that was brought last."""
    return page.locator("[data-current] .asks")


def area_of(page: Page) -> str:
    """Return the name of the area under the question that was brought last."""
    return page.locator("[data-current] textarea").get_attribute("name") or ""


def bring(page: Page) -> None:
    """Bring a question by the button that stays in reach."""
    page.locator(".savebar button[name=find]").click()
    expect(question(page)).to_be_visible()


def open_signs(page: Page) -> None:
    """Open the first fold."""
    page.locator(".fold > summary").first.click()


def top_of(element: Locator) -> float:
    """Return where in the window an element begins."""
    box = element.bounding_box()
    assert box is not None
    return box["y"]


def settled(page: Page) -> None:
    """Wait until no question is on its way."""
    page.wait_for_timeout(200)  # a tick is sent a moment later, so that several are one
    page.locator("question-bringer:not([data-state])").wait_for(state="attached")


def hold_first(page: Page) -> list[Route]:
    """Keep the next question on its way until the test lets it go on; return it once it comes."""
    held: list[Route] = []

    def handle(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/today/", handle)
    return held


def test_a_question_comes_in_place_and_is_announced(writer: Page) -> None:
    stays(writer)
    text(writer).fill("Typed before.")

    bring(writer)

    assert has_stayed(writer)
    expect(text(writer)).to_have_value("Typed before.")
    expect(text(writer)).to_be_visible()
    asked = question(writer).inner_text()
    expect(writer.locator("#brought")).to_have_text(f"A new question is above: {asked}")
    expect(writer.locator(".savebar button[name=find]")).to_have_text("Look again")
    assert writer.evaluate("document.activeElement.matches('[data-current]')")


@pytest.mark.parametrize("anchored", [True, False], ids=["anchored", "no anchors"])
def test_a_tick_refreshes_the_suggestion_and_moves_nothing(writer: Page, anchored: bool) -> None:
    if not anchored:  # as in browsers that do not hold the scroll by themselves
        writer.evaluate("document.body.style.overflowAnchor = 'none'")
    bring(writer)
    before = question(writer).inner_text()
    open_signs(writer)
    stays(writer)
    box = writer.locator("input[value='disrespect:them']")
    box.focus()
    box.scroll_into_view_if_needed()
    top = top_of(box)

    writer.keyboard.press("Space")

    expect(writer.get_by_text(SAFETY)).to_be_attached()
    expect(question(writer)).not_to_have_text(before)
    assert has_stayed(writer)
    assert writer.evaluate("document.activeElement.value") == "disrespect:them"
    assert abs(top_of(box) - top) <= 1
    notice = writer.locator("#brought")
    expect(notice).to_contain_text("A question about safety is above")
    expect(notice).not_to_have_class("visually-hidden")
    expect(notice).to_be_in_viewport()
    writer.get_by_label("They reached out").check()
    settled(writer)
    expect(box).to_be_checked()
    expect(writer.get_by_label("They reached out")).to_be_checked()


def test_an_answer_begun_stays_under_its_question_when_something_is_ticked(writer: Page) -> None:
    bring(writer)
    before = question(writer).inner_text()
    answer = writer.locator("[data-current] textarea")
    answer.press_sequentially("Begun, and")
    open_signs(writer)

    writer.get_by_label("I kept away").check()
    settled(writer)

    expect(question(writer)).to_have_text(before)
    expect(answer).to_have_value("Begun, and")
    expect(writer.locator("[data-current] .ways button[name=choose]")).to_have_count(2)
    answer.press_sequentially(" more")
    # The browser can still take the last word back: the area is the one that was typed in.
    writer.keyboard.press("Control+z")
    expect(answer).not_to_have_value("Begun, and more")


def test_picking_another_question_keeps_an_answer_begun_beside_it(writer: Page) -> None:
    bring(writer)
    first = question(writer).inner_text()
    writer.locator("[data-current] textarea").fill("Begun.")
    stays(writer)

    writer.locator("[data-current] button[name=choose]").first.click()

    expect(question(writer)).not_to_have_text(first)
    expect(writer.locator("#question textarea")).to_have_count(2)
    expect(writer.get_by_label(first)).to_have_value("Begun.")
    assert has_stayed(writer)
    writer.locator("[data-current] textarea").fill("And another.")
    writer.get_by_role("button", name="Save", exact=True).last.click()
    writer.wait_for_url(KEPT)
    for words in ("Begun.", "And another."):
        expect(writer.get_by_text(words, exact=True)).to_be_visible()


@pytest.mark.parametrize("leaves", [False, True], ids=["the caret stays", "the caret goes on"])
def test_words_typed_while_a_question_is_on_its_way_are_kept_with_their_question(
    writer: Page, leaves: bool
) -> None:
    bring(writer)
    before = question(writer).inner_text()
    open_signs(writer)
    held = hold_first(writer)
    writer.get_by_label("I kept away").check()
    writer.wait_for_timeout(300)
    answer = writer.locator("[data-current] textarea")
    answer.press_sequentially("Meanwhile")

    if leaves:
        writer.get_by_label("They reached out").focus()

    assert len(held) == 1
    held[0].continue_()
    settled(writer)

    expect(answer).to_have_value("Meanwhile")
    expect(question(writer)).to_have_text(before)
    if not leaves:
        expect(answer).to_be_focused()
        answer.press_sequentially(" and after")
        with writer.expect_response("**/today/"):
            answer.blur()
        settled(writer)
        expect(answer).to_have_value("Meanwhile and after")
        expect(question(writer)).to_have_text(before)


def test_an_area_that_has_the_caret_is_not_taken_away_although_it_is_empty(writer: Page) -> None:
    bring(writer)
    before = question(writer).inner_text()
    open_signs(writer)
    held = hold_first(writer)
    writer.get_by_label("I kept away").check()
    writer.wait_for_timeout(300)
    answer = writer.locator("[data-current] textarea")
    answer.focus()

    held[0].continue_()
    settled(writer)

    expect(answer).to_be_focused()
    expect(question(writer)).to_have_text(before)
    answer.blur()
    expect(question(writer)).not_to_have_text(before)


def test_an_older_answer_never_comes_after_a_newer_one(writer: Page) -> None:
    bring(writer)
    open_signs(writer)
    held = hold_first(writer)
    writer.get_by_label("I kept away").check()
    writer.wait_for_timeout(300)
    writer.get_by_label("I kept away").uncheck()
    writer.locator("input[value='unkind-words:them']").check()
    expect(writer.get_by_text(SAFETY)).to_be_attached()

    with suppress(Error):  # the browser gave it up already
        held[0].continue_()
    writer.wait_for_timeout(1000)

    expect(writer.get_by_text(SAFETY)).to_be_attached()


def test_the_caret_stays_when_the_answer_makes_room_for_another_question(writer: Page) -> None:
    bring(writer)
    writer.get_by_text("All ways back").click()
    writer.locator("[data-current] button[name=strategy]", has_text="Talk").click()
    settled(writer)
    first = question(writer).inner_text()
    answer = writer.locator(f"textarea[name={area_of(writer)}]")
    answer.press_sequentially("Begun, and more")
    open_signs(writer)
    held = hold_first(writer)
    writer.locator("input[value='unkind-words:them']").check()
    writer.wait_for_timeout(300)
    answer.focus()
    answer.evaluate("one => one.setSelectionRange(5, 5)")

    held[0].continue_()

    expect(writer.get_by_text(SAFETY)).to_be_attached()
    settled(writer)
    expect(question(writer)).not_to_have_text(first)
    expect(answer).to_be_focused()
    writer.keyboard.type(" here")
    expect(answer).to_have_value("Begun here, and more")
    order = writer.locator("#question > [data-key]").evaluate_all(
        "all => all.map((one) => one.dataset.key === 'gate' || 'current' in one.dataset)"
    )
    assert order == [False, True, True]


def test_an_answer_given_about_one_person_is_none_about_the_next(writer: Page) -> None:
    open_signs(writer)
    writer.locator("input[value='unkind-words:them']").check()
    writer.get_by_label("With whom?").select_option("new")
    nickname = writer.get_by_label("Their nickname")
    nickname.fill("Sam")
    bring(writer)
    no = writer.locator("input[name=gate_receiving][value=no]")
    no.focus()
    writer.keyboard.press("Space")
    settled(writer)
    expect(no).to_be_checked()

    nickname.fill("Alex")
    nickname.blur()

    expect(no).not_to_be_checked()
    settled(writer)
    expect(writer.locator("input[name=gate_for]")).to_have_value("alex")


def test_the_words_of_the_page_stay_here_when_a_question_is_asked_for(writer: Page) -> None:
    writer.get_by_text("Add a title").click()
    writer.get_by_label("Title").fill("A title of mine")
    text(writer).fill("Words of mine.")

    with writer.expect_request("**/today/") as asked:
        bring(writer)

    sent = asked.value.post_data or ""
    assert 'name="page"' in sent
    assert "of mine" not in sent
    expect(text(writer)).to_have_value("Words of mine.")


def test_a_session_that_ended_says_so_and_offers_the_way_in(writer: Page, watch: Watch) -> None:
    watch.allow("403")
    text(writer).fill("Every word.")
    writer.context.clear_cookies(name=re.compile("session"))

    writer.locator(".savebar button[name=find]").click()

    expect(writer.get_by_text("You were signed out while you wrote")).to_be_visible()
    expect(writer.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()
    expect(text(writer)).to_have_value("Every word.")


def test_a_tick_that_cannot_be_looked_at_is_tried_again_and_then_said(
    writer: Page, watch: Watch
) -> None:
    watch.allow("ERR_")
    bring(writer)
    open_signs(writer)
    tries: list[Route] = []

    def refuse(route: Route) -> None:
        tries.append(route)
        route.abort()

    writer.route("**/today/", refuse)

    writer.locator("input[value='unkind-words:them']").check()

    notice = writer.locator("#brought")
    expect(notice).to_contain_text("The question could not be renewed just now.")
    expect(notice).to_have_class("small")
    expect(notice).to_be_in_viewport()
    assert len(tries) == 2
    writer.unroute("**/today/")
    writer.locator("input[value='disrespect:them']").check()
    expect(writer.get_by_text(SAFETY)).to_be_attached()
    expect(notice).to_contain_text("A question about safety is above")


@pytest.mark.parametrize("answer", [500, 403, 0])
def test_an_answer_that_fails_leaves_everything_as_it_is(
    writer: Page, watch: Watch, answer: int
) -> None:
    watch.allow(str(answer) if answer else "ERR_")
    bring(writer)
    writer.locator("[data-current] textarea").fill("Begun.")
    shown = writer.locator("#question").inner_text()
    stays(writer)
    writer.route(
        "**/today/",
        lambda route: route.fulfill(status=answer, body="no") if answer else route.abort(),
    )

    writer.locator("[data-current] button[name=not_today]").click()

    expect(writer.locator("#brought")).to_have_text(
        "That did not work just now. All you typed is still here."
    )
    expect(writer.locator("#brought")).to_have_class("small")
    expect(writer.locator("#brought")).to_be_in_viewport()
    assert has_stayed(writer)
    assert writer.locator("#question").inner_text() == shown
    expect(writer.locator("[data-current] textarea")).to_have_value("Begun.")


def test_no_question_gives_the_text_its_place_back(writer: Page) -> None:
    bring(writer)
    expect(text(writer)).to_be_hidden()
    writer.get_by_text("Anything else").click()
    expect(text(writer)).to_be_visible()

    writer.get_by_role("button", name="No question").click()

    expect(text(writer)).to_be_visible()
    expect(writer.get_by_text("Anything else")).to_be_hidden()
    expect(writer.locator("#question textarea")).to_have_count(0)
    expect(writer.locator(".savebar button[name=find]")).to_have_text("Find me a question")


def test_the_gate_is_answered_in_place(writer: Page) -> None:
    open_signs(writer)
    writer.get_by_label("They showed it").check()
    bring(writer)
    expect(writer.get_by_text(SAFETY)).to_be_in_viewport()
    stays(writer)
    yes = writer.locator("input[name=gate_receiving][value=yes]")

    yes.focus()
    writer.keyboard.press("Space")

    expect(writer.get_by_text("it is not your fault")).to_be_visible()
    expect(yes).to_be_focused()
    expect(yes).to_be_checked()
    assert has_stayed(writer)
    assert_accessible(writer)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_help_me_start_opens_the_first_fold_and_brings_a_question(
    today: Callable[..., Page], scripts: bool
) -> None:
    page = today(scripts=scripts)
    page.fill("textarea[name=text]", "A word first.")

    page.get_by_role("button", name="Help me start").click()

    expect(question(page)).to_be_visible()
    expect(page.get_by_text("I kept away", exact=True)).to_be_visible()
    expect(text(page)).to_have_value("A word first.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_just_write_puts_the_caret_into_the_text(today: Callable[..., Page], scripts: bool) -> None:
    page = today(scripts=scripts, width=360, height=640)

    page.get_by_role("link", name="Just write").click()

    expect(text(page)).to_be_focused()
    expect(text(page)).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_minute_folds_the_rest_and_opening_it_keeps_everything(
    today: Callable[..., Page], scripts: bool
) -> None:
    page = today(scripts=scripts, width=360, height=640)
    open_signs(page)
    page.get_by_label("I kept away").check()
    text(page).fill("One line.")

    page.get_by_role("button", name="One minute").click()

    expect(page.locator(".fold").first).to_be_hidden()
    expect(page.get_by_role("radio", name="A bit far")).to_be_attached()
    expect(text(page)).to_have_value("One line.")
    assert text(page).evaluate("area => area.offsetHeight") < 80
    chosen = page.get_by_role("button", name="One minute")
    expect(chosen).to_have_attribute("aria-current", "true")
    assert_fits(page)
    if scripts:
        assert_accessible(page)
    page.get_by_text("Open the whole form").click()
    expect(page.locator(".fold").first).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(KEPT)
    expect(page.get_by_text("One line.")).to_be_visible()
    expect(page.get_by_text("More distance: I kept away")).to_be_visible()


def test_two_minutes_with_one_thumb(browse: Browse, signed_in: StorageState) -> None:
    page = browse(state=signed_in, width=360, height=640)
    page.goto("/today/")
    page.get_by_role("button", name="One minute").click()
    page.select_option("select[name=person]", "new")
    page.fill("input[name=new_person]", "Robin")
    page.locator("label:has(> input[name=closeness_felt][value='5'])").click()
    text(page).fill("We ate on the steps and it was easy.")
    page.get_by_role("button", name="Save", exact=True).last.click()

    page.wait_for_url(KEPT)
    expect(page.get_by_text("We ate on the steps")).to_be_visible()


def test_the_writing_begins_high_and_the_closed_form_is_short(
    browse: Browse, signed_in: StorageState
) -> None:
    page = browse(state=signed_in, width=360, height=640)
    page.goto("/today/")

    assert top_of(text(page)) <= 520
    form = page.locator("form.writing").bounding_box()
    assert form is not None
    assert form["height"] < 1000


@pytest.mark.parametrize("known", [True, False], ids=["field-sizing", "by script"])
def test_the_area_grows_with_the_text_and_keeps_the_caret_in_view(
    browse: Browse, signed_in: StorageState, known: bool
) -> None:
    page = browse(state=signed_in, width=360, height=640)
    if not known:
        page.add_init_script("CSS.supports = () => false")
        page.route("**/ajar*.css", _without_field_sizing)
    page.goto("/today/")
    area = text(page)
    area.focus()
    bar = page.locator(".savebar")
    for _ in range(6):
        page.keyboard.type("A line of words.\n" * 4)
        within = "area => area.scrollHeight - area.clientHeight"
        assert area.evaluate(within) <= 1
        # The caret stands on the last line: the area's lower edge, less its padding.
        caret = area.evaluate("area => area.getBoundingClientRect().bottom - 16")
        assert caret <= top_of(bar) + 2


def _without_field_sizing(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("field-sizing:content", ""))


def test_the_state_is_told_in_honest_words(writer: Page) -> None:
    state = writer.locator("save-state")
    expect(state).to_have_text("Kept once you press Save.")

    text(writer).fill("A day.")
    expect(state).to_have_text("Not saved yet")
    text(writer).fill("")
    expect(state).to_have_text("Kept once you press Save.")

    text(writer).fill("A day.")
    # An answer without a page leaves the browser where it is.
    writer.route("**/today/", lambda route: route.fulfill(status=204))
    with writer.expect_response(lambda answer: answer.status == 204):
        writer.get_by_role("button", name="Save", exact=True).last.click(no_wait_after=True)
    expect(state).to_have_text("Saving…")
    writer.unroute("**/today/")
    writer.get_by_role("button", name="Save", exact=True).last.click()
    writer.wait_for_url(KEPT)
    expect(writer.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    writer.get_by_role("link", name="Change this page").click()
    expect(state).to_have_text("Saved")
    text(writer).fill("Another.")
    expect(state).to_have_text("Not saved yet")


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_ctrl_enter_saves(writer: Page, keys: str) -> None:
    text(writer).fill(f"By {keys}.")

    text(writer).press(keys)

    writer.wait_for_url(KEPT)
    expect(writer.get_by_text(f"By {keys}.")).to_be_visible()


def test_enter_alone_is_a_new_line(writer: Page) -> None:
    text(writer).press_sequentially("One")
    text(writer).press("Enter")

    expect(text(writer)).to_have_value("One\n")


def test_the_lanterns_are_moved_by_arrows_and_their_places_have_names(writer: Page) -> None:
    felt = writer.get_by_role("group", name="How close did it feel?")
    felt.get_by_role("radio", name="Skip").focus()

    for name in ("1 Worlds apart", "2 Far apart", "3 A bit far"):
        writer.keyboard.press("ArrowRight")

        place = felt.get_by_role("radio", name=name, exact=True)
        expect(place).to_be_focused()
        expect(place).to_be_checked()


def test_after_twenty_minutes_of_writing_one_line_offers_to_stop(
    browse: Browse, signed_in: StorageState
) -> None:
    page = browse(state=signed_in)
    page.clock.install()
    page.goto("/today/")
    line = page.locator("writing-clock")
    area = text(page)
    area.focus()

    def write(minutes: int) -> None:
        for _ in range(2 * minutes):
            page.keyboard.type("a")
            page.clock.run_for(30 * 1000)

    write(15)
    page.clock.run_for(60 * 60 * 1000)  # a pause is no writing
    write(5)
    expect(line.locator("span")).to_be_hidden()
    write(2)

    expect(line).to_contain_text("might be a good place to stop")
    expect(line.locator("span")).to_be_visible()
    expect(line).to_have_attribute("role", "status")
    assert_fits(page)


def test_nothing_jumps_while_a_page_is_written(browse: Browse, signed_in: StorageState) -> None:
    page = browse(state=signed_in, width=360, height=640)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        " for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value"
        "}).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto("/today/", wait_until="networkidle")
    page.locator("label:has(> input[name=closeness_felt][value='2'])").click()
    text(page).press_sequentially("Some words.")
    bring(page)
    open_signs(page)
    page.get_by_label("I kept away").check()
    page.wait_for_timeout(800)  # Chromium forgives what moves within half a second of a press

    assert page.evaluate("window.moved") == 0
