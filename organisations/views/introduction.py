"""Asking an organisation for an introduction: the visitor asks and confirms, a member answers."""

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, ListView, TemplateView

from deventer_intl.addresses import mailbox_of

from ..actions import introduction as actions
from ..forms.introduction import AboutForm, AnswerForm, ContactForm
from ..models import AnswerLink, Introduction, Organisation
from .membership import KeptPageMixin


class PublicOrganisationMixin:
    def dispatch(self, request, *args, **kwargs):
        self.organisation = get_object_or_404(Organisation.objects.public(), slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(organisation=self.organisation, section="organisations", **kwargs)


@method_decorator(never_cache, name="dispatch")
class ContactView(PublicOrganisationMixin, FormView):
    """Write a message to an organisation, for anyone. Who nobody keeps the page of cannot be asked, and that is said."""

    form_class = ContactForm
    template_name = "organisations/contact.html"

    def get_initial(self):
        user, initial = self.request.user, {}
        if user.is_authenticated:
            initial = {"name": user.name, "email": user.email}
        if internship := AboutForm(self.request.GET).internship(self.organisation):
            initial["message"] = _("About your internship: %(title)s") % {"title": internship.title} + "\n\n"
        return initial

    def get_about(self):
        return AboutForm(self.request.GET).about(self.organisation)

    def form_valid(self, form):
        answers = {name: form.cleaned_data[name] for name in ("name", "email", "affiliation", "message")}
        goes_at_once = actions.has_proved(email=answers["email"], by=self.request.user)
        if not consume(self.request, action="introduction", key=mailbox_of(answers["email"])) or (
            goes_at_once and not may_deliver(self.request, self.organisation)
        ):
            form.add_error(None, _("You sent too many messages, or the organisation got too many. Try again tomorrow."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        try:
            actions.ask(
                organisation=self.organisation,
                about=self.get_about(),
                **answers,
                language=get_language(),
                by=self.request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        if goes_at_once:
            messages.success(
                self.request, _("Your message was sent to %(name)s. You get mail.") % {"name": self.organisation}
            )
            return redirect("member_home")
        return redirect("organisations:contact_sent", self.organisation.slug)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            about=next(iter(self.get_about().values()), None),
            # What was typed stays on the screen, also when the last member left meanwhile.
            has_form=self.request.method == "POST" or self.organisation.memberships.reachable().exists(),
            office_email=settings.OFFICE_EMAIL,
            **kwargs,
        )


def may_deliver(request, organisation):
    """Say whether an organisation can get one more message today."""
    return consume(request, action="introduction_delivery", key=organisation.slug)


class ContactSentView(PublicOrganisationMixin, TemplateView):
    """Say that a mail is on its way to the asker."""

    template_name = "organisations/contact_sent.html"


@never_cache
@rate_limit(action="introduction_link")
def confirm_introduction(request, token):
    """Show the asker what a link would send; send it. A link that is wrong, old or used says so."""
    introduction = Introduction.objects.of(token)
    context, status = {"introduction": introduction}, 200
    if introduction is None:
        status = 404
    elif not introduction.sent_at and not actions.can_be_confirmed(introduction):
        context["is_too_late"], status = True, 410
    elif request.method == "POST":
        if introduction.sent_at:
            status = 410
        elif not may_deliver(request, introduction.organisation):
            context["problem"], status = _("This organisation got many messages today. Try again tomorrow."), 429
        else:
            try:
                actions.confirm(introduction=introduction)
                return redirect(request.path)
            except ValidationError as error:
                introduction.refresh_from_db(fields=["sent_at"])
                if introduction.sent_at:
                    # A second click, at the same moment.
                    return redirect(request.path)
                context["problem"], status = error.message, 409
    return render(request, "organisations/introduction_confirm.html", context, status=status)


class AnswerMixin:
    """The form with which a member answers; `introduction` and `member` say which one and who."""

    form_class = AnswerForm

    def get_initial(self):
        return {"answer": self.request.GET.get("antwoord")}

    def form_valid(self, form):
        try:
            if form.cleaned_data["answer"] == "ja":
                actions.accept(introduction=self.introduction, by=self.member)
            else:
                actions.decline(introduction=self.introduction, reason=form.cleaned_data["reason"], by=self.member)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(introduction=self.introduction, member=self.member, **kwargs)


@method_decorator([never_cache, rate_limit(action="introduction_link")], name="dispatch")
class AnswerByLinkView(AnswerMixin, FormView):
    """Answer with a link from the mail, once; nobody needs to sign in for it."""

    template_name = "organisations/introduction_answer.html"

    def dispatch(self, request, *args, **kwargs):
        link = AnswerLink.objects.of(kwargs["token"])
        if link is None:
            return render(request, self.template_name, {"is_unknown": True}, status=404)
        self.introduction, self.member = link.introduction, link.membership.user
        if not self.introduction.is_waiting:
            status = 410 if request.method == "POST" else 200
            return render(request, self.template_name, {"introduction": self.introduction}, status=status)
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self):
        return self.request.path


class IntroductionListView(KeptPageMixin, ListView):
    """The messages an organisation got: first those that wait."""

    template_name = "organisations/introduction_list.html"
    context_object_name = "introductions"
    paginate_by = 25

    def get_queryset(self):
        return (
            self.organisation.introductions.readable()
            .select_related("country", "place", "offer", "answered_by")
            .waiting_first()
        )


class AnswerView(KeptPageMixin, AnswerMixin, FormView):
    """Answer one of them after signing in."""

    template_name = "organisations/answer_introduction.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            introductions = Introduction.objects.readable().filter(
                organisation__in=Organisation.objects.kept_by(request.user)
            )
            self.introduction = get_object_or_404(
                introductions.select_related("country", "place", "offer"),
                organisation__slug=kwargs["slug"],
                pk=kwargs["pk"],
            )
            self.member = request.user
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        if not form.errors:
            messages.success(self.request, _("Answered, and mailed to the asker."))
        return response

    def get_success_url(self):
        return reverse("organisations:introductions", args=[self.organisation.slug])
