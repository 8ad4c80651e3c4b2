"""Shelter City as the public reads it, with the stories that were agreed to."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, TemplateView

from ..models import ShelterPhoto, ShelterProgramme, ShelterStory, ShelterTotal
from ..shelter import photo_files

# Search engines keep no copy of what may be withdrawn.
NO_COPY = "noarchive, noimageindex"


class ShelterView(TemplateView):
    """What the programme is, how many guests there were, and what some of them tell."""

    template_name = "events/shelter.html"
    extra_context = {"section": "shelter"}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            programme=ShelterProgramme.objects.prefetch_related("partners").first(),
            total=ShelterTotal.objects.shown(),
            stories=ShelterStory.objects.public(),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class StoryView(DetailView):
    """A story, as long as it is public: no browser keeps it, so that what is withdrawn is gone."""

    template_name = "events/shelter_story.html"
    context_object_name = "story"
    slug_field = slug_url_kwarg = "key"
    extra_context = {"section": "shelter"}

    def get_queryset(self):
        return ShelterStory.objects.public()

    def get_context_data(self, **kwargs):
        photo = ShelterPhoto.objects.public().filter(story=self.object).select_related("story").first()
        return super().get_context_data(photo=photo, **kwargs)

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, headers={"X-Robots-Tag": NO_COPY}, **kwargs)


@never_cache
@require_safe
def photo_file(request, key, width):
    """Give out a photo while its story and it are public."""
    photo = get_object_or_404(ShelterPhoto.objects.public(), story__key=key)
    if width not in photo.widths:
        raise Http404
    try:
        file = photo_files.opened(photo, width)
    except FileNotFoundError:
        raise Http404 from None
    # It is compressed already: `GZipMiddleware` would do so again.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    policy = "default-src 'none'; sandbox"
    headers = {"Content-Security-Policy": policy, "X-Robots-Tag": NO_COPY}
    return FileResponse(file, content_type="image/webp", headers=headers)
