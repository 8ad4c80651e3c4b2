from django.db.models import Count, Q
from django.views.generic import DetailView, ListView

from .models import Goal


class GoalListView(ListView):
    """The seventeen goals, each with how many organisations work on it."""

    queryset = Goal.objects.annotate(
        organisations=Count("organisation_tags", filter=Q(organisation_tags__organisation__status="active"))
    ).order_by("number")
    context_object_name = "goals"
    extra_context = {"section": "goals"}


class GoalDetailView(DetailView):
    """A goal: who in Deventer works on it, and its targets."""

    queryset = Goal.objects.prefetch_related("targets")
    slug_field = slug_url_kwarg = "number"

    def get_context_data(self, **kwargs):
        tags = (
            self.object.organisation_tags.filter(organisation__status="active")
            .select_related("organisation")
            .order_by("rank", "organisation__name")
        )
        return super().get_context_data(section="goals", tags=tags, **kwargs)
