"""What an applicant sees of an application that was sent in, and what can be done with it."""

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from organisations.views.membership import MemberFormView

from ..actions import application as actions
from ..actions import offer as offers
from ..case import Case
from ..clock import equal_days
from ..forms.case import MessageForm, OpinionForm
from ..models import Application, Document


class ApplicationsView(LoginRequiredMixin, ListView):
    """Drafts and applications of all organisations of the visitor, with what each asks of them."""

    template_name = "subsidies/application_list.html"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_queryset(self):
        return Application.objects.of_member(self.request.user).submitted().for_list()

    def get_context_data(self, **kwargs):
        drafts = Application.objects.of_member(self.request.user).drafts().with_names().order_by("-created_at")
        context = super().get_context_data(drafts=drafts, section="member", **kwargs)
        extra = equal_days()
        context["cases"] = [Case(application, extra) for application in context["object_list"]]
        return context


class CaseMixin(LoginRequiredMixin):
    """An application of an organisation of which the visitor is a member, by its reference; to others it is not there."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        own = Application.objects.of_member(request.user).for_list()
        self.application = get_object_or_404(own.by_reference(kwargs["reference"]))
        self.case = Case(self.application)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(application=self.application, case=self.case, section="member", **kwargs)

    def get_success_url(self):
        return reverse("subsidies:application", args=[self.application.reference])


class CaseView(CaseMixin, TemplateView):
    template_name = "subsidies/case.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            case_messages=self.application.messages.select_related("sent_by"),
            attachments=self.application.attachments.select_related("evidence"),
            receipt=self.application.documents.filter(kind=Document.Kind.RECEIPT).exclude(file="").first(),
            letters=self.application.documents.letters().select_related("decision"),
            court=settings.COURT,
            **kwargs,
        )


class WhileMixin(CaseMixin):
    """Something that can be done while the case is so; later the page says that the time for it is over."""

    def task(self):
        """Return what is to be done, or nothing."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if not self.task():
            messages.info(request, _("There is nothing more to do here."))
            return redirect(self.application)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.task() or self.was_done() else self.over()

    def over(self):
        """Show the case as it is by now, and say that it has changed."""
        messages.error(self.request, _("This cannot be done any more: the case has changed since you opened the page."))
        view = CaseView()
        view.setup(self.request, *self.args, **self.kwargs)
        view.application, view.case = self.application, self.case
        return view.render_to_response(view.get_context_data(), status=409)

    def was_done(self):
        """Tell whether the action is to be asked all the same: it takes a second click for the first."""
        return False


class CaseFormView(CaseMixin, MemberFormView):
    template_name = "subsidies/case_form.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=self.get_success_url(), **self.said(), **kwargs)

    def said(self):
        """Return what stands above and on the form."""
        raise NotImplementedError


class MessageView(CaseFormView):
    form_class = MessageForm

    def said(self):
        return {
            "heading": _("Send a message"),
            "lead": _("The International Office reads your message, and answers here. You get mail of it."),
            "button": _("Send"),
        }

    def act(self, form):
        if not consume(self.request, action="case_message"):
            raise ValidationError(_("You sent many messages today. Try again tomorrow, or call us."), code="limit")
        actions.write(application=self.application, text=form.cleaned_data["text"], by=self.request.user)
        messages.success(self.request, _("Your message is sent."))


class WithdrawView(WhileMixin, CaseFormView):
    form_class = Form

    def task(self):
        return self.case.can_be_withdrawn

    def was_done(self):
        return self.application.state == "withdrawn"

    def said(self):
        return {
            "heading": _("Withdraw “%(title)s”?") % {"title": self.application.title},
            "lead": _("We do nothing more with the application, and you get no decision. You cannot undo this."),
            "more": _("Your place in line goes to the next one. You can always send a new application."),
            "button": _("Yes, withdraw it"),
        }

    def act(self, form):
        actions.withdraw(application=self.application, by=self.request.user)
        messages.success(self.request, _("The application is withdrawn."))


class OpinionView(WhileMixin, CaseFormView):
    """Give a view on what is intended (zienswijze, Awb 4:7)."""

    form_class = OpinionForm

    def task(self):
        return self.case.intention

    def was_done(self):
        """Also when the term ended while somebody was typing: the form comes back, with the text and why."""
        self.given = next(reversed(self.application.intentions.all()), None)
        return self.given is not None and self.application.takes_views

    def said(self):
        intention = self.case.intention or self.given
        return {
            "heading": _("Give your view"),
            "lead": _("We intend to decide against you. Before we do, we want to hear what you think (Awb 4:7)."),
            "quote": intention.text,
            "until": intention.view_due_on,
            "button": _("Send your view"),
        }

    def act(self, form):
        intention = self.case.intention or self.given
        actions.give_view(intention=intention, text=form.cleaned_data["view"], by=self.request.user)
        messages.success(self.request, _("We received your view. We read it before we decide."))


class OfferView(WhileMixin, CaseFormView):
    """Take or decline what remained of the ceiling (Awb 4:25 lid 2)."""

    form_class = Form
    template_name = "subsidies/offer.html"

    def task(self):
        return self.case.offer

    def was_done(self):
        accepted = any(decision.offer_accepted_at for decision in self.application.announced)
        return accepted if self.keeps else self.application.state == "withdrawn"

    @property
    def keeps(self):
        return self.request.POST.get("answer") != "decline"

    def said(self):
        return {"offer": self.case.offer}

    def act(self, form):
        answer = self.request.POST.get("answer")
        if answer not in ("keep", "decline"):
            raise ValidationError(_("Choose one of the two."), code="answer")
        if not self.case.offer:
            # The second of two clicks.
            return
        if answer == "keep":
            offers.accept_offer(application=self.application, by=self.request.user)
            messages.success(self.request, _("You keep what remained."))
        else:
            offers.decline_offer(application=self.application, by=self.request.user)
            messages.success(self.request, _("You gave it back. The application is withdrawn."))
