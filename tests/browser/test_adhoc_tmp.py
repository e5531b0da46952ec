from tests.browser.conftest import *
from tests.browser.walks import sign_up, sign_in
from tests.browser.watch import assert_accessible, assert_fits, weigh
def test_it(browse, site):
    page = browse(); sign_up(page, "ada")
    for path in ("/today/", "/journal/", "/settings/"):
        page.goto(path); print(path, violations_of(page)); 
    plain = browse(scripts=False, width=360); sign_in(plain, "ada"); assert_fits(plain)
    assert_accessible(plain)
    print(site.manage("make_editor", "ada@example.org"))
    print(site.log.read_text()[-1500:])
from tests.browser.watch import violations as violations_of
