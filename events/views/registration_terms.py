"""How one registers for an event, and what is asked: for those who run it."""

from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ..actions import attending, registering
from ..forms.organising import QuestionForm, TermsForm
from ..models import Question
from .organising import OrganiserFormView


class TermsView(OrganiserFormView):
    """Open, change or close the registration, and see what is asked."""

    needs_terms = False
    form_class = TermsForm
    template_name = "events/registration_terms.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.terms}

    def act(self, form):
        registering.change_terms(event=self.event, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Saved."))

    def get_context_data(self, **kwargs):
        return super().get_context_data(questions=self.event.questions.all(), **kwargs)

    def get_success_url(self):
        return self.request.path


class AddQuestionView(OrganiserFormView):
    form_class = QuestionForm
    template_name = "events/question.html"

    def act(self, form):
        attending.save_question(event=self.event, question=form.save(commit=False), by=self.request.user)
        messages.success(self.request, _("Saved."))

    def get_success_url(self):
        return reverse("events:registration_terms", args=[self.event.slug])


class OneQuestionMixin:
    def get_question(self):
        return get_object_or_404(Question, event=self.event, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(question=self.get_question(), **kwargs)


class ChangeQuestionView(OneQuestionMixin, AddQuestionView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.get_question()}


class RemoveQuestionView(OneQuestionMixin, AddQuestionView):
    form_class = Form
    template_name = "events/remove_question.html"

    def act(self, form):
        attending.remove_question(question=self.get_question(), by=self.request.user)
        messages.success(self.request, _("Removed."))

    def get_context_data(self, **kwargs):
        return super().get_context_data(number=self.get_question().answers.count(), **kwargs)
