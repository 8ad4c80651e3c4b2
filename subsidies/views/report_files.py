"""The photos and the documents of a report, while it is written; and giving out a photo to the members it is of."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from organisations.views.membership import MemberFormView

from .. import report_steps
from ..actions import report_photo, reporting
from ..forms.report import CONSENT, ReportPhotoForm
from ..models import MOST_PHOTOS, Attachment, ReportPhoto
from ..report_steps import STEPS
from ..slots import slots_of_report
from .attachments import UploadMixin, handed_over
from .case import CaseMixin
from .report import WhileOpenMixin, WritingMixin


@method_decorator(rate_limit(action="add_picture"), name="post")
class ReportPhotosView(WritingMixin, MemberFormView):
    """The step at which photos are added."""

    form_class = ReportPhotoForm
    template_name = "subsidies/report_photos.html"
    step = STEPS[report_steps.PHOTOS]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": ReportPhoto()}

    def act(self, form):
        try:
            report_photo.add(
                application=self.application,
                photo=form.instance,
                upload=form.cleaned_data["file"],
                consent=str(CONSENT),
                by=self.request.user,
            )
        except ValidationError as error:
            if getattr(error, "code", "") in ("sent", "state", "not-asked", "too_many"):
                raise
            raise ValidationError({"file": error.messages}) from None
        messages.success(self.request, _("The photo is there."))

    def get_success_url(self):
        return self.step.url(self.application)

    def get_context_data(self, **kwargs):
        report = report_steps.report_of(self.application)
        photos = list(report.photos.all()) if report else []
        following = report_steps.after(self.step).url(self.application)
        return super().get_context_data(
            photos=photos, most=MOST_PHOTOS, is_full=len(photos) >= MOST_PHOTOS, following=following, **kwargs
        )


class ReportPhotoView(CaseMixin, View):
    """A photo of a report, for the members of the organisation."""

    def get(self, request, reference, pk):
        photos = ReportPhoto.objects.filter(report__application=self.application)
        photo = get_object_or_404(photos, pk=pk)
        return handed_over(photo.file, photo.file_name, "image/webp")


class RemovingView(CaseMixin, WhileOpenMixin, MemberFormView):
    """Take something away from a report that was not sent in, after asking once more."""

    form_class = Form
    template_name = "subsidies/case_form.html"
    step = None

    def found(self):
        """Return what is to be removed, or answer with 404."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        self.record = self.found()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.record = self.found()
        return super().post(request, *args, **kwargs)

    def get_success_url(self):
        return self.step.url(self.application)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=_("Remove “%(name)s”?") % {"name": self.record},
            lead=_("It is removed from your report."),
            button=_("Yes, remove it"),
            back=self.get_success_url(),
            **kwargs,
        )

    def act(self, form):
        self.remove()
        messages.success(self.request, _("Removed."))


class RemoveReportPhotoView(RemovingView):
    step = STEPS[report_steps.PHOTOS]

    def found(self):
        photos = ReportPhoto.objects.filter(report__application=self.application)
        return get_object_or_404(photos.select_related("report__application"), pk=self.kwargs["pk"])

    def remove(self):
        report_photo.remove(photo=self.record, by=self.request.user)


class RemoveReportDocumentView(RemovingView):
    step = STEPS[report_steps.DOCUMENTS]

    def found(self):
        documents = Attachment.objects.filter(report__application=self.application)
        return get_object_or_404(documents.select_related("application"), pk=self.kwargs["pk"])

    def remove(self):
        reporting.remove_document(attachment=self.record, by=self.request.user)


@method_decorator(rate_limit(action="add_attachment"), name="post")
class ReportDocumentsView(WritingMixin, UploadMixin, TemplateView):
    """The step at which documents are added."""

    template_name = "subsidies/report_documents.html"
    step = STEPS[report_steps.DOCUMENTS]
    add = staticmethod(reporting.add_document)

    def get(self, request, *args, form=None, slots=None, **kwargs):
        slots = self.with_forms(slots or slots_of_report(self.application))
        following = report_steps.after(self.step).url(self.application)
        return self.render_to_response(self.get_context_data(slots=slots, form=form, following=following))

    def post(self, request, *args, **kwargs):
        slots = slots_of_report(self.application)
        if form := self.upload(slots):
            return self.get(request, form=form, slots=slots)
        return redirect(self.step.url(self.application))
