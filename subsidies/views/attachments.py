"""The step of the form at which documents are added, and giving out files of a case."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from organisations.views.membership import MemberFormView

from .. import steps
from ..actions import attachment as actions
from ..forms.case import AttachmentForm
from ..models import Application, Attachment, Document
from ..slots import slots_of_draft
from .draft import DraftMixin, OwnDraftMixin, place_of


class UploadMixin:
    """A page with a form for each document that is asked for; what is wrong with a file is said at that form."""

    # What keeps a file with the application.
    add = staticmethod(actions.add)

    def upload(self, slots):
        """Keep the file that was sent; return the slots with the form on which something is wrong, or None."""
        slot = next((slot for slot in slots if slot.key == self.request.POST.get("evidence", "")), None)
        if slot is None:
            raise Http404
        slot.form = AttachmentForm(self.request.POST, self.request.FILES, evidence=slot.evidence)
        if slot.form.is_valid():
            try:
                self.keep(slot.form)
                return None
            except ValidationError as error:
                slot.form.add_error("file", error)
        return slot.form

    def keep(self, form):
        attachment = self.add(
            application=self.application,
            name=form.cleaned_data["file"].name,
            content=form.cleaned_data["content"],
            evidence=form.evidence,
            by=self.request.user,
        )
        messages.success(self.request, said_of(attachment))

    def with_forms(self, slots):
        for slot in slots:
            slot.form = slot.form or AttachmentForm(evidence=slot.evidence)
        return slots


def said_of(attachment):
    if attachment.waits:
        return _("“%(name)s” is there. Our virus scanner looks at it later; until then nobody can open it.") % {
            "name": attachment.file_name
        }
    return _("“%(name)s” is there.") % {"name": attachment.file_name}


class AttachmentsMixin(OwnDraftMixin):
    """The documents of a draft."""

    def sent_already(self):
        messages.error(self.request, _("This application was sent in already."))
        return super().sent_already()

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="member", **kwargs)

    def get_success_url(self):
        return reverse("subsidies:attachments", args=[self.application.pk])


@method_decorator(rate_limit(action="add_attachment"), name="post")
class AttachmentsView(AttachmentsMixin, DraftMixin, UploadMixin, TemplateView):
    """The step at which the documents are added."""

    template_name = "subsidies/attachments.html"

    def get(self, request, *args, form=None, slots=None, **kwargs):
        slots = self.with_forms(slots or slots_of_draft(self.application))
        step = steps.STEPS[steps.ATTACHMENTS]
        return self.render_to_response(self.get_context_data(slots=slots, form=form, **place_of(step)))

    def post(self, request, *args, **kwargs):
        slots = slots_of_draft(self.application)
        if form := self.upload(slots):
            return self.get(request, form=form, slots=slots)
        return redirect(self.get_success_url())


class OneAttachmentMixin(AttachmentsMixin):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            own = Attachment.objects.filter(application__in=Application.objects.of_member(request.user))
            self.attachment = get_object_or_404(own, application=kwargs["pk"], pk=kwargs["attachment"])
        return super().dispatch(request, *args, **kwargs)


class RemoveAttachmentView(OneAttachmentMixin, MemberFormView):
    form_class = Form
    template_name = "subsidies/case_form.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=_("Remove “%(name)s”?") % {"name": self.attachment.file_name},
            lead=_("The file is removed from your application."),
            button=_("Yes, remove it"),
            back=self.get_success_url(),
            **kwargs,
        )

    def act(self, form):
        actions.remove(attachment=self.attachment, by=self.request.user)
        messages.success(self.request, _("Removed."))


class AttachmentView(OneAttachmentMixin, View):
    """A file of a draft, for the members of the organisation."""

    def get(self, request, *args, **kwargs):
        return file_of_attachment(self.attachment)


class OpenCaseMixin(LoginRequiredMixin):
    """An application that was sent in, for members of its organisation and for staff who may see it; others find nothing."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = Application.objects.by_reference(kwargs["reference"]).with_names()
        own = found.of_member(request.user).first()
        self.application, self.is_member = own or get_object_or_404(found.for_staff(request.user)), own is not None
        return super().dispatch(request, *args, **kwargs)


class DocumentView(OpenCaseMixin, View):
    """A file that came with an application."""

    def get(self, request, reference, pk):
        attachments = self.application.attachments.all()
        found = attachments if self.is_member else attachments.handed_in()
        return file_of_attachment(get_object_or_404(found, pk=pk))


class ReceiptView(OpenCaseMixin, View):
    """The receipt of an application."""

    def get(self, request, reference):
        receipts = self.application.documents.filter(kind=Document.Kind.RECEIPT).exclude(file="")
        return handed_over(get_object_or_404(receipts).file, f"{self.application.reference}.pdf", "application/pdf")


class LetterView(OpenCaseMixin, View):
    """A letter in a case, once what it tells is announced."""

    def get(self, request, reference, pk):
        letter = get_object_or_404(self.application.documents.letters(), pk=pk)
        return handed_over(letter.file, letter.file_name, "application/pdf")


def file_of_attachment(attachment):
    """Hand over what the scanner passed; what waits or holds a virus is not there for anybody."""
    if attachment.scan != Attachment.Scan.PASSED:
        raise Http404
    return handed_over(attachment.file, attachment.file_name, attachment.content_type)


def handed_over(file, name, content_type, *, as_page=False):
    """Return a file to keep, never to show in the browser with the rights of this portal; `as_page` is for our own PDFs."""
    try:
        content = file.open("rb")
    except OSError:
        raise Http404("the file is not in the storage") from None
    response = FileResponse(content, as_attachment=not as_page, filename=name, content_type=content_type)
    return closed(response, sandbox=not as_page)


def closed(response, *, sandbox=True):
    """Return a response that runs nothing and is kept nowhere. In a sandbox, a browser shows no PDF."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox" if sandbox else "default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
