"""Where the Trade Office prepares a mission: its programme and papers, who travels, and what was paid."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from deventer_intl.form_answers import ActingMixin, MergingMixin

from ..actions import mission_programme as actions
from ..actions import mission_travelling
from ..forms.mission_programme import DocumentForm, ItemForm
from ..missions.access import DeskMixin, can_run
from ..missions.programme import by_day, clock_in_words
from ..models import Mission, MissionItem


class PreparingMixin(DeskMixin):
    """A page of the desk that leads back to the programme."""

    def get_success_url(self):
        return reverse("events:mission_programme", args=[self.mission.slug])


class ProgrammeView(PreparingMixin, TemplateView):
    """All that is prepared besides the choice of companies."""

    template_name = "events/missions/programme.html"

    def get_context_data(self, **kwargs):
        items = self.mission.programme.going_on().select_related("place__country")
        items = items.prefetch_related("companies__organisation")
        companies = self.mission.companies.going().select_related("organisation").prefetch_related("travellers")
        return super().get_context_data(
            days=by_day(items),
            clock=clock_in_words(self.mission.zone, self.mission.starts_on),
            documents=self.mission.documents.select_related("added_by"),
            companies=companies,
            kept_days=mission_travelling.KEPT_DAYS,
            **kwargs,
        )


class ItemFormView(PreparingMixin, MergingMixin, FormView):
    """The form of an item, which a colleague may have open too."""

    form_class = ItemForm
    template_name = "events/missions/item.html"
    item = None

    def get_form_kwargs(self):
        item = self.item or MissionItem(mission=self.mission, zone=self.mission.zone)
        return {**super().get_form_kwargs(), "instance": item}

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, **kwargs)


class AddItemView(ItemFormView):
    def act(self, form):
        actions.add_item(item=form.instance, companies=form.cleaned_data["companies"], by=self.request.user)
        messages.success(self.request, _("Saved."))


class ChangeItemView(ItemFormView):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and can_run(request):
            items = MissionItem.objects.going_on()
            self.item = get_object_or_404(items, mission__slug=kwargs["slug"], pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def lock(self):
        # The mission first, as the actions do.
        self.mission = Mission.objects.select_for_update(no_key=True, of=["self"]).get(pk=self.mission.pk)
        items = MissionItem.objects.going_on().select_for_update(no_key=True, of=["self"])
        self.item = get_object_or_404(items, mission=self.mission, pk=self.item.pk)

    def act(self, form):
        actions.change_item(item=form.instance, companies=form.cleaned_data["companies"], by=self.request.user)
        messages.success(self.request, _("Saved."))


class OneOfMissionMixin(PreparingMixin):
    """About one of what belongs to the mission: `found`, among its `related`."""

    related = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and can_run(request):
            mission = get_object_or_404(Mission, slug=kwargs["slug"])
            self.found = get_object_or_404(getattr(mission, self.related), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(found=self.found, title=str(self.found), back=self.get_success_url(), **kwargs)


class RemoveItemView(OneOfMissionMixin, ActingMixin, FormView):
    related = "programme"
    form_class = Form
    template_name = "events/missions/remove.html"

    def act(self, form):
        actions.remove_item(item=self.found, by=self.request.user)
        messages.success(self.request, _("Removed."))


@method_decorator(rate_limit(action="add_paper"), name="post")
class AddDocumentView(PreparingMixin, ActingMixin, FormView):
    form_class = DocumentForm
    template_name = "events/missions/add_document.html"

    def act(self, form):
        actions.add_document(
            mission=self.mission,
            title=form.cleaned_data["title"],
            file_name=form.cleaned_data["file"].name,
            content=form.cleaned_data["content"],
            by=self.request.user,
        )
        messages.success(self.request, _("Who goes along can read it now."))


class RemoveDocumentView(OneOfMissionMixin, ActingMixin, FormView):
    related = "documents"
    form_class = Form
    template_name = "events/missions/remove.html"

    def act(self, form):
        actions.remove_document(document=self.found, by=self.request.user)
        messages.success(self.request, _("Removed."))
