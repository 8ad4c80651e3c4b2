"""What is typed into the form of a section and not saved yet, kept on the server."""

from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.generic import View

from ..actions import profile as actions
from .section import SectionMixin
from .typed import TOO_MUCH, is_too_much


class DraftView(SectionMixin, View):
    """Keep what is typed, while it is typed; or throw it away."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if self.pk and not self.section.many:
            raise Http404
        if "throw-away" in request.POST:
            actions.throw_draft_away(**self.key, by=request.user)
            name = "edit_item" if self.section.many else "edit_section"
            return redirect(f"organisations:{name}", *self.address_of_form())
        data = self.typed()
        if is_too_much(data):
            return JsonResponse({"text": TOO_MUCH}, status=413)
        return JsonResponse({"text": self.keep(data)})

    @transaction.atomic
    def keep(self, data):
        """Keep what was typed, unless it is what is on the page, and return what can be said of that.

        It can arrive after the form itself, which was saved meanwhile.
        """
        self.lock()
        instance = self.get_instance()
        form_class = self.section.form_class
        if form_class(instance=instance).says_what_is_there(self.request.POST) or self.is_there_already(
            form_class(self.request.POST, instance=instance)
        ):
            actions.throw_draft_away(**self.key, by=self.request.user)
            return _("This is what is on the page.")
        actions.keep_draft(**self.key, data=data, by=self.request.user)
        return _("Kept at %(time)s. You can close this page.") % {"time": time_format(timezone.localtime(), "H:i")}

    def address_of_form(self):
        return [self.organisation.slug, self.section.slug, *([self.pk] if self.section.many else [])]
