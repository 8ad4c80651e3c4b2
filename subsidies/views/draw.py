"""The page where anyone can repeat the draw of a scheme. What is typed stands in the address, and nowhere else."""

from django.http import Http404
from django.utils import timezone

from ..draw import drawn, in_order
from ..forms.draw import DrawForm
from ..models import Ceiling, SealedSeed
from ..reckoning.lottery import verify
from ..rounds import Rounds
from .public import PublicView


class DrawView(PublicView):
    template_name = "subsidies/draw.html"

    def get(self, request, slug, year):
        ceiling = Ceiling.objects.filter(scheme__slug=slug, year=year).select_related("scheme").first()
        rounds = Rounds([ceiling.scheme] if ceiling else [])
        round_ = next((each for each in rounds.all if each.ceiling == ceiling), None)
        if round_ is None or not ceiling.seed_commitment:
            raise Http404
        seed, references = (round_.seed, drawn(ceiling)) if round_.seed else ("", [])
        is_sent = "zaad" in request.GET or "nummers" in request.GET
        form = DrawForm(request.GET if is_sent else None, initial={"zaad": seed, "nummers": "\n".join(references)})
        is_answered = form.is_valid()
        sealed = SealedSeed.objects.filter(ceiling=ceiling).first()
        return self.render(
            rounds,
            status=422 if form.errors else 200,
            round=round_,
            seed=seed,
            sealed_on=sealed and timezone.localdate(sealed.sealed_at),
            lots=in_order(seed, references) if seed else [],
            form=form,
            is_answered=is_answered,
            repeated=in_order(form.cleaned_data["zaad"], form.cleaned_data["nummers"]) if is_answered else [],
            is_this_seed=is_answered and verify(form.cleaned_data["zaad"], ceiling.seed_commitment),
        )
