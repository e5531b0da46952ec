"""Weights at the desk: how well each way back fits."""

from django.contrib import admin

from guidance.admin.desk import KeptAdmin, KeptInline
from guidance.models import Weight


class WeightInline(KeptInline):
    model = Weight
    fields = ["side", "strategy", "value"]
    ordering = ["side", "strategy__order"]
    verbose_name_plural = "how well each way back fits"


class FearWeightInline(WeightInline):
    fields = ["strategy", "value"]


@admin.register(Weight)
class WeightAdmin(KeptAdmin):
    list_display = ["__str__", "sign", "fear", "side", "strategy", "value"]
    list_editable = ["value"]
    list_filter = ["strategy", "side", "sign", "fear"]
    list_select_related = ["sign", "fear", "strategy"]
    search_fields = ["sign__name", "fear__name", "strategy__name"]
    fields = ["sign", "fear", "side", "strategy", "value", "edited_at"]
    readonly_fields = ["edited_at"]
