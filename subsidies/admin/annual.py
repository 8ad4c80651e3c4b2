"""The pages of the annual accounts, for who may see the ledger; case by case for who may see cases."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl import spreadsheets

from ..annual import AnnualAccounts, page
from ..annual.obligations import differing, obligations
from ..annual.tables import table_of, table_of_obligations
from ..fields import shown
from ..forms.annual import DayForm

FIRST_YEAR = 2000
# So many cases are on the page; the file has them all.
MOST_LISTED = 500


class AnnualPages:
    """Pages of a model admin of the ledger, of one year each."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "subsidies_ledgerentry"
        return [
            path("jaar/<int:year>/", view(self.year_view), name=f"{name}_year"),
            path("jaar/<int:year>/jaarrekening.<slug:kind>", view(self.year_file_view), name=f"{name}_yearfile"),
            path("jaar/<int:year>/verplichtingen/", view(self.open_view), name=f"{name}_open"),
            path("jaar/<int:year>/verplichtingen.<slug:kind>", view(self.open_file_view), name=f"{name}_openfile"),
            *super().get_urls(),
        ]

    def asked(self, request, year, *, of_cases=False) -> DayForm:
        """Return the day that is asked of a year; stop who may not see that, or a year that is not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if of_cases and not request.user.has_perm("subsidies.view_application"):
            raise PermissionDenied
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise Http404
        return DayForm(request.GET, year=year)

    def year_view(self, request, year):
        form = self.asked(request, year)
        accounts = AnnualAccounts(year, form.day)
        response = self.page(
            request,
            "admin/subsidies/ledgerentry/year.html",
            title=_("Annual accounts %(year)s") % {"year": year},
            form=form,
            year=year,
            accounts=accounts,
            granted=page.granted_and_paid(accounts),
            open=page.still_open(accounts),
            moved=page.moved(accounts),
            known=page.known(accounts),
            differences=page.differences(accounts, differing(accounts, request.user)),
            later=shown(accounts.total.entered_later) if accounts.total.entered_later else "",
            may_see_cases=request.user.has_perm("subsidies.view_application"),
            years=self.years_beside(year),
        )
        response.status_code = 422 if form.errors else 200
        return response

    def years_beside(self, year):
        return [each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= timezone.localdate().year]

    def open_view(self, request, year):
        form = self.asked(request, year, of_cases=True)
        found = obligations(AnnualAccounts(year, form.day), request.user)
        response = self.page(
            request,
            "admin/subsidies/ledgerentry/open.html",
            title=_("Open obligations %(year)s") % {"year": year},
            form=form,
            year=year,
            day=form.day,
            found=found,
            listed=found.rows[:MOST_LISTED],
        )
        response.status_code = 422 if form.errors else 200
        return response

    def year_file_view(self, request, year, kind):
        form = self.asked(request, year)
        return self.file(form, kind, "jaarrekening", lambda: table_of(AnnualAccounts(year, form.day)))

    def open_file_view(self, request, year, kind):
        form = self.asked(request, year, of_cases=True)
        return self.file(
            form,
            kind,
            "openstaande-verplichtingen",
            lambda: table_of_obligations(obligations(AnnualAccounts(year, form.day), request.user)),
        )

    def file(self, form, kind, name, table):
        if kind not in ("csv", "xlsx") or form.errors:
            raise Http404
        response = HttpResponse(spreadsheets.write(kind, *table()), content_type=spreadsheets.FORMATS[kind])
        response["Content-Disposition"] = f'attachment; filename="{name}-{form.day.isoformat()}.{kind}"'
        response["Cache-Control"] = "private, no-store"
        return response
