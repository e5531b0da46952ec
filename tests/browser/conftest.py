"""Ajar as its users get it: the real server, in a real Chromium, watched at every step.

`site` is the server of `make run` on a data folder of its own. `browse` opens windows on it;
`page`, `phone`, `dark` and `plain` are the usual ones. When a test ends, no window may have
seen an error, a broken rule of the content security policy, or another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, StorageState

from tests.browser.server import Site, serve
from tests.browser.watch import Watch

# Playwright keeps an event loop in this thread, which Django's database code takes for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NO_CHROMIUM = (
    "NO CHROMIUM, SO NO BROWSER TEST RAN. On Debian: apt install chromium."
    " Elsewhere: .venv/bin/playwright install chromium"
)

Browse = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    """Take the system's Chromium, else Playwright's own. No name but our own resolves."""
    system = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if system is None and not Path(browser_type.executable_path).exists():
        pytest.skip(NO_CHROMIUM)
    found = {"executable_path": system} if system else {}
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
    return browser_type_launch_args | found | {"args": [rules]}


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running server. Asked for after the browser, so that it is not started in vain."""
    with serve(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """What the windows of one test see; `watch.allow("404")` where a test means to."""
    watching = Watch(site.url)
    yield watching
    assert not watching.troubles, "\n".join(watching.troubles)


@pytest.fixture
def browse(browser: Browser, site: Site, watch: Watch) -> Iterator[Browse]:
    """Open a window of someone new: `browse(width=360, dark=True, scripts=False)`."""
    contexts = []
    site.forget_tries()

    def opened(
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        scripts: bool = True,
        state: StorageState | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            storage_state=state,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(browse: Browse) -> Page:
    """A window on a desk."""
    return browse()


@pytest.fixture
def phone(browse: Browse) -> Page:
    """A window on a narrow phone."""
    return browse(width=360, height=640)


@pytest.fixture
def dark(browse: Browse) -> Page:
    """A window after dark."""
    return browse(dark=True)


@pytest.fixture
def plain(browse: Browse) -> Page:
    """A window without scripts."""
    return browse(scripts=False)
