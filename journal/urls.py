"""Addresses of the journal: ids and dates, never a name or a word."""

from django.urls import path

from journal.views import (
    card,
    drafts,
    entries,
    front,
    leaving,
    people,
    sat,
    settings,
    steps,
    timeline,
    writing,
)

urlpatterns = [
    path("", front.landing, name="landing"),
    path("privacy/", front.privacy, name="privacy"),
    path("today/", writing.TodayView.as_view(), name="today"),
    path("entries/<uuid:pk>/", entries.entry, name="entry"),
    path("entries/<uuid:pk>/edit/", writing.EditView.as_view(), name="entry_edit"),
    path("entries/<uuid:pk>/bin/", entries.bin_entry, name="entry_bin"),
    path("entries/<uuid:pk>/restoration/", entries.restore_entry, name="entry_restoration"),
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/card/", card.CardView.as_view(), name="person_card"),
    path("people/<uuid:pk>/merge/", people.merge, name="person_merge"),
    path("people/<uuid:pk>/split/", people.split, name="person_split"),
    path("people/<uuid:pk>/aside/", people.set_aside, name="person_aside"),
    path("people/<uuid:pk>/return/", people.bring_back, name="person_return"),
    path("entries/<uuid:pk>/step/", steps.StepView.as_view(), name="entry_step"),
    path("entries/<uuid:pk>/sat/", sat.entry_sat, name="entry_sat"),
    path("steps/", steps.steps, name="steps"),
    path("drafts/<uuid:pk>/", drafts.draft, name="draft"),
    path("drafts/<uuid:pk>/removal/", drafts.drop_draft, name="draft_removal"),
    path("left/", leaving.left, name="left"),
    path("settings/journal/", settings.edit, name="journal_settings"),
    path("journal/", timeline.journal, name="journal"),
    path("journal/bin/", timeline.deleted, name="bin"),
]
