"""How the photos of a good practice come on its page, and off it."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from globalgoals.actions import practice_photo as actions
from globalgoals.models import PracticePhoto
from globalgoals.models.practice_parts import MOST_PHOTOS
from organisations.views.membership import MemberFormView

from .forms import PracticePhotoForm
from .own import OwnPracticeMixin


class PhotosView(OwnPracticeMixin, TemplateView):
    """The photos of a good practice, and what can be done with them."""

    template_name = "practices/photos.html"

    def get_context_data(self, **kwargs):
        photos = list(self.practice.photos.all())
        return super().get_context_data(photos=photos, most=MOST_PHOTOS, is_full=len(photos) >= MOST_PHOTOS, **kwargs)


class PhotoFormView(OwnPracticeMixin, MemberFormView):
    def get_success_url(self):
        return reverse("practices:photos", args=[self.organisation.slug, self.practice.pk])


@method_decorator(rate_limit(action="add_picture"), name="post")
class AddView(PhotoFormView):
    """Add a photo."""

    form_class = PracticePhotoForm
    template_name = "practices/add_photo.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": PracticePhoto(practice=self.practice)}

    def act(self, form):
        actions.add(photo=form.save(commit=False), upload=form.cleaned_data["file"], by=self.request.user)
        messages.success(self.request, _("Added."))


class RemoveView(PhotoFormView):
    """Take a photo off."""

    form_class = Form
    template_name = "practices/remove_photo.html"

    def get_context_data(self, **kwargs):
        photo = get_object_or_404(self.practice.photos, pk=self.kwargs["photo"])
        return super().get_context_data(photo=photo, **kwargs)

    def act(self, form):
        photo = get_object_or_404(self.practice.photos, pk=self.kwargs["photo"])
        actions.remove(photo=photo, by=self.request.user)
        messages.success(self.request, _("Removed."))
