"""What an applicant sees of an application that was sent in."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from ..models import Application


class CaseMixin(LoginRequiredMixin):
    """An application of an organisation of which the visitor is a member, by its reference; to others it is not there."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        own = Application.objects.of_member(request.user).with_names()
        self.application = get_object_or_404(own.by_reference(kwargs["reference"]))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(application=self.application, **kwargs)


class CaseView(CaseMixin, TemplateView):
    template_name = "subsidies/case.html"
