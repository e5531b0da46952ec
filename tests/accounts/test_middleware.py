"""The writer's own clock."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.middleware import WriterTimeMiddleware
from accounts.models import User
from tests.base import TestCase


class _Untouchable:
    """Stands for a user whose look-up would cost a query."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError("A visitor without a session costs no query.")


class WriterTimeTests(TestCase):
    def zone_during(self, user: object, **cookies: str) -> str:
        """Return the name of the zone that a view would work in."""
        seen: list[str] = []

        def view(request: HttpRequest) -> HttpResponse:
            seen.append(timezone.get_current_timezone_name())
            return HttpResponse()

        request = RequestFactory().get("/")
        request.user = user  # type: ignore[assignment]
        request.COOKIES |= cookies
        WriterTimeMiddleware(view)(request)
        return seen[0]

    def test_a_view_works_in_the_writers_zone(self) -> None:
        ada = User(time_zone="Asia/Kolkata")

        self.assertEqual(self.zone_during(ada, session="x"), "Asia/Kolkata")

    def test_it_is_over_with_the_request(self) -> None:
        self.zone_during(User(time_zone="Asia/Kolkata"), session="x")

        self.assertEqual(timezone.get_current_timezone_name(), "UTC")

    def test_a_visitor_without_a_session_is_not_looked_up(self) -> None:
        self.assertEqual(self.zone_during(_Untouchable()), "UTC")
