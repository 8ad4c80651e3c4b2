"""Stories of Shelter City and the consents to them, for those named for it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import shelter_story as actions
from ..forms.shelter import StoryForm
from ..models import ShelterPhoto, ShelterStory, StoryConsent
from ..models.shelter_consent import Channel
from ..models.shelter_story import ALTS, TEXTS
from ..shelter import photo_files
from ..shelter.access import require_keeper
from .private import PrivateAdmin


@admin.register(ShelterStory)
class ShelterStoryAdmin(PrivateAdmin):
    form = StoryForm
    list_display = ["title_nl", "is_public"]
    change_form_template = "admin/events/shelterstory/change_form.html"
    fieldsets = [
        (None, {"fields": [*TEXTS, "elements"]}),
        (gettext_lazy("Photo"), {"fields": ["file", *ALTS, "removes_photo"]}),
    ]

    def get_queryset(self, request):
        public = ShelterStory.objects.public().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).select_related("photo").annotate(public=Exists(public))

    def get_urls(self):
        view = self.admin_site.admin_view(self.photo_view)
        return [path("<int:object_id>/photo/", view, name="events_shelterstory_photo"), *super().get_urls()]

    def photo_view(self, request, object_id):
        """Give out the photo of a story to those who approve it, public or not."""
        require_keeper(request.user)
        photo = get_object_or_404(ShelterPhoto, story=object_id)
        try:
            file = photo_files.opened(photo, photo.width)
        except FileNotFoundError:
            raise Http404 from None
        return FileResponse(file, content_type="image/webp")

    def save_model(self, request, story, form, change):
        removes_photo = form.cleaned_data["removes_photo"]
        actions.save(story=story, by=request.user, alts=form.alts, made=form.made, removes_photo=removes_photo)

    def delete_model(self, request, story):
        actions.remove(story=story, by=request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        story = self.get_object(request, object_id) if self.has_view_permission(request) else None
        if story:
            consents = story.consents.select_related("first_approver", "second_approver")
            extra_context = {**(extra_context or {}), "consents": consents, "missing": story.missing}
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description=gettext_lazy("public"), boolean=True)
    def is_public(self, story):
        return story.public


@admin.register(StoryConsent)
class StoryConsentAdmin(PrivateAdmin):
    list_display = ["paper_number", "item", "channel", "given_on", "expires_on", "standing", "story"]
    list_select_related = ["story"]
    fields = ["story", "item", "channel", "given_on", "expires_on", "paper_number"]

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/approve/", view(self.approve_view), name="events_storyconsent_approve"),
            path("<int:object_id>/withdraw/", view(self.withdraw_view), name="events_storyconsent_withdraw"),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "story" in form.base_fields:
            # Chosen, and not made, changed or removed on the way.
            form.base_fields["story"].widget = forms.Select(choices=form.base_fields["story"].choices)
        return form

    def save_model(self, request, consent, form, change):
        actions.record(consent=consent, by=request.user)

    def response_add(self, request, consent, post_url_continue=None):
        self.message_user(request, "", messages.SUCCESS)
        return HttpResponseRedirect(address_of(consent))

    def approve_view(self, request, object_id):
        """Approve a consent, as the second person."""
        consent = self.found(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            actions.approve(consent=consent, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, "", messages.SUCCESS)
        return HttpResponseRedirect(address_of(consent))

    def withdraw_view(self, request, object_id):
        """Say what withdrawing does; withdraw."""
        consent = self.found(request, object_id)
        if request.method == "POST":
            actions.withdraw(consent=consent, by=request.user)
            self.message_user(request, "", messages.SUCCESS)
            return HttpResponseRedirect(address_of(StoryConsent.objects.get(pk=consent.pk)))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw a consent"),
            "opts": self.opts,
            "consent": consent,
            "elsewhere": consent.channel in {Channel.SOCIAL, Channel.PRESS},
            "back": address_of(consent),
        }
        return TemplateResponse(request, "admin/events/storyconsent/withdraw.html", context)

    def found(self, request, object_id):
        require_keeper(request.user)
        return get_object_or_404(StoryConsent.objects.select_related("story"), pk=object_id)

    @admin.display(description=gettext_lazy("how it stands"))
    def standing(self, consent):
        return consent.standing


def address_of(consent):
    """Return where one goes on after doing something with a consent: to its story, or to all consents once that is gone."""
    if consent.story_id:
        return reverse("admin:events_shelterstory_change", args=[consent.story_id])
    return reverse("admin:events_storyconsent_changelist")
