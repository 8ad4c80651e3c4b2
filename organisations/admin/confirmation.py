"""What staff do about pages that nobody confirmed."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from ..actions import confirmation as actions


@admin.action(description=_("Publish again"), permissions=["change"])
def publish_again(model_admin, request, queryset):
    """Put back each page that was unpublished because nobody confirmed it; others stay as they are."""
    pages = list(queryset.lapsed())
    for organisation in pages:
        actions.publish_again(organisation=organisation, by=request.user)
    if pages:
        messages.success(request, _("Published again: %(number)s.") % {"number": len(pages)})
    else:
        messages.warning(request, _("None of these was unpublished because nobody confirmed it."))
