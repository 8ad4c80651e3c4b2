"""The list of cases in the back-office: `{% case_list cl %}`, and a filter of it: `{% case_filter title choices %}`."""

from django import template
from django.contrib.admin.templatetags.base import InclusionAdminNode

from ..admin.case_rows import case_list, filter_of

register = template.Library()
register.simple_tag(filter_of, name="case_filter")


@register.tag(name="case_list")
def case_list_tag(parser, token):
    return InclusionAdminNode(
        "case_list", parser, token, func=case_list, template_name="change_list_results.html", takes_context=False
    )
