"""In a case, composing the decision: the draft, the reckoning while it is typed, and the letter as it would be."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deventer_intl.form_answers import add_errors

from .. import decision_parts, letters
from ..actions import deciding
from ..composing import draft_of, reckoning_of
from ..forms.settling import form_for
from ..models import Document
from ..permissions import TAKEN_BY, has_assessed, require, why_not

CONCEPT = "CONCEPT"


class ComposePages:
    def compose_urls(self):
        """Return the addresses that come before those of the other things that are done with a case."""
        pages = {"": self.compose_view, "reckoning/": self.reckoning_view, "preview/": self.preview_view}
        return [
            path(
                f"<int:object_id>/do/compose/{last}",
                self.admin_site.admin_view(page),
                name=f"subsidies_application_{page.__name__.removesuffix('_view')}",
            )
            for last, page in pages.items()
        ]

    def to_compose(self, request, object_id):
        case = self.found_or_404(request, object_id)
        require(request.user, "compose", case)
        return case

    def compose_view(self, request, object_id):
        """Show the draft and save it, whole or not. Who comes second gets 409, with what both wrote."""
        case = self.to_compose(request, object_id)
        back = reverse("admin:subsidies_application_change", args=[case.pk])
        kind = kind_asked(request)
        reason = why_not_now(request.user, case, kind)
        if request.method != "POST" and reason:
            messages.warning(request, reason)
            return HttpResponseRedirect(back)
        if reason and kind and not decision_parts.possible_of(case, kind):
            messages.warning(request, reason)
            return HttpResponseRedirect(back)
        form = form_for(case, kind)(request.POST if request.method == "POST" else None, application=case, kind=kind)
        if request.method == "POST":
            form, is_saved = kept(form, request, reason)
            if is_saved:
                messages.success(request, said_of(form.missing))
                return HttpResponseRedirect(request.path)
        action = "correct" if form.corrects else TAKEN_BY.get(form.instance.kind, "decide")
        response = self.page(
            request,
            "admin/subsidies/application/compose.html",
            title=form.title,
            application=case,
            form=form,
            reckoning=reckoning_of(deciding.proposed(form.instance)),
            is_own_assessment=has_assessed(request.user, case),
            decide=None if why_not(request.user, action, case) else action.replace("_", "-"),
            back=back,
        )
        if form.is_behind:
            response.status_code = 409
        return response

    def reckoning_view(self, request, object_id):
        """Answer with what follows from an amount that is being typed; nothing is saved."""
        case = self.to_compose(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        kind = kind_asked(request)
        form = form_for(case, kind)(request.POST, application=case, kind=kind)
        form.is_valid()
        reckoning = reckoning_of(deciding.proposed(form.instance))
        return TemplateResponse(request, "admin/subsidies/application/_reckoning.html", {"reckoning": reckoning})

    def preview_view(self, request, object_id):
        """Show the letter of what is composed, or else (`decided`: in any case) of what is decided and not announced.

        It is a concept on each page, and nobody signed what nobody decided.
        """
        case = self.to_compose(request, object_id)
        draft = draft_of(case)
        is_composed = draft.pk is not None and "decided" not in request.GET
        decision = deciding.proposed(draft) if is_composed else case.to_announce
        if decision is None:
            raise Http404
        kind = Document.Kind.TRANSLATION if "translation" in request.GET else Document.Kind.DECISION
        try:
            content = letters.decision_pdf(decision, kind, CONCEPT)
        except ValidationError:
            messages.error(request, _("The letter cannot be shown. It was noted; tell who keeps the portal."))
            return HttpResponseRedirect(reverse("admin:subsidies_application_compose", args=[case.pk]))
        headers = {
            "Content-Disposition": f'inline; filename="concept-{case.reference}.pdf"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(content, content_type="application/pdf", headers=headers)


def kind_asked(request) -> str:
    """Return of which kind a decision is to be composed; "" is what comes next."""
    kind = request.GET.get("kind", "")
    return kind if kind in TAKEN_BY else ""


def why_not_now(user, case, kind) -> str:
    """Return in a sentence why no decision can be composed now, "" where it can."""
    reason = why_not(user, "compose", case)
    if not reason and kind and not decision_parts.possible_of(case, kind):
        reason = _("there is nothing to decide of this kind")
    if not reason and not decision_parts.possible(draft_of(case, kind)):
        reason = _("not while the application is “%(state)s”") % {"state": case.get_state_display()}
    return _("This cannot be done now: %(reason)s.") % {"reason": reason} if reason else ""


def kept(form, request, reason):
    """Save what is typed. Returns the form to show, and whether it was saved; where somebody was first, a form on theirs."""
    if not form.is_valid() or form.is_behind or reason:
        if reason:
            form.add_error(None, reason)
        return form, False
    try:
        about = {"application": form.application, "by": request.user, "kind": form.kind, "seen": form.seen}
        deciding.compose(**about, **form.contents)
    except ValidationError as error:
        if error.code == "changed":
            return type(form)(request.POST, application=form.application, kind=form.kind), False
        add_errors(form, error)
        return form, False
    return form, True


def said_of(missing):
    if not missing:
        return _("Saved. Nothing is missing: it can be decided on.")
    text = ngettext(
        "Saved. %(number)s part is still missing.", "Saved. %(number)s parts are still missing.", len(missing)
    )
    return text % {"number": len(missing)}
