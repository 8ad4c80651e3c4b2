"""How the photos of an event come on its page, and off it."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from organisations.views.membership import MemberFormView

from ..actions import photo as actions
from ..forms.photo import PhotoForm
from ..models import EventPhoto
from ..models.photo import MOST_PHOTOS
from .own import OwnEventMixin


class PhotosView(OwnEventMixin, TemplateView):
    """The photos of an event, and what can be done with them."""

    template_name = "events/photos.html"

    def get_context_data(self, **kwargs):
        photos = list(self.event.photos.all())
        return super().get_context_data(photos=photos, most=MOST_PHOTOS, is_full=len(photos) >= MOST_PHOTOS, **kwargs)


class PhotoFormView(OwnEventMixin, MemberFormView):
    def get_success_url(self):
        return reverse("events:photos", args=[self.organisation.slug, self.event.pk])


@method_decorator(rate_limit(action="add_picture"), name="post")
class AddView(PhotoFormView):
    """Add a photo."""

    form_class = PhotoForm
    template_name = "events/add_photo.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": EventPhoto(event=self.event)}

    def act(self, form):
        actions.add(photo=form.save(commit=False), upload=form.cleaned_data["file"], by=self.request.user)
        messages.success(self.request, _("Added. It is on the page now."))


class RemoveView(PhotoFormView):
    """Take a photo off the page."""

    form_class = Form
    template_name = "events/remove_photo.html"

    def get_context_data(self, **kwargs):
        photo = get_object_or_404(self.event.photos, pk=self.kwargs["photo"])
        return super().get_context_data(photo=photo, **kwargs)

    def act(self, form):
        photo = get_object_or_404(self.event.photos, pk=self.kwargs["photo"])
        actions.remove(photo=photo, by=self.request.user)
        messages.success(self.request, _("Removed."))
