"""Addresses of the guide and of the help page: opaque codes, no names."""

from django.urls import path

from guidance import views

urlpatterns = [
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:code>/", views.guide_page, name="guide_page"),
    path("help/", views.help_page, name="help"),
]
