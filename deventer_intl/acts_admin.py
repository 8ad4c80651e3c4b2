"""Records of the back-office with buttons, each a page that asks what must be known for something to be done with the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext

from .form_answers import add_errors


@dataclass(frozen=True)
class Act:
    """Something to do with a record: its button, whether it can be done now, what it asks, and what does it.

    `do` raises `ValidationError` for what cannot be done after all.
    """

    label: str
    is_possible: Callable[[Any], bool]
    form: type[Form]
    do: Callable[[HttpRequest, Any, Form], None]


def where(field: str, *values) -> Callable[[Any], bool]:
    """Return the condition that a field of a record has one of these values."""
    return lambda record: getattr(record, field) in values


class ActsMixin:
    """For a `ModelAdmin` with `acts`, by the word in their address."""

    acts: dict[str, Act]
    # Under which name the forms are given the record; "" where they take none.
    about = ""
    act_template = "admin/act.html"

    def get_urls(self):
        view, name = self.admin_site.admin_view(self.act_view), self.address_of("act").removeprefix("admin:")
        return [path("<int:object_id>/doen/<slug:name>/", view, name=name), *super().get_urls()]

    def open_acts(self, request, record: Model | None) -> dict[str, Act]:
        """Return what somebody can do with a record now."""
        if record is None or not self.has_change_permission(request, record):
            return {}
        return {name: act for name, act in self.acts.items() if act.is_possible(record)}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        acts = [
            (reverse(self.address_of("act"), args=[record.pk, name]), act.label)
            for name, act in self.open_acts(request, record).items()
        ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": acts})

    def act_view(self, request, object_id, name):
        """Ask what must be known for something to be done; do it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        record, act = self.get_object(request, str(object_id)), self.acts.get(name)
        if record is None or act is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        form = act.form(request.POST if request.method == "POST" else None, **self.given_to(act, record))
        if request.method == "POST" and form.is_valid() and self.is_done(act, record, form, request):
            return HttpResponseRedirect(self.address_after(record))
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "opts": self.opts,
            "form": form,
            "record": record,
            "record_address": reverse(self.address_of("change"), args=[record.pk]),
            "facts": self.facts_of(record),
        }
        return TemplateResponse(request, self.act_template, context, status=422 if form.errors else 200)

    def given_to(self, act: Act, record) -> dict:
        """Return what a form is made with."""
        return {self.about: record} if self.about else {}

    def facts_of(self, record) -> list[tuple[str, Any]]:
        """Return what is said of a record above the form."""
        return []

    def address_of(self, page: str) -> str:
        """Return the name of the address of a page about these records."""
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address_after(self, record) -> str:
        """Return the page of a record, or the list where it is there no more."""
        is_there = self.model._default_manager.filter(pk=record.pk).exists()
        return reverse(self.address_of("change" if is_there else "changelist"), args=[record.pk] if is_there else [])

    def is_done(self, act: Act, record, form, request) -> bool:
        try:
            act.do(request, record, form)
        except ValidationError as error:
            add_errors(form, error)
            return False
        messages.success(request, gettext("Done: %(what)s") % {"what": act.label})
        return True
