"""Shelter City in the back-office: the public text for editors, places and totals for those named for it."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..actions import shelter as actions
from ..models import ShelterPlace, ShelterProgramme, ShelterTask, ShelterTotal
from .private import KeepersAlone, PrivateAdmin


@admin.register(ShelterProgramme)
class ShelterProgrammeAdmin(admin.ModelAdmin):
    """What everybody reads. Whoever writes it names no guest."""

    filter_horizontal = ["partners"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not ShelterProgramme.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        text = _("Write about the programme alone: no name, country, theme or day of a guest.")
        kwargs["help_texts"] = {f"text_{language}": text for language in ("nl", "en", "de")}
        return super().get_form(request, obj, change, **kwargs)


class TaskInline(KeepersAlone, admin.TabularInline):
    """The list of a place: who does what, and whether it is done. The tasks themselves are fixed."""

    model = ShelterTask
    fields = ["is_done", "partner", "due_year", "due_half", "done_by"]
    readonly_fields = ["done_by"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # A column has a heading; a screen reader hears what a field in it is.
        field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field


@admin.register(ShelterPlace)
class ShelterPlaceAdmin(PrivateAdmin):
    list_display = ["__str__", "state", "tasks_open"]
    inlines = [TaskInline]

    def get_queryset(self, request):
        to_do = Count("tasks", filter=Q(tasks__is_done=False))
        return super().get_queryset(request).annotate(to_do=to_do)

    def get_inlines(self, request, obj):
        # A new place gets the whole list.
        return [TaskInline] if obj else []

    def save_model(self, request, place, form, change):
        if change:
            super().save_model(request, place, form, change)
        else:
            actions.add(place=place, by=request.user)

    def save_formset(self, request, form, formset, change):
        for task in formset.save(commit=False):
            actions.tick(task=task, by=request.user)
            task.save()

    @admin.display(description=_("tasks to do"))
    def tasks_open(self, place):
        return place.to_do


@admin.register(ShelterTotal)
class ShelterTotalAdmin(PrivateAdmin):
    list_display = ["year", "guests", "shown_since", "source"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_public)

    has_delete_permission = has_change_permission

    @admin.display(description=_("public from"))
    def shown_since(self, total):
        return total.shown_from
