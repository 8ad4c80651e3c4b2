"""Opening a case in spite of a tie, where ties shut it to everybody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..actions import glass
from ..forms.assessing import GlassForm
from ..permissions import roles_of
from .pages import done


class GlassPage:
    """A page that names the cases which ties shut to everybody: their references, and no more."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.glass_view)
        return [path("glass/", view, name="subsidies_application_glass"), *super().get_urls()]

    def glass_view(self, request):
        if not roles_of(request.user) & set(glass.ROLES):
            raise PermissionDenied
        form = GlassForm(request.POST if request.method == "POST" else None, cases=glass.openable(request.user))
        if form.is_valid():
            case = form.cases[form.cleaned_data["reference"]]
            if done(form, glass.break_glass, application=case, reason=form.cleaned_data["reason"], by=request.user):
                messages.success(request, _("The case is open to you for 24 hours."))
                return HttpResponseRedirect(reverse("admin:subsidies_application_change", args=[case.pk]))
        title = _("Open a case in spite of a tie")
        response = self.page(request, "admin/subsidies/application/glass.html", title=title, form=form)
        response.status_code = 422 if form.errors else 200
        return response
