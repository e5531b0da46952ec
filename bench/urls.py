"""All addresses of the house, and the floor."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.words import page_of_words
from config import urls

_PAGE = page_of_words(10 * 1024)


def floor(request: HttpRequest) -> HttpResponse:
    """Answer a signed-in writer with 10 KB of HTML that nobody had to make."""
    return HttpResponse(_PAGE)


handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
handler429 = urls.handler429

urlpatterns = [path("floor/", floor, name="floor"), *urls.urlpatterns]
