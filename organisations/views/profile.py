"""How members keep a page: its sections, what they typed and did not save, how it looks, and how it was."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from deventer_intl.markdown import markdown

from ..actions import profile as actions
from ..completeness import parts_of
from ..history import changes_of, restore
from ..models import Draft, Organisation
from ..sections import SECTIONS, Section
from .directory import profile_context
from .membership import KeptPageMixin

# Longer than all texts of the largest form together.
LONGEST_DRAFT = 300_000


def first_unfinished(organisation, parts, after=""):
    """Return the first section, of those after `after` if it can, of which the public misses something.

    What waits for staff is finished for the member.
    """
    slugs = [part.section for part in parts if not part.is_there]
    if "naam" in slugs and organisation.proposed_changes.undecided().exists():
        slugs.remove("naam")
    order = list(SECTIONS)
    begin = order.index(after) + 1 if after else 0
    slug = next((slug for slug in order[begin:] + order[:begin] if slug in slugs), None)
    return slug and Step.of(organisation, SECTIONS[slug], parts)


@dataclass(frozen=True)
class Step:
    """A section as a member meets it: where it is filled in, and what the public misses there."""

    section: Section
    url: str
    missing: list

    @classmethod
    def of(cls, organisation, section, parts):
        own = [part for part in parts if part.section == section.slug]
        if section.many and not any(part.is_there for part in own):
            # There is nothing to list yet.
            url = reverse("organisations:edit_item", args=[organisation.slug, section.slug, 0])
        else:
            url = reverse("organisations:edit_section", args=[organisation.slug, section.slug])
        return cls(section, url, [part.label for part in own if not part.is_there])


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
                (Step.of(self.organisation, section, parts), section.slug in drafts) for section in SECTIONS.values()
            ],
            next_step=first_unfinished(self.organisation, parts),
            done=sum(part.is_there for part in parts),
            total=len(parts),
            proposed=self.organisation.proposed_changes.undecided().first(),
            **kwargs,
        )


class SectionMixin(KeptPageMixin):
    """A section of the page; where it holds several, one of them (`pk`), or a new one (0)."""

    def dispatch(self, request, *args, **kwargs):
        self.section = SECTIONS.get(kwargs["section"])
        if self.section is None:
            raise Http404
        self.pk = kwargs.get("pk", 0)
        return super().dispatch(request, *args, **kwargs)

    @property
    def key(self):
        return {"organisation": self.organisation, "section": self.section.slug, "item": self.pk}

    def typed(self):
        """Return what was typed into the fields of the form, without what no database takes."""
        fields = self.section.form_class.base_fields
        sent = self.request.POST.lists()
        return {name: [value.replace("\0", "") for value in values] for name, values in sent if name in fields}

    @property
    def items(self):
        return getattr(self.organisation, self.section.many)

    def get_context_data(self, **kwargs):
        return super().get_context_data(page_section=self.section, **kwargs)


class ItemsView(SectionMixin, TemplateView):
    """The several of a section."""

    template_name = "organisations/edit_items.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            items=self.items.select_related(*self.section.shows),
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

    def get_instance(self):
        """Return what the form is about; one that somebody else removed meanwhile is made anew."""
        if not self.section.many:
            return self.organisation
        found = self.items.filter(pk=self.pk).first() if self.pk else None
        if self.pk and found is None and self.request.method != "POST":
            raise Http404
        self.is_gone = bool(self.pk and found is None)
        return found or self.items.model(organisation=self.organisation)

    def get_form_kwargs(self):
        draft = Draft.objects.filter(user=self.request.user, **self.key).first()
        self.draft = None if self.request.method == "POST" else draft
        found = {**super().get_form_kwargs(), "instance": self.get_instance(), "draft": self.draft and self.draft.data}
        if self.is_gone:
            # What it was opened on is no longer there: all of it is new.
            found["data"] = found["data"].copy()
            found["data"].pop("opened_on", None)
        return found

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        # One at a time: what is compared here is what is written over.
        self.organisation = Organisation.objects.select_for_update(no_key=True).get(pk=self.organisation.pk)
        form = self.get_form()
        if "later" in request.POST or not form.is_valid() or form.conflicts:
            self.keep_draft()
        if "later" in request.POST:
            messages.success(request, _("Kept for later. The public does not see it yet."))
            return redirect(self.get_success_url())
        if not form.is_valid():
            return self.form_invalid(form)
        if form.conflicts:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return self.form_valid(form)

    def keep_draft(self):
        data = self.typed()
        if len(json.dumps(data)) <= LONGEST_DRAFT:
            actions.keep_draft(**self.key, data=data, by=self.request.user)

    def form_valid(self, form):
        if self.section.slug == "naam":
            actions.propose(
                organisation=Organisation.objects.get(pk=self.organisation.pk),
                values=form.cleaned_data,
                by=self.request.user,
            )
            said = _("Sent to the International Office.")
        else:
            form.save()
            said = _("Saved.")
        actions.throw_draft_away(**self.key, by=self.request.user)
        messages.success(self.request, said)
        return redirect(self.get_success_url())

    def get_success_url(self):
        if self.section.many:
            return reverse("organisations:edit_section", args=[self.organisation.slug, self.section.slug])
        return reverse("organisations:edit_page", args=[self.organisation.slug])

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        return super().get_context_data(
            draft=self.draft,
            is_gone=self.is_gone,
            pk=self.pk,
            proposed=self.organisation.proposed_changes.undecided().first() if self.section.slug == "naam" else None,
            **kwargs,
        )


class DraftView(SectionMixin, View):
    """Keep what is typed, while it is typed; or throw it away."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if self.pk and not self.section.many:
            raise Http404
        if "throw-away" in request.POST:
            actions.throw_draft_away(**self.key, by=request.user)
            name = "edit_item" if self.section.many else "edit_section"
            return redirect(f"organisations:{name}", *self.address_of_form())
        data = self.typed()
        if len(json.dumps(data)) > LONGEST_DRAFT:
            return JsonResponse({"text": _("This is too much to keep. Save it in parts.")}, status=413)
        actions.keep_draft(**self.key, data=data, by=request.user)
        now = time_format(timezone.localtime(), "H:i")
        return JsonResponse({"text": _("Kept at %(time)s. You can close this page.") % {"time": now}})

    def address_of_form(self):
        return [self.organisation.slug, self.section.slug, *([self.pk] if self.section.many else [])]


class RemoveItemView(SectionMixin, FormView):
    """Take one of several off the page."""

    form_class = Form
    template_name = "organisations/remove_item.html"

    def dispatch(self, request, *args, **kwargs):
        if not SECTIONS.get(kwargs["section"]) or not SECTIONS[kwargs["section"]].many:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=get_object_or_404(self.items, pk=self.pk), **kwargs)

    def form_valid(self, form):
        get_object_or_404(self.items, pk=self.pk).delete()
        messages.success(self.request, _("Removed. You find it in the history, should you want it back."))
        return redirect("organisations:edit_section", self.organisation.slug, self.section.slug)


class PreviewView(KeptPageMixin, View):
    """The page as the public will see it, also before it is published."""

    def get(self, request, slug):
        context = profile_context(request, slug, public_only=False)
        return render(request, "organisations/organisation_detail.html", {**context, "is_preview": True})


class MarkdownView(KeptPageMixin, View):
    """Return how a text will look, while it is typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        return HttpResponse(markdown(request.POST.get("text", "")[:20_000]))


class HistoryView(KeptPageMixin, TemplateView):
    """What was changed on the page, by whom, the newest first."""

    template_name = "organisations/page_history.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(changes=changes_of(self.organisation), **kwargs)


class RestoreView(KeptPageMixin, View):
    """An owner brings back how something was."""

    for_owners = True
    http_method_names = ["post"]

    def post(self, request, slug, kind, event):
        try:
            restore(organisation=self.organisation, kind=kind, event=event)
            messages.success(request, _("Restored."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("organisations:page_history", slug)
