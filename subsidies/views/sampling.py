"""Sample control: how an applicant answers, and the page where anyone can repeat the draws of a scheme."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from ..actions import sampling as actions
from ..forms.sampling import SampleAnswerForm
from ..models import Ceiling
from ..rounds import Rounds
from ..sampling import lots_of
from ..slots import Slot, filled
from .attachments import UploadMixin, said_of
from .case import CaseFormView, WhileMixin
from .public import PublicView


@method_decorator(rate_limit(action="add_attachment"), name="post")
class SampleAnswerView(UploadMixin, WhileMixin, CaseFormView):
    """Show what became of a subsidy that was drawn: in words, in documents, or both."""

    form_class = SampleAnswerForm
    template_name = "subsidies/sample_answer.html"

    def task(self):
        return self.case.sample_check

    def was_done(self):
        check = actions.check_of(self.application)
        return "send" in self.request.POST and bool(check and check.received_at)

    def said(self):
        return {"check": self.task() or actions.check_of(self.application)}

    def slots(self):
        check = self.said()["check"]
        return filled([Slot(None, False)], [each for each in check.documents if not each.replaced_at])

    def get_context_data(self, *, slots=None, form=None, **kwargs):
        answer = form if isinstance(form, SampleAnswerForm) else SampleAnswerForm()
        return super().get_context_data(
            slots=self.with_forms(slots or self.slots()), answer=answer, form=form or answer, **kwargs
        )

    def post(self, request, *args, **kwargs):
        if "send" in request.POST or not self.task():
            return super().post(request, *args, **kwargs)
        slots = self.slots()
        if form := self.upload(slots):
            return self.render_to_response(self.get_context_data(form=form, slots=slots))
        return redirect(request.path)

    def keep(self, form):
        file, content = form.cleaned_data["file"], form.cleaned_data["content"]
        by = self.request.user
        attachment = actions.add_proof(application=self.application, name=file.name, content=content, by=by)
        messages.success(self.request, said_of(attachment))

    def act(self, form):
        actions.answer(application=self.application, text=form.cleaned_data["text"], by=self.request.user)
        messages.success(self.request, _("We received your proof. You hear from us when we have looked at it."))


class SamplesView(PublicView):
    """The samples of a scheme in a year, with all that is needed to repeat them. What was found stands in the cases alone."""

    template_name = "subsidies/samples.html"

    def get(self, request, slug, year):
        ceiling = Ceiling.objects.filter(scheme__slug=slug, year=year).select_related("scheme").first()
        rounds = Rounds([ceiling.scheme] if ceiling else [])
        round_ = next((each for each in rounds.all if each.ceiling == ceiling), None)
        samples = list(ceiling.samples.all()) if ceiling else []
        if round_ is None or not samples:
            raise Http404
        return self.render(rounds, round=round_, samples=[(sample, lots_of(sample)) for sample in samples])
