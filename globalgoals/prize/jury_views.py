"""The pages of jurors, below /mijn/prijs/. Who has no seat in a jury finds nothing there; who has a tie not that nominee."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from deventer_intl.form_answers import ActingMixin, add_errors

from ..models import Ballot, PrizeStage
from ..models.prize_stage import JUDGED
from . import judging
from .jury_forms import DecideForm, NoteForm, ScoreForm, TiesForm
from .standing import result_of, work_of


@method_decorator(never_cache, name="dispatch")
class SeatMixin(LoginRequiredMixin):
    """For who has a seat in the jury of the year; `self.juror` is that seat."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.juror = judging.seat_of(request.user, kwargs["year"])
            if self.juror is None:
                raise Http404
            self.edition = self.juror.edition
        return super().dispatch(request, *args, **kwargs)

    def nominees(self):
        """The nominees this juror may know of: none before the jury began, none with a tie."""
        if self.edition.stage not in JUDGED:
            return self.edition.nominations.none()
        return self.edition.nominations.eligible().free_of(self.juror).select_related("organisation", "goal")

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="member", juror=self.juror, edition=self.edition, **kwargs)


def with_state(nominees, juror):
    """Return nominees with how far the juror is with each: "", "draft" or "sent"."""
    sent = dict(Ballot.objects.filter(juror=juror).values_list("nomination", "sent_at"))
    return [(each, "sent" if sent.get(each.pk) else "draft" if each.pk in sent else "") for each in nominees]


class JuryView(SeatMixin, TemplateView):
    """What a juror must do now; in the discussion, where the nominees stand."""

    template_name = "globalgoals/jury.html"

    def get_context_data(self, **kwargs):
        nominees = self.nominees()
        is_discussing = judging.may_read_others(self.juror)
        free = {each.pk for each in nominees} if is_discussing else set()
        result = [pair for pair in result_of(self.edition) if pair[0].pk in free] if is_discussing else []
        return super().get_context_data(
            nominees=with_state(nominees, self.juror) if self.juror.declared_at else [],
            work=work_of(self.juror),
            result=result,
            may_decide=not judging.why_not_decide(self.juror),
            why_not=judging.why_not_decide(self.juror) if self.juror.is_chair else "",
            ties=self.juror.ties.count(),
            **kwargs,
        )


class TiesView(ActingMixin, SeatMixin, FormView):
    """Say what ties one with a nominee; before anything can be read or scored."""

    form_class = TiesForm
    template_name = "globalgoals/jury_ties.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"juror": self.juror}

    def act(self, form):
        filled = form.cleaned_data
        judging.declare(by=self.juror, nominations=filled["ties"], shows_name=filled["shows_name"])
        messages.success(self.request, _("Kept. Nominees with which you have a tie you see no more."))

    def get_success_url(self):
        return reverse("globalgoals:jury", args=[self.edition.year])


class NomineeMixin(SeatMixin):
    """About one nominee without a tie, once ties were declared; any other is not there."""

    def dispatch(self, request, *args, **kwargs):
        seat = judging.seat_of(request.user, kwargs["year"]) if request.user.is_authenticated else None
        if seat and seat.edition.stage in JUDGED and seat.declared_at is None:
            return redirect("globalgoals:jury_ties", seat.edition.year)
        return super().dispatch(request, *args, **kwargs)

    @property
    def nominee(self):
        if not hasattr(self, "_nominee"):
            self._nominee = get_object_or_404(self.nominees(), pk=self.kwargs["pk"])
        return self._nominee

    def ballot(self):
        return Ballot.objects.filter(juror=self.juror, nomination=self.nominee).prefetch_related("scores").first()

    def others(self):
        """What the other jurors gave, for who may read it."""
        if not judging.may_read_others(self.juror):
            return []
        ballots = Ballot.objects.counting().filter(nomination=self.nominee).exclude(juror=self.juror)
        return ballots.select_related("juror__user").prefetch_related("scores__criterion")

    def get_context_data(self, **kwargs):
        may_read = judging.may_read_others(self.juror)
        return super().get_context_data(
            nominee=self.nominee,
            reasons=self.nominee.reasons.select_related("criterion"),
            ballot=self.ballot(),
            may_read=may_read,
            others=self.others(),
            notes=self.nominee.notes.select_related("juror__user") if may_read else [],
            may_note=may_read and self.edition.stage == PrizeStage.DISCUSSING,
            **kwargs,
        )

    def get_success_url(self):
        return reverse("globalgoals:jury", args=[self.edition.year])


class NomineeView(ActingMixin, NomineeMixin, FormView):
    """Read a nomination and score it: kept as a draft, or sent for good."""

    form_class = ScoreForm
    template_name = "globalgoals/jury_nominee.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "criteria": self.edition.criteria.all(),
            "ballot": self.ballot(),
            "is_final": "send" in self.request.POST,
        }

    def act(self, form):
        ballot = judging.score(nomination=self.nominee, **form.details, by=self.juror)
        name = {"name": self.nominee.organisation_name}
        done = _("Your scores for %(name)s are sent.") if ballot.sent_at else _("Kept as a draft: %(name)s.")
        messages.success(self.request, done % name)

    def refused(self, form, error):
        status = 409 if getattr(error, "code", "") in {"closed", "sent"} else 422
        return self.render_to_response(self.get_context_data(form=form, was_refused=True), status=status)

    def get_context_data(self, **kwargs):
        # What was typed too late stays on the screen, to be copied.
        return super().get_context_data(note_form=NoteForm(), can_score=self.edition.takes_scores, **kwargs)


class NoteView(ActingMixin, NomineeMixin, FormView):
    """Say something in the discussion."""

    form_class = NoteForm
    template_name = "globalgoals/jury_note.html"

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(self.get_success_url())

    def act(self, form):
        judging.note(nomination=self.nominee, text=form.cleaned_data["text"], by=self.juror)
        messages.success(self.request, _("Your note is kept."))

    def get_success_url(self):
        return reverse("globalgoals:jury_nominee", args=[self.edition.year, self.nominee.pk])


class DecideView(SeatMixin, FormView):
    """The chair says who wins, and why: once, with minutes."""

    form_class = DecideForm
    template_name = "globalgoals/jury_decide.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"juror": self.juror}

    def get(self, request, *args, **kwargs):
        return self.shown(self.get_form())

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if judging.why_not_decide(self.juror):
            return self.shown(form, status=409 if self.juror.is_chair else 403)
        if not form.is_valid():
            return self.shown(form, status=422)
        try:
            judging.decide(**form.details, by=self.juror)
        except ValidationError as error:
            add_errors(form, error)
            return self.shown(form, status=422)
        messages.success(request, _("Decided. The minutes are made; the International Office announces the winner."))
        return redirect("globalgoals:jury", self.edition.year)

    def shown(self, form, status=200):
        problem = judging.why_not_decide(self.juror)
        if problem and not self.juror.is_chair:
            status = 403
        result = [] if problem else result_of(self.edition)
        return self.render_to_response(self.get_context_data(form=form, problem=problem, result=result), status=status)
