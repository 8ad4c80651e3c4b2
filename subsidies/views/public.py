"""What everyone sees of subsidies, without signing in. These pages are kept whole (`page_cache.py`)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from ..eligibility import EligibilityForm, mark_of
from ..models import Evidence, Scheme, SchemeVersion
from ..parameters import parameters
from ..rounds import Rounds, current_of


class PublicView(TemplateView):
    def render(self, all_rounds, /, status=200, **context):
        """Answer with a page, and let nobody keep it for a day on which a window opens or closes."""
        response = self.render_to_response(
            self.get_context_data(section="subsidies", now=timezone.now(), **context), status=status
        )
        if all_rounds.change_today:
            response["Cache-Control"] = "private, no-store"
        return response


class SchemeListView(PublicView):
    template_name = "subsidies/scheme_list.html"

    def get(self, request):
        rounds = Rounds()
        return self.render(rounds, rounds=rounds.current(), past=rounds.past(), also_open=rounds.also_open())


class SchemeMixin:
    """A scheme that was published, in the year that the address names (`jaar`), else the one that matters now."""

    def rounds_of(self, slug):
        scheme = get_object_or_404(Scheme.objects.public(), slug=slug)
        rounds = Rounds([scheme])
        year = self.request.GET.get("jaar")
        if year is None:
            return rounds, current_of(rounds.all)
        for each in rounds.all:
            if str(each.year) == year:
                return rounds, each
        raise Http404


class SchemeView(SchemeMixin, PublicView):
    template_name = "subsidies/scheme_detail.html"

    def get(self, request, slug):
        rounds, round_ = self.rounds_of(slug)
        evidence = list(round_.rules.evidence_set.all())
        return self.render(
            rounds,
            round=round_,
            others=[each for each in rounds.all if each != round_],
            year_asked="jaar" in request.GET,
            purposes=round_.rules.purpose_set.all(),
            criteria=round_.rules.criterion_set.all(),
            questions=round_.rules.eligibilityquestion_set.count(),
            has_samples=round_.ceiling.samples.exists(),
            evidence=[each for each in evidence if each.moment == Evidence.Moment.APPLICATION],
            evidence_of_report=[each for each in evidence if each.moment == Evidence.Moment.REPORT],
        )


class RulesView(SchemeMixin, PublicView):
    """The rules in full, of any version that was published: anyone can see which one held when."""

    template_name = "subsidies/scheme_rules.html"

    def get(self, request, slug):
        rounds, round_ = self.rounds_of(slug)
        versions = (
            SchemeVersion.objects.published()
            .filter(ceiling__scheme=round_.scheme)
            .select_related("ceiling")
            .order_by("-ceiling__year", "-number")
        )
        version = self.asked(versions, round_)
        return self.render(rounds, round=round_, version=version, versions=versions, parameters=parameters(version))

    def asked(self, versions, round_):
        """Return the version that the address names, else the one that holds."""
        number = self.request.GET.get("versie", str(round_.rules.number))
        for version in versions:
            if version.ceiling_id == round_.ceiling.pk and str(version.number) == number:
                return version
        raise Http404


class EligibilityView(SchemeMixin, PublicView):
    """The check beforehand. The answers stand in the address, and nowhere else."""

    template_name = "subsidies/eligibility.html"

    def get(self, request, slug):
        rounds, round_ = self.rounds_of(slug)
        questions = round_.rules.eligibilityquestion_set.select_related("elsewhere")
        mark = mark_of(round_.rules)
        is_sent = any(name[:1] == "v" and name[1:].isdigit() for name in request.GET) or "versie" in request.GET
        # Answers to questions that have changed since say nothing.
        is_old = is_sent and request.GET.get("versie") != mark
        form = EligibilityForm(questions, request.GET if is_sent and not is_old else None)
        is_answered = form.is_valid()
        return self.render(
            rounds,
            status=422 if form.errors else 200,
            round=round_,
            form=form,
            mark=mark,
            year_asked="jaar" in request.GET,
            is_old=is_old,
            is_answered=is_answered,
            reasons=form.reasons if is_answered else [],
            elsewhere=elsewhere_of(form.reasons) if is_answered else [],
        )


def elsewhere_of(reasons):
    """Return the schemes that might fit instead, each once, of those that the public can see."""
    named = [reason.elsewhere_id for reason in reasons if reason.elsewhere_id]
    return list(Scheme.objects.public().filter(pk__in=named)) if named else []
