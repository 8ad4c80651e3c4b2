"""The text of a plan beside its state, to read and to draft the next plan from."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.generic import TemplateView

from .dashboard import chapters_of
from .views import plan_of


def beside(plan):
    """Return each chapter with its ambitions, each beside the indicators that say how it stands."""
    return [
        (
            found,
            [
                (ambition, [line for line in found.lines if line.indicator.ambition_id == ambition.pk])
                for ambition in found.chapter.ambitions.all()
            ],
        )
        for found in chapters_of(plan, timezone.localdate())
    ]


class TextView(TemplateView):
    template_name = "policy/text.html"

    def get_context_data(self, slug, **kwargs):
        plan = plan_of(self.request, slug)
        return super().get_context_data(section="policy", plan=plan, chapters=beside(plan), **kwargs)


def text_markdown(request, slug):
    """The same as a file of text, which any editor opens."""
    plan = plan_of(request, slug)
    text = render_to_string("policy/text.md", {"plan": plan, "chapters": beside(plan)})
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="beleid-{plan.slug}.md"'
    return response
