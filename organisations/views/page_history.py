"""How a page will look, and how it was."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from deventer_intl.markdown import markdown

from ..history import changes_of, restore
from .directory import profile_context
from .membership import KeptPageMixin


class PreviewView(KeptPageMixin, View):
    """The page as the public will see it, also before it is published."""

    def get(self, request, slug):
        context = profile_context(request, slug, public_only=False)
        return render(request, "organisations/organisation_detail.html", {**context, "is_preview": True})


class MarkdownView(KeptPageMixin, View):
    """Return how a text will look, while it is typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        return HttpResponse(markdown(request.POST.get("text", "")[:20_000]))


class HistoryView(KeptPageMixin, TemplateView):
    """What was changed on the page, by whom, the newest first."""

    template_name = "organisations/page_history.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(changes=changes_of(self.organisation), **kwargs)


class RestoreView(KeptPageMixin, View):
    """An owner brings back how something was."""

    for_owners = True
    http_method_names = ["post"]

    def post(self, request, slug, kind, event):
        try:
            restore(organisation=self.organisation, kind=kind, event=event, by=request.user)
            messages.success(request, _("Restored."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("organisations:page_history", slug)
