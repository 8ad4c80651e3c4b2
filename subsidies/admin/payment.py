"""Paying, for finance: what waits to be paid, and the orders that two people sign."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl import spreadsheets

from .. import payments
from ..actions import paying
from ..fields import shown
from ..forms.payment import BookForm, PaymentsForm, ReturnedForm
from ..models import Payment, PaymentOrder
from ..payments import orders
from ..permissions import FINANCE, roles_of
from .pages import LeadsToCase, ReadOnly, done


@admin.register(Payment)
class PaymentAdmin(LeadsToCase, ReadOnly):
    list_display = ["application", "kind", "amount_shown", "due_on", "order", "paid_on", "returned_on", "cancelled_at"]
    list_select_related = ["application__ceiling__scheme", "order"]

    def get_queryset(self, request):
        return payments.of_cases_seen_by(request.user)

    def get_urls(self):
        view = self.admin_site.admin_view(self.returned_view)
        return [path("<int:object_id>/returned/", view, name="subsidies_payment_returned"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Show what waits to be paid; who is of finance puts it on an order."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = payments.to_pay(request.user)
        may_order = FINANCE in roles_of(request.user)
        ready = [row.payment for row in rows if not row.why]
        form = PaymentsForm(*([request.POST] if request.method == "POST" else []), candidates=ready)
        page = {"title": _("To be paid"), "rows": rows, "form": form, "may_order": may_order, "ready": len(ready)}
        page["total"] = shown(sum(payment.amount for payment in ready))
        if request.method != "POST":
            return self.page(request, "admin/subsidies/payment/to_pay.html", **page)
        if not may_order:
            raise PermissionDenied
        if form.is_valid() and done(form, self.make_order, form=form, by=request.user):
            messages.success(request, _("Order %(order)s is made. A colleague approves it.") % {"order": form.made})
            return HttpResponseRedirect(reverse("admin:subsidies_paymentorder_change", args=[form.made.pk]))
        return self.refused(request, "admin/subsidies/payment/to_pay.html", **page)

    def make_order(self, form, by):
        form.made = paying.order(payments=form.chosen(), by=by)

    def returned_view(self, request, object_id):
        """Book that the bank sent a payment back."""
        payment = self.found_or_404(request, object_id)
        if FINANCE not in roles_of(request.user):
            raise PermissionDenied
        if payment.order is None:
            raise Http404
        form = ReturnedForm(*([request.POST] if request.method == "POST" else []))
        back = reverse("admin:subsidies_paymentorder_change", args=[payment.order_id])
        page = {"title": _("Came back from the bank"), "form": form, "payment": payment, "back": back}
        page["amount"] = shown(payment.amount)
        if request.method != "POST":
            return self.page(request, "admin/subsidies/payment/returned.html", **page)
        if form.is_valid() and done(form, paying.book_returned, payment=payment, by=request.user, **form.cleaned_data):
            messages.success(request, _("Booked. A new payment waits to be ordered."))
            return HttpResponseRedirect(back)
        return self.refused(request, "admin/subsidies/payment/returned.html", **page)

    @admin.display(description=gettext_lazy("amount"))
    def amount_shown(self, payment):
        return shown(payment.amount)


@admin.register(PaymentOrder)
class PaymentOrderAdmin(ReadOnly):
    list_display = ["reference", "made_at", "made_by", "number_of", "total", "shown_stage", "approved_by"]
    list_select_related = ["made_by", "approved_by"]
    list_filter = ["year"]

    def get_queryset(self, request):
        return orders.seen_by(request.user)

    def get_urls(self):
        view, name = self.admin_site.admin_view, "subsidies_paymentorder"
        return [
            path("<int:object_id>/approve/", view(self.approve_view), name=f"{name}_approve"),
            path("<int:object_id>/cancel/", view(self.cancel_view), name=f"{name}_cancel"),
            path("<int:object_id>/file.<slug:kind>", view(self.file_view), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show an order; who is of finance books what of it was paid."""
        order = self.found_or_404(request, object_id)
        page = orders.page_of(order, request.user)
        waiting = [payment for payment, _amount, _iban in page["rows"] if payment.stage == "approved"]
        form = BookForm(*([request.POST] if request.method == "POST" else []), candidates=waiting)
        page |= {"title": _("Payment order %(order)s") % {"order": order}, "form": form, "waiting": len(waiting)}
        if request.method != "POST":
            return self.page(request, "admin/subsidies/paymentorder/order.html", **page)
        if not page["is_finance"]:
            raise PermissionDenied
        if form.is_valid() and done(form, self.book, form=form, by=request.user):
            messages.success(request, _("Booked: %(number)s.") % {"number": len(form.ticked)})
            return HttpResponseRedirect(request.path)
        return self.refused(request, "admin/subsidies/paymentorder/order.html", **page)

    def book(self, form, by):
        paying.book_all_paid(payments=form.chosen(), paid_on=form.cleaned_data["paid_on"], by=by)

    def approve_view(self, request, object_id):
        return self.signed(request, object_id, paying.approve, _("Order %(order)s is approved."))

    def cancel_view(self, request, object_id):
        return self.signed(
            request, object_id, paying.cancel_order, _("Order %(order)s is cancelled: its payments wait again.")
        )

    def signed(self, request, object_id, action, said):
        """Do something with an order as it stood on the page that was sent."""
        order = self.found_or_404(request, object_id)
        back = reverse("admin:subsidies_paymentorder_change", args=[order.pk])
        if FINANCE not in roles_of(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(back)
        page = orders.page_of(order, request.user)
        form = BookForm(QueryDict(), candidates=[])
        form.full_clean()
        form.errors.clear()
        stamp = request.POST.get("stamp", "")
        if done(form, action, order=order, by=request.user, stamp=stamp):
            messages.success(request, said % {"order": order})
            return HttpResponseRedirect(back)
        page |= {"title": _("Payment order %(order)s") % {"order": order}, "form": form, "waiting": 0}
        return self.refused(request, "admin/subsidies/paymentorder/order.html", **page)

    def file_view(self, request, object_id, kind):
        """Give out an approved order for the financial administration: whole, or not at all."""
        order = self.found_or_404(request, object_id)
        if FINANCE not in roles_of(request.user) or orders.is_partly_shut(order, request.user):
            raise PermissionDenied
        if kind not in ("csv", "xlsx") or not order.approved_at:
            raise Http404
        content = spreadsheets.write(kind, *orders.table_of(order))
        response = HttpResponse(content, content_type=spreadsheets.FORMATS[kind])
        response["Content-Disposition"] = f'attachment; filename="betaalopdracht-{order.reference}.{kind}"'
        response["Cache-Control"] = "private, no-store"
        return response

    @admin.display(description=gettext_lazy("payments"))
    def number_of(self, order):
        return order.number_seen

    @admin.display(description=gettext_lazy("total"))
    def total(self, order):
        return shown(order.total_seen or 0)

    @admin.display(description=gettext_lazy("state"))
    def shown_stage(self, order):
        return orders.STAGES[order.stage]
