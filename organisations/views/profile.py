"""How members keep a page: its sections, and the forms in which they change them."""

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from ..actions import profile as actions
from ..completeness import parts_of
from ..models import Draft
from ..next_step import Step, first_unfinished
from ..sections import SECTIONS
from .membership import KeptPageMixin
from .section import SectionMixin
from .typed import TOO_MUCH


class EditPageView(KeptPageMixin, TemplateView):
    """What stands on the page and what is missing, section by section."""

    template_name = "organisations/edit_page.html"

    def get_context_data(self, **kwargs):
        parts = parts_of(self.organisation)
        drafts = set(
            Draft.objects.filter(user=self.request.user, organisation=self.organisation).values_list(
                "section", flat=True
            )
        )
        return super().get_context_data(
            steps=[
                (Step.of(self.organisation, section, parts), section.slug in drafts)
                for section in SECTIONS.values()
                if section.is_for(self.organisation)
            ],
            next_step=first_unfinished(self.organisation, parts),
            done=sum(part.is_there for part in parts),
            total=len(parts),
            proposed=self.organisation.proposed_changes.undecided().first(),
            **kwargs,
        )


class ItemsView(SectionMixin, TemplateView):
    """The several of a section."""

    template_name = "organisations/edit_items.html"

    def get_context_data(self, **kwargs):
        items = self.items.select_related(*self.section.shows)
        typed = set(
            Draft.objects.filter(
                user=self.request.user, organisation=self.organisation, section=self.section.slug
            ).values_list("item", flat=True)
        )
        return super().get_context_data(
            items=items,
            typed=typed,
            typed_about_gone=sorted(typed - {0, *(item.pk for item in items)}),
            next_step=first_unfinished(self.organisation, parts_of(self.organisation), after=self.section.slug),
            **kwargs,
        )


class SectionView(SectionMixin, FormView):
    """The form of a section, or of one of its several."""

    template_name = "organisations/edit_section.html"
    is_gone = False

    def dispatch(self, request, *args, **kwargs):
        section = SECTIONS.get(kwargs["section"])
        if section and bool(section.many) != ("pk" in kwargs):
            # Several are listed first; what is single has no number.
            return ItemsView.as_view()(request, *args, **kwargs) if section.many else self.not_found()
        return super().dispatch(request, *args, **kwargs)

    def not_found(self):
        raise Http404

    def get_form_class(self):
        return self.section.form_class

    def get_form_kwargs(self):
        draft = Draft.objects.filter(user=self.request.user, **self.key).first()
        self.draft = None if self.request.method == "POST" else draft
        instance = self.get_instance()
        self.is_gone = bool(self.pk and not instance.pk)
        found = {**super().get_form_kwargs(), "instance": instance, "draft": self.draft and self.draft.data}
        if self.is_gone and "data" in found:
            # What it was opened on is no longer there: all of it is new.
            found["data"] = found["data"].copy()
            found["data"].pop("opened_on", None)
        elif self.is_gone and not self.draft:
            raise Http404
        return found

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.lock()
        form = self.get_form()
        if self.is_there_already(form):
            return self.saved(_("Saved."))
        is_kept = ("later" in request.POST or not form.is_valid() or form.conflicts) and self.keep_draft()
        if "later" in request.POST and is_kept:
            messages.success(request, _("Kept for later. The public does not see it yet."))
            return redirect(self.get_success_url())
        if "later" in request.POST and form.is_valid():
            form.add_error(None, TOO_MUCH)
        if not form.is_valid():
            return self.form_invalid(form)
        if form.conflicts:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return self.form_valid(form)

    def form_valid(self, form):
        if self.section.slug == "naam":
            actions.propose(organisation=self.organisation, values=form.cleaned_data, by=self.request.user)
            return self.saved(_("Sent to the International Office."))
        form.save()
        return self.saved(_("Saved."))

    def saved(self, said):
        actions.throw_draft_away(**self.key, by=self.request.user)
        messages.success(self.request, said)
        return redirect(self.get_success_url())

    def get_success_url(self):
        if "onward" in self.request.POST:
            self.organisation.refresh_from_db()
            if step := self.next_step():
                return step.url
        if self.section.many:
            return reverse("organisations:edit_section", args=[self.organisation.slug, self.section.slug])
        return reverse("organisations:edit_page", args=[self.organisation.slug])

    def next_step(self):
        """Return the other section that a member can go on to without first looking at what was saved."""
        step = first_unfinished(self.organisation, parts_of(self.organisation), after=self.section.slug)
        return step if step and step.section != self.section else None

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        return super().get_context_data(
            next_step=self.next_step(),
            draft=self.draft,
            is_gone=self.is_gone,
            pk=self.pk,
            proposed=self.organisation.proposed_changes.undecided().first() if self.section.slug == "naam" else None,
            **kwargs,
        )


class RemoveItemView(SectionMixin, FormView):
    """Take one of several off the page."""

    form_class = Form
    template_name = "organisations/remove_item.html"

    def dispatch(self, request, *args, **kwargs):
        if not SECTIONS.get(kwargs["section"]) or not SECTIONS[kwargs["section"]].many or not kwargs["pk"]:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=get_object_or_404(self.items, pk=self.pk), **kwargs)

    def form_valid(self, form):
        # By a double click it is gone already: that is what was asked.
        if item := self.get_item():
            item.delete()
        messages.success(self.request, _("Removed. You find it in the history, should you want it back."))
        return redirect("organisations:edit_section", self.organisation.slug, self.section.slug)
