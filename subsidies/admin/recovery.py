"""What is paid back, for finance: which claims are open, what of them is late."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import recoveries
from ..models import Recovery
from .pages import ReadOnly


@admin.register(Recovery)
class RecoveryAdmin(ReadOnly):
    """Read-only: what is done with a claim is done in its case."""

    def get_queryset(self, request):
        return recoveries.of_cases_seen_by(request.user)

    def changelist_view(self, request, extra_context=None):
        """Show what is still to come in, what is late first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        lines = recoveries.open_lines(request.user, today)
        late = [line for line in lines if line.late]
        page = {"lines": lines, "number": len(lines), "late": len(late), "total": recoveries.sum_left(lines)}
        return self.page(request, "admin/subsidies/recovery/open.html", title=_("To be paid back"), **page)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        recovery = self.found_or_404(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        case = recovery.decision.application_id
        return HttpResponseRedirect(reverse("admin:subsidies_application_change", args=[case]))
