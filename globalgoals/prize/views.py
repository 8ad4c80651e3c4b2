"""The prize for everyone: the page of a year, the archive, nominating, and the links of nominator and nominee."""

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from deventer_intl.addresses import mailbox_of
from deventer_intl.form_answers import ActingMixin, add_errors

from ..models import ConsentLink, Nomination, PastWinner, PrizeDecision, PrizeEdition
from . import nominating
from .calendar import steps_of
from .forgetting import KEPT
from .forms import AnswerForm, NominateForm
from .links import NOMINATOR, NOMINEE, digest_of
from .winners import past_and_present

SECTION = {"section": "goals"}


class PrizeArchiveView(TemplateView):
    """Every year of the prize, and who won; before this portal only what a source says."""

    template_name = "globalgoals/prize_archive.html"
    extra_context = SECTION

    def get_context_data(self, **kwargs):
        editions = PrizeEdition.objects.public()
        current = [edition for edition in editions if not edition.is_announced]
        decisions = PrizeDecision.objects.filter(edition__announced_at__isnull=False).defer("minutes")
        years = past_and_present(decisions.select_related("edition", "winner__organisation"), PastWinner.objects.all())
        return super().get_context_data(current=current, years=years, **kwargs)


class EditionMixin:
    """About a year that everyone can read about; one in preparation is not there."""

    def dispatch(self, request, *args, **kwargs):
        editions = PrizeEdition.objects.public().select_related("event")
        self.edition = get_object_or_404(editions, year=kwargs["year"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(edition=self.edition, **{**SECTION, **kwargs})


class PrizeView(EditionMixin, TemplateView):
    """Criteria, calendar, jury; after the announcement winner, nominees who agreed to be named, and minutes."""

    template_name = "globalgoals/prize.html"

    def get_context_data(self, **kwargs):
        jurors = list(self.edition.jurors.select_related("user"))
        named = [juror for juror in jurors if juror.shows_name and juror.user]
        context = {"steps": steps_of(self.edition), "event": event_of(self.edition)}
        context |= {"criteria": self.edition.criteria.all(), "jurors": named, "unnamed": len(jurors) - len(named)}
        if self.edition.is_announced:
            decisions = PrizeDecision.objects.defer("minutes").select_related("winner__organisation", "winner__goal")
            decision = decisions.get(edition=self.edition)
            nominees = self.edition.nominations.named().exclude(pk=decision.winner_id)
            context |= {"decision": decision, "nominees": nominees.select_related("organisation", "goal")}
        return super().get_context_data(**context, **kwargs)


def event_of(edition):
    """Return the event at which the prize is announced, if everyone may know of it."""
    return edition.event if edition.event and edition.event.is_public else None


def prize_minutes(request, year):
    """Hand out the minutes, as they were made when the jury decided."""
    decision = PrizeDecision.objects.filter(edition__year=year, edition__announced_at__isnull=False).first()
    if decision is None:
        raise Http404
    response = HttpResponse(bytes(decision.minutes), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="prijs-{year}-verslag.pdf"'
    return response


@method_decorator(never_cache, name="dispatch")
class NominateView(EditionMixin, FormView):
    """Nominate an organisation, for anyone; outside the days of nominating the page says when."""

    form_class = NominateForm
    template_name = "globalgoals/nominate.html"
    extra_context = {"kept_days": KEPT.days}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"edition": self.edition}

    def get_initial(self):
        user = self.request.user
        return {"name": user.name, "email": user.email} if user.is_authenticated else {}

    def form_valid(self, form):
        if not consume(self.request, action="nominate", key=mailbox_of(form.cleaned_data["email"])):
            text = _("There were too many nominations from here, or with this address. Try again tomorrow.")
            form.add_error(None, text)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        try:
            nomination = form.nomination(get_language())
            nominating.nominate(nomination=nomination, reasons=form.reasons(), by=self.request.user)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        if nomination.proved_at:
            messages.success(self.request, _("Your nomination came in. We ask the nominee whether it takes part."))
        return redirect("globalgoals:nominated", self.edition.year)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class NominatedView(EditionMixin, TemplateView):
    """Say that a mail is on its way; who is signed in with a proved address need not wait for it."""

    template_name = "globalgoals/nominated.html"


@rate_limit(action="prize_link", limit_get=True)
def unknown_link(request):
    """Say so, and count a guess: who guessed too often is stopped, who opens the own link all day is not."""
    return render(request, "globalgoals/prize_link_unknown.html", SECTION, status=404)


@never_cache
@rate_limit(action="prize_link", limit_get=True, dry_run=True)
def confirm_nomination(request, token):
    """Show the nominator what a link would send; send it. A link that is wrong, old or used says so."""
    nomination = Nomination.objects.of(digest_of(token, purpose=NOMINATOR))
    if nomination is None:
        return unknown_link(request)
    context, status = {**SECTION, "nomination": nomination, "edition": nomination.edition}, 200
    if nomination.state != Nomination.State.RECEIVED:
        status = 410 if request.method == "POST" else 200
    elif not nominating.can_be_confirmed(nomination):
        context["is_too_late"], status = True, 410
    elif request.method == "POST":
        if not may_deliver(request, nomination):
            context["problem"], status = _("This organisation was nominated often today. Try again tomorrow."), 429
        else:
            try:
                nominating.confirm(nomination=nomination)
                return redirect(request.path)
            except ValidationError as error:
                context["problem"], status = " ".join(error.messages), 409
    return render(request, "globalgoals/nomination_confirm.html", context, status=status)


def may_deliver(request, nomination):
    """Say whether one more owner may be mailed about this nominee today."""
    return consume(request, action="nomination_delivery", key=f"{nomination.edition_id}:{nomination.organisation_name}")


@method_decorator([never_cache, rate_limit(action="prize_link", limit_get=True, dry_run=True)], name="dispatch")
class AnswerNominationView(ActingMixin, FormView):
    """The nominee agrees or refuses, by a link; can take an agreement back until the jury decided."""

    form_class = AnswerForm
    template_name = "globalgoals/nomination_answer.html"
    extra_context = SECTION

    def dispatch(self, request, *args, **kwargs):
        self.link = ConsentLink.objects.of(digest_of(kwargs["token"], purpose=NOMINEE))
        if self.link is None:
            return unknown_link(request)
        self.nomination = self.link.nomination
        is_step = "step_back" in request.POST and self.nomination.can_step_back
        if request.method == "POST" and not (self.nomination.can_be_answered or is_step):
            return self.render_to_response(self.get_context_data(form=None), status=410)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "step_back" in request.POST:
            try:
                nominating.step_back(nomination=self.nomination, by=self.link.membership.user)
            except ValidationError:
                self.nomination.refresh_from_db()
                return self.render_to_response(self.get_context_data(form=None), status=410)
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def act(self, form):
        nominating.answer(nomination=self.nomination, **form.details, by=self.link.membership.user)

    def get_success_url(self):
        return self.request.path

    def get_context_data(self, **kwargs):
        nomination = self.nomination
        return super().get_context_data(
            nomination=nomination,
            edition=nomination.edition,
            reasons=nomination.reasons.select_related("criterion"),
            **kwargs,
        )
