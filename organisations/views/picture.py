"""How those who keep a page arrange its pictures; and the files of pictures."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.files.storage import storages
from django.forms import Form
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from deventer_intl.picture_files import is_shown
from deventer_intl.pictures import file_name

from ..actions import picture as actions
from ..forms.picture import LogoForm, NewLogoForm, NewPhotoForm, PlacedPhotoForm
from ..models import Organisation, Picture
from ..models.picture import MOST_PHOTOS
from .membership import KeptPageMixin, MemberFormView


class PicturesView(KeptPageMixin, TemplateView):
    """The logo and photos of a page, and what can be done with them."""

    template_name = "organisations/pictures.html"

    def get_context_data(self, **kwargs):
        pictures = list(self.organisation.pictures.select_related("project"))
        photos = [picture for picture in pictures if not picture.is_logo]
        return super().get_context_data(
            logo=next((picture for picture in pictures if picture.is_logo), None),
            photos=photos,
            most=MOST_PHOTOS,
            is_full=len(photos) >= MOST_PHOTOS,
            **kwargs,
        )


class PictureMixin(KeptPageMixin):
    """About one picture of a page: `picture`."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(picture=self.picture, **kwargs)

    def get_success_url(self):
        return reverse("organisations:pictures", args=[self.organisation.slug])


class PictureFormView(PictureMixin, MemberFormView):
    """A form with what is said of a picture."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.picture}


@method_decorator(rate_limit(action="add_picture"), name="post")
class AddPhotoView(PictureFormView):
    """Add a photo."""

    form_class = NewPhotoForm
    kind = Picture.Kind.PHOTO
    template_name = "organisations/add_picture.html"

    @property
    def picture(self):
        return Picture(organisation=self.organisation, kind=self.kind)

    def act(self, form):
        actions.add(picture=form.save(commit=False), upload=form.cleaned_data["file"], by=self.request.user)
        messages.success(self.request, _("Added. It is on the page now."))


class AddLogoView(AddPhotoView):
    """Add a logo, in the place of the one there is."""

    form_class = NewLogoForm
    kind = Picture.Kind.LOGO

    def get_initial(self):
        initial = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                initial[f"alt_{code}"] = _("Logo of %(name)s") % {"name": self.organisation.name}
        return initial


class OnePictureMixin:
    """One of the pictures of a page that somebody keeps."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.picture = get_object_or_404(
                Picture.objects.filter(organisation__in=Organisation.objects.kept_by(request.user)),
                organisation__slug=kwargs["slug"],
                pk=kwargs["pk"],
            )
        return super().dispatch(request, *args, **kwargs)


class ChangePictureView(OnePictureMixin, PictureFormView):
    """Change what is said of a picture, and where it stands."""

    template_name = "organisations/change_picture.html"

    def get_form_class(self):
        return LogoForm if self.picture.is_logo else PlacedPhotoForm

    def act(self, form):
        picture = form.save(commit=False)
        actions.change(picture=picture, place=form.cleaned_data.get("place"), by=self.request.user)
        messages.success(self.request, _("Saved."))


class RemovePictureView(OnePictureMixin, PictureMixin, MemberFormView):
    """Take a picture off the page."""

    form_class = Form
    template_name = "organisations/remove_picture.html"

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and request.user.is_authenticated and self.is_gone():
            # By a double click: that is what was asked.
            return redirect("organisations:pictures", kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def is_gone(self):
        """Say whether it was a picture of a page that the user keeps, and is no more."""
        kept = Organisation.objects.kept_by(self.request.user).filter(slug=self.kwargs["slug"])
        events = Picture.pgh_event_model.objects.filter(organisation__in=kept, pgh_obj_id=self.kwargs["pk"])
        return events.exists() and not Picture.objects.filter(pk=self.kwargs["pk"]).exists()

    def act(self, form):
        actions.remove(picture=self.picture, by=self.request.user)
        messages.success(self.request, _("Removed."))


@require_safe
def picture_file(request, digest, width):
    """Send a file of a picture that is on a page; its name stands for its content, so browsers may keep it for good."""
    if not is_shown(digest):
        raise Http404
    try:
        file = storages["pictures"].open(file_name(digest, width))
    except FileNotFoundError:
        raise Http404 from None
    # It is compressed already: `GZipMiddleware` would do so again.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return FileResponse(
        file,
        content_type="image/webp",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
