"""What our own pages in the back-office share."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.template.response import TemplateResponse


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


def done(form, action, /, **kwargs):
    """Do something, or say on the form why not. Returns whether it was done."""
    try:
        action(**kwargs)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def add_errors(form, error):
    """Put what was refused beside the fields it is about, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
