"""Feelings at the desk."""

from django.contrib import admin

from guidance.admin.desk import ShelvedAdmin
from guidance.models import Feeling


@admin.register(Feeling)
class FeelingAdmin(ShelvedAdmin):
    about = "Words for how it feels, offered as a writer writes. They may write their own."
    fieldsets = [
        ("What writers read", {"fields": ["name"]}),
        ("For editors", {"fields": ["slug"]}),
    ]
