"""The photos of events, as editors add them and take them off."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..actions import photo as actions
from ..forms.photo import PhotoForm
from ..models import EventPhoto


class PhotoAdminForm(PhotoForm):
    class Meta(PhotoForm.Meta):
        fields = ["event", *PhotoForm.Meta.fields]


@admin.register(EventPhoto)
class EventPhotoAdmin(HistoryAdmin):
    form = PhotoAdminForm
    list_display = ["event", "shown", "alt_nl", "credit", "added_at"]
    list_select_related = ["event"]
    search_fields = ["event__title_nl", "alt_nl", "credit"]
    autocomplete_fields = ["event"]
    export_kinds = []

    def get_fields(self, request, photo=None):
        said = ["event", "alt_nl", "alt_en", "alt_de", "credit", "has_consent"]
        return [*said, "shown"] if photo else ["event", "file", *said[1:]]

    def get_form(self, request, obj=None, change=False, **kwargs):
        # Nothing of a photo that is there can be changed, so there are no fields to check.
        return super().get_form(
            request, obj, change=change, **(kwargs | {"form": forms.ModelForm} if change else kwargs)
        )

    def has_change_permission(self, request, obj=None):
        return False

    def save_form(self, request, form, change):
        return form.save(commit=False)

    def save_model(self, request, photo, form, change):
        actions.add(photo=photo, upload=form.cleaned_data["file"], by=request.user)

    def add_view(self, request, form_url="", extra_context=None):
        try:
            return super().add_view(request, form_url, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request, photo):
        actions.remove(photo=photo, by=request.user)

    def delete_queryset(self, request, queryset):
        for photo in queryset:
            actions.remove(photo=photo, by=request.user)

    @admin.display(description=_("photo"))
    def shown(self, photo):
        return format_html('<img class="shown-picture" src="{}" alt="">', photo.small)
