"""Addresses of the journal: ids and dates, never a name or a word."""

from django.urls import path

from journal.views import entries, front, timeline, writing

urlpatterns = [
    path("", front.landing, name="landing"),
    path("privacy/", front.privacy, name="privacy"),
    path("today/", writing.TodayView.as_view(), name="today"),
    path("entries/<uuid:pk>/", entries.entry, name="entry"),
    path("entries/<uuid:pk>/edit/", writing.EditView.as_view(), name="entry_edit"),
    path("entries/<uuid:pk>/bin/", entries.bin_entry, name="entry_bin"),
    path("entries/<uuid:pk>/restoration/", entries.restore_entry, name="entry_restoration"),
    path("journal/", timeline.journal, name="journal"),
    path("journal/bin/", timeline.deleted, name="bin"),
]
