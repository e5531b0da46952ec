"""What a list at the desk may be narrowed by: one choice each, by the name of a field."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

Lookups = list[tuple[str, str]]


def by(name: str, title: str) -> type[admin.SimpleListFilter]:
    """Return a filter by a field: its choices, yes and no, or the rows it names by their slug."""

    class By(admin.SimpleListFilter):
        parameter_name = name

        def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
            return _choices(model_admin.model._meta.get_field(name))

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            field: Any = queryset.model._meta.get_field(name)
            value = self.value()
            if value not in dict(self.lookup_choices):
                return queryset
            if isinstance(field, models.BooleanField):
                return queryset.filter(**{name: value == "yes"})
            if field.is_relation:
                return queryset.filter(**{f"{name}__slug": value})
            return queryset.filter(**{name: value})

    By.title = title
    return By


def _choices(field: Any) -> Lookups:
    if isinstance(field, models.BooleanField):
        return [("yes", "Yes"), ("no", "No")]
    if field.is_relation:
        return [(row.slug, str(row)) for row in field.related_model._default_manager.all()]
    return [(str(value), str(label)) for value, label in field.flatchoices]
