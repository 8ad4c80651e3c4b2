"""What a form refuses is answered with 422: the page says what is wrong, the status says that nothing was done.

In the back-office, what no page of it sends (a byte that no text holds, a record that has no number) is answered with 400.
"""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError

# As large as the numbers of records get.
LAST_NUMBER = 2**63 - 1
UNREADABLE = (ValueError, OverflowError, DataError)
# The database would stop at a pattern that is none, and can be kept busy by one.
PATTERNS = ("regex", "iregex")


class BadInputMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.app_name == "admin":
            refuse_nonsense(request)

    def process_exception(self, request, exception):
        # A year of twenty figures, a state that is none: Django's filters by date and by choice leave them to others.
        if is_filtered_list(request) and isinstance(exception, UNREADABLE):
            raise BadRequest("what cannot be read in an address") from exception

    def process_template_response(self, request, response):
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response


def is_filtered_list(request) -> bool:
    match = request.resolver_match
    is_list = match.app_name == "admin" and match.url_name.endswith(("_changelist", "_export"))
    return is_list and request.method == "GET" and bool(request.GET)


def refuse_nonsense(request) -> None:
    """Stop what Django's admin would give to the database unread: filters in the address, and choices in a list."""
    if any("\0" in text for name, texts in request.GET.lists() for text in (name, *texts)):
        raise BadRequest("a byte that no text holds")
    if any(name.endswith(tuple(f"__{pattern}" for pattern in PATTERNS)) for name in request.GET):
        raise BadRequest("a pattern, which no list is filtered by")
    if not all(is_number(text) for text in request.POST.getlist(ACTION_CHECKBOX_NAME)):
        raise BadRequest("a record that has no such number")


def is_number(text: str) -> bool:
    """Tell whether a text is the number of a record. Each table of the portal has numbers.

    >>> is_number("7"), is_number("abc"), is_number("٣"), is_number("9" * 30)
    (True, False, False, False)
    """
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LAST_NUMBER
