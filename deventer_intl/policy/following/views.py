"""Following chapters: a list of them for who is signed in, and the link in a mail that ends one."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from globalgoals.models import PolicyChapter

from ...models import ChapterSubscription
from .. import following


@method_decorator(never_cache, name="dispatch")
class FollowingView(LoginRequiredMixin, TemplateView):
    """The chapters of the plans that everyone can read, each with a button to follow it or to stop."""

    template_name = "policy/following.html"

    def chapters(self):
        return PolicyChapter.objects.filter(plan__published_on__isnull=False).order_by("-plan__first_year", "number")

    def get_context_data(self, **kwargs):
        followed = set(ChapterSubscription.objects.filter(user=self.request.user).values_list("chapter", flat=True))
        rows = [(chapter, chapter.pk in followed) for chapter in self.chapters().select_related("plan")]
        return super().get_context_data(section="policy", rows=rows, **kwargs)

    def post(self, request):
        keys = {name: request.POST.get(name, "") for name in ("follow", "stop")}
        key = next((value for value in keys.values() if value.isdecimal()), "0")
        chapter = get_object_or_404(self.chapters(), pk=key)
        if keys["follow"]:
            following.follow(chapter=chapter, by=request.user)
            messages.success(request, _("You follow “%(chapter)s”.") % {"chapter": chapter})
        else:
            following.unfollow(chapter=chapter, by=request.user)
            messages.success(request, _("You no longer follow “%(chapter)s”.") % {"chapter": chapter})
        return redirect("policy:following")


# RFC 8058: the mail program sends this, without a session and without a form token. The signed address is what counts.
@csrf_exempt
@never_cache
def unfollow(request, token):
    """Ask whether to stop; stop. The answer is the same whether the subscription was there or not."""
    try:
        following.followed_by(token)
        if request.method == "POST":
            following.stop(token=token)
    except ValidationError as error:
        return render(request, "policy/unfollow.html", {"problem": error.message}, status=410)
    return render(request, "policy/unfollow.html", {"is_done": request.method == "POST"})
