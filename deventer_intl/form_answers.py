"""What the apps answer alike about a form: the address with other filters, and what is wrong."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect


def address_with(parameters, **changes) -> str:
    """Return the query string of filters, changed; page 1 unless `pagina` is given."""
    query = parameters.copy()
    query.pop("pagina", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return "?" + query.urlencode()


def refusal(form) -> HttpResponse:
    """Say in plain text what is wrong with the filters in an address: a download or a feed has no page to say it on."""
    wrong = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
    return HttpResponse("\n".join(wrong) + "\n", status=422, content_type="text/plain; charset=utf-8")


def add_errors(form, error) -> None:
    """Put what an action refused beside the fields it is about, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class ActingMixin:
    """For a view with a form that does one action, `act(form)`: what cannot be done is said on the form, nothing typed is lost."""

    def form_valid(self, form):
        try:
            self.act(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.refused(form, error)
        return HttpResponseRedirect(self.get_success_url())

    def refused(self, form, error):
        return self.form_invalid(form)


class MergingMixin(ActingMixin):
    """The same where colleagues may have the form open too (`merging`): 409 where two changed the same."""

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.lock()
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        if form.conflicts:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return self.form_valid(form)

    def lock(self):
        """Let nobody else change the record until this is done: what is compared is what is written."""
