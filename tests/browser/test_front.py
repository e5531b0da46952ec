"""The pages that anyone may read: light to fetch, for everyone, and from no other host."""

import pytest

from tests.browser.conftest import Browse
from tests.browser.server import Site
from tests.browser.watch import assert_accessible, assert_fits, weigh

PUBLIC = ["/", "/guide/", "/help/", "/privacy/", "/accounts/login/", "/accounts/signup/"]
FIRST_VISITS = ["/", "/accounts/login/", "/accounts/signup/"]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_public_page_is_for_everyone(browse: Browse, path: str, dark: bool, width: int) -> None:
    page = browse(width=width, dark=dark)

    answer = page.goto(path)

    assert answer is not None
    assert answer.status == 200
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", FIRST_VISITS)
def test_a_first_visit_is_light(browse: Browse, path: str) -> None:
    weight = weigh(browse(), path)

    assert weight.kilobytes <= 14, weight
    assert weight.requests <= 6, weight
    assert weight.of(".css") <= 5 * 1024, weight
    assert weight.of(".js") <= 2 * 1024, weight


@pytest.mark.parametrize("path", PUBLIC)
def test_no_title_says_what_the_journal_is_about(browse: Browse, path: str) -> None:
    page = browse(scripts=False)

    page.goto(path)

    assert page.title().endswith(" · Ajar")
    telling = ("relation", "partner", "attach", "close", "distan", "love", "couple", "abuse")
    assert [word for word in telling if word in page.title().lower()] == []


def test_every_page_has_help_and_the_way_out_in_reach(browse: Browse) -> None:
    for path in PUBLIC:
        page = browse(width=360, height=640, scripts=False)
        page.goto(path)
        page.mouse.wheel(0, 5000)

        for name in ("Get help now", "Leave quickly"):
            box = page.get_by_text(name, exact=True).first.bounding_box()
            assert box is not None, (path, name)
            assert 0 <= box["y"] <= 640, (path, name)


def test_every_answer_names_no_other_host(browse: Browse, site: Site) -> None:
    page = browse()
    for path in PUBLIC:
        answer = page.goto(path)
        assert answer is not None
        policy = answer.header_value("content-security-policy") or ""
        assert "default-src 'none'" in policy
        assert "http" not in policy
