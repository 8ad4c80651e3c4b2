"""Deciding on many applications, or making many decisions known, at once: choosing them, and how far it is."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.history_admin import HistoryAdmin

from ..actions import batch as batches
from ..forms.batch import BatchForm
from ..models import Application, Batch
from ..permissions import has_role_for
from .pages import ByActionsAlone, OwnPages, done


@admin.register(Batch)
class BatchAdmin(ByActionsAlone, OwnPages, HistoryAdmin):
    list_display = ["__str__", "made_by", "together", "ready", "failed"]
    list_filter = ["kind"]
    list_select_related = ["made_by"]
    actions = None

    def get_queryset(self, request):
        items = Count("items")
        return (
            super()
            .get_queryset(request)
            .annotate(
                together=items,
                ready=Count("items", filter=Q(items__done_at__isnull=False)),
                failed=Count("items", filter=Q(items__failed_at__isnull=False)),
            )
        )

    def kinds(self, user):
        return [kind for kind in Batch.Kind if has_role_for(user, kind)]

    def has_add_permission(self, request):
        return bool(self.kinds(request.user))

    def add_view(self, request, form_url="", extra_context=None):
        """Choose what is done, then with which applications."""
        kinds = self.kinds(request.user)
        if not kinds:
            raise PermissionDenied
        kind = request.GET.get("kind")
        if kind not in kinds:
            return self.page(
                request,
                "admin/subsidies/batch/kind.html",
                title=_("Do one thing with many applications"),
                kinds=[(each, len(batches.candidates(each, request.user))) for each in kinds],
            )
        data = request.POST if request.method == "POST" else None
        form = BatchForm(data, candidates=batches.candidates(kind, request.user), kind=kind)
        if request.method == "POST" and form.is_valid() and done(form, self.begin, form=form, by=request.user):
            messages.success(request, _("Begun. It goes on also when you leave this page."))
            return HttpResponseRedirect(reverse("admin:subsidies_batch_change", args=[form.begun.pk]))
        return self.page(
            request,
            "admin/subsidies/batch/choose.html",
            title=Batch.Kind(kind).label.capitalize(),
            form=form,
        )

    def begin(self, form, by):
        form.begun = batches.begin(kind=form.kind, applications=form.chosen(), by=by)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show how far a batch is; of a case that is shut to whoever looks, nothing but that it is there."""
        batch = self.found_or_404(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        seen = Application.objects.for_staff(request.user).values("pk")
        items = batch.items.filter(application__in=seen).select_related(
            "application__ceiling__scheme", "application__organisation"
        )
        return self.page(
            request,
            "admin/subsidies/batch/progress.html",
            title=str(batch),
            batch=batch,
            items=items,
            shut=batch.together - len(items),
            open=batch.together - batch.ready - batch.failed,
        )

    @admin.display(description=gettext_lazy("applications"))
    def together(self, batch):
        return batch.together

    @admin.display(description=gettext_lazy("done"))
    def ready(self, batch):
        return batch.ready

    @admin.display(description=gettext_lazy("not done"))
    def failed(self, batch):
        return batch.failed
