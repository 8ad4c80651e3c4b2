"""The rows of the list of cases, and the choices in its filters, as HTML.

As Django's `items_for_result` and `admin/filter.html` write them: a test compares them. Django asks of each cell anew how its
column is shown, and fills a template for each choice, which took longer than to reckon what stands in all of them.
"""

from collections.abc import Iterator

from django.contrib.admin.templatetags.admin_list import result_headers, results
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst


def case_list(cl) -> dict:
    """Return what `admin/change_list_results.html` shows: the heads of the columns, and each row as one cell that is written."""
    headers = list(result_headers(cl))
    return {
        "result_headers": headers,
        "num_sorted_fields": sum(1 for each in headers if each["sortable"] and each["sorted"]),
        # In a window to choose from, each row says more.
        "results": results(cl) if cl.is_popup or cl.to_field else rows_of(cl),
    }


def rows_of(cl) -> Iterator[list[SafeString]]:
    if not cl.result_list:
        return
    empty = escape(cl.model_admin.get_empty_value_display())
    first, *others = cl.list_display
    before, after = around_the_key(cl)
    columns = [(f'<td class="field-{name}{nowrap(cl, name)}">', reader(cl, name)) for name in others]
    head = reader(cl, first)
    for case in cl.result_list:
        cells = [f"{start}{as_html(read(case), empty)}</td>" for start, read in columns]
        link = f'<a href="{before}{case.pk}{after}">{as_html(head(case), empty)}</a>'
        yield [SafeString(f'<th class="field-{first}">{link}</th>{"".join(cells)}')]


def around_the_key(cl) -> tuple[str, str]:
    """Return the address of a case in two parts, before and after its key: it is the same for all on a page."""
    address = add_preserved_filters(
        {"preserved_filters": cl.preserved_filters, "opts": cl.opts}, cl.url_for_result(cl.result_list[0])
    )
    before, after = address.split(f"/{cl.result_list[0].pk}/", 1)
    return f"{escape(before)}/", f"/{escape(after)}"


def nowrap(cl, name: str) -> str:
    is_field = not hasattr(cl.model_admin, name)
    return " nowrap" if is_field and cl.opts.get_field(name).is_relation else ""


def reader(cl, name: str):
    """Return the function that reads a column of a case: of the admin, or a field."""
    return getattr(cl.model_admin, name, None) or (lambda case: getattr(case, name))


def as_html(value, empty: str) -> str:
    if isinstance(value, str):
        text = value if isinstance(value, SafeString) else escape(value.strip())
    else:
        text = "" if value is None else escape(value)
    return text or empty


def filter_of(title, choices) -> SafeString:
    """Return a filter of the list with its choices."""
    items = "".join(
        f"<li{' class="selected"' if each['selected'] else ''}>"
        f'<a href="{escape(iri_to_uri(each["query_string"]))}">{escape(each["display"])}</a></li>'
        for each in choices
    )
    title, shown = escape(title), escape(capfirst(title))
    return SafeString(f'<details data-filter-title="{title}" open><summary>{shown}</summary><ul>{items}</ul></details>')
