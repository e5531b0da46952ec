"""Reports of mistakes: where, and no word. The whole program is asked in tests/detectors/."""

import sys

from django.http import HttpRequest
from django.test import RequestFactory, SimpleTestCase
from django.views.debug import ExceptionReporter

from config.reports import WordlessReporter

WORDS = "what nobody else reads"


def mistake(request: HttpRequest) -> ValueError:
    """Return an exception with words in its message, its frame and its request."""
    typed = request.POST["text"]
    try:
        raise ValueError(f"cannot read {typed}")
    except ValueError as error:
        return error


class ReportTests(SimpleTestCase):
    def setUp(self) -> None:
        self.request = RequestFactory().post("/today/", {"text": WORDS}, HTTP_COOKIE=f"a={WORDS}")
        self.error = mistake(self.request)

    def test_a_report_names_the_mistake_and_its_place_only(self) -> None:
        report = WordlessReporter(self.request, ValueError, self.error, self.error.__traceback__)
        line = self.error.__traceback__ and self.error.__traceback__.tb_lineno

        self.assertEqual(
            report.get_traceback_text(), f"builtins.ValueError\n{__file__}:{line} in mistake\n"
        )
        self.assertEqual(report.get_traceback_html(), f"<pre>{report.get_traceback_text()}</pre>")

    def test_without_a_mistake_it_says_so(self) -> None:
        report = WordlessReporter(self.request, *sys.exc_info())

        self.assertEqual(report.get_traceback_text(), "no exception\n")

    def test_djangos_own_report_is_given_no_form_cookie_header_or_variable(self) -> None:
        whole = ExceptionReporter(self.request, ValueError, self.error, self.error.__traceback__)

        data = whole.get_traceback_data()

        given = (data["filtered_POST_items"], data["request_COOKIES_items"], data["request_meta"])
        self.assertEqual([dict(one) for one in given], [{}, {}, {}])
        self.assertEqual([dict(frame["vars"]) for frame in data["frames"]], [{}])
