"""A section of a page that members keep: which it is, what it is about, and what was typed into its form."""

from copy import copy

from django.http import Http404
from django.shortcuts import get_object_or_404

from ..history import events_of
from ..models import Organisation
from ..sections import SECTIONS
from .membership import KeptPageMixin
from .typed import TypedMixin

# What a number of a record can be.
LARGEST = 2**63 - 1


class SectionMixin(TypedMixin, KeptPageMixin):
    """A section of the page; where it holds several, one of them (`pk`), or a new one (0)."""

    def dispatch(self, request, *args, **kwargs):
        self.section = SECTIONS.get(kwargs["section"])
        if self.section is None:
            raise Http404
        self.pk = kwargs.get("pk", 0)
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self):
        return super().may_enter() and self.section.is_for(self.organisation)

    @property
    def key(self):
        return {"organisation": self.organisation, "section": self.section.slug, "item": self.pk}

    @property
    def drafted_form(self):
        return self.section.form_class

    @property
    def items(self):
        return getattr(self.organisation, self.section.many)

    def get_item(self):
        """Return the one of several that the address names: None for a new one, and for one that was removed."""
        found = self.items.filter(pk=self.pk).first() if self.pk else None
        if self.pk and not found:
            was_there = events_of(self.organisation, self.items.model).filter(pgh_obj_id=self.pk).exists()
            if self.pk > LARGEST or not was_there:
                raise Http404
        return found

    def get_instance(self):
        """Return what the form is about; one that somebody else removed meanwhile is made anew."""
        if self.section.one:
            own = self.section.form_class._meta.model
            return own.objects.filter(organisation=self.organisation).first() or own(organisation=self.organisation)
        if not self.section.many:
            # A form fills in what it is given, also when it is not right; the page around it says what is public.
            return copy(self.organisation)
        return self.get_item() or self.items.model(organisation=self.organisation)

    def lock(self):
        """Until the transaction ends nobody else changes this page through a form: what is compared is what is written."""
        self.organisation = get_object_or_404(
            Organisation.objects.select_for_update(no_key=True), pk=self.organisation.pk
        )

    def is_there_already(self, form):
        """Say whether what is new on a form is on the page: it was sent twice, by a double click or after going back."""
        if not self.section.many or form.instance.pk:
            return False
        form.full_clean()
        fields = [field for field in form.instance._meta.concrete_fields if not field.primary_key]
        twin = self.items.filter(**{field.attname: getattr(form.instance, field.attname) for field in fields}).first()
        return bool(twin) and type(form)(instance=twin).says_what_is_there(self.request.POST)

    def get_context_data(self, **kwargs):
        return super().get_context_data(page_section=self.section, **kwargs)
