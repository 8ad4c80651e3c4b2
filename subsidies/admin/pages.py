"""What our own pages in the back-office share."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from deventer_intl.form_answers import add_errors
from deventer_intl.history_admin import HistoryAdmin


class OwnPages:
    """A model admin with pages of its own: each is about one record, in which not everybody may look."""

    def found_or_404(self, request, object_id):
        """Return a record that may be seen; 403 without the right to see any, 404 where there is no such one."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, str(object_id))
        if record is None:
            raise Http404
        return record

    def page(self, request, template, *, title, **context):
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        return TemplateResponse(request, template, context)


class ByActionsAlone:
    """A model admin of records that nobody changes or removes by hand: their actions do."""

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class NotForEverybody:
    """A model admin of records of which some are shut to whoever looks: those are not there, and nothing tells otherwise."""

    def get_object(self, request, object_id, from_field=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404


class ReadOnly(ByActionsAlone, NotForEverybody, OwnPages, HistoryAdmin):
    """Records that are changed by actions alone."""

    actions = None

    def has_add_permission(self, request):
        return False

    def refused(self, request, template, **context):
        """Show a page again with what is wrong on it."""
        response = self.page(request, template, **context)
        response.status_code = 422
        return response


class LeadsToCase:
    """A model admin of records of a case: on its page they stand together."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.found_or_404(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:subsidies_application_change", args=[record.application_id]))


def done(form, action, /, **kwargs):
    """Do something, or say on the form why not. Returns whether it was done."""
    try:
        action(**kwargs)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True
