"""The list of cases in the back-office: `{% case_list cl %}`."""

from django import template
from django.contrib.admin.templatetags.base import InclusionAdminNode

from ..admin.case_rows import case_list

register = template.Library()


@register.tag(name="case_list")
def case_list_tag(parser, token):
    return InclusionAdminNode(
        "case_list", parser, token, func=case_list, template_name="change_list_results.html", takes_context=False
    )
