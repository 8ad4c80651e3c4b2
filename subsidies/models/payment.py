"""Paying what was granted: advances and rests, in orders that two people sign."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import AmountField
from ..states import State
from .application import Application
from .bank_account import IbanChange
from .decision import Decision
from .payment_suspension import PaymentSuspension

# Money goes to these alone.
PAYABLE_STATES = (State.GRANTED, State.SETTLED)


@pghistory.track()
class PaymentOrder(models.Model):
    """A list of payments for the financial administration (betaalopdracht): made by one, approved by another."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"), editable=False
    )
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
        editable=False,
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("payment order")
        verbose_name_plural = _("payment orders")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="payment_order_number"),
            # Four eyes.
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("made_by")),
                name="payment_order_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(approved_at=None), name="payment_order_approved_stays"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="payment_order_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="payment_order_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False) | pgtrigger.Q(old__cancelled_at__isnull=False),
            ),
            # Between ordering and approving a case may be withdrawn or suspended; also against raw SQL.
            pgtrigger.Trigger(
                name="payment_order_still_to_pay",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__approved_at__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM subsidies_payment payment
                        JOIN subsidies_application life ON life.id = payment.application_id
                        WHERE payment.order_id = NEW.id AND (
                            life.state NOT IN ('granted', 'settled')
                            OR EXISTS (SELECT 1 FROM subsidies_paymentsuspension suspension
                                       WHERE suspension.application_id = life.id AND suspension.ended_on IS NULL)
                            OR EXISTS (SELECT 1 FROM subsidies_ibanchange change
                                       WHERE change.application_id = life.id AND change.outcome = '')
                        )
                    ) THEN
                        RAISE EXCEPTION 'a payment on this order is not to be paid any more'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def is_open(self):
        return self.approved_at is None and self.cancelled_at is None

    @property
    def stage(self) -> str:
        """Return how far it is: open, approved or cancelled."""
        return "open" if self.is_open else "approved" if self.approved_at else "cancelled"


class PaymentQuerySet(models.QuerySet):
    def standing(self):
        """Those that are or will be paid: not cancelled, not returned by the bank."""
        return self.filter(cancelled_at=None, returned_on=None)

    def unordered(self):
        return self.standing().filter(order=None)

    def payable(self, day=None):
        """Those that can be put on an order: not suspended, no offer of what remained runs, no other account is to be checked."""
        day = day or timezone.localdate()
        runs = Q(decision__offer_until__gte=day, decision__offer_accepted_at=None)
        case = models.OuterRef("application")
        suspended = PaymentSuspension.objects.filter(application=case, ended_on=None)
        in_doubt = IbanChange.objects.waiting().filter(application=case)
        return (
            self.unordered()
            .filter(application__state__in=PAYABLE_STATES)
            .exclude(runs)
            .exclude(models.Exists(suspended))
            .exclude(models.Exists(in_doubt))
        )


@pghistory.track()
class Payment(models.Model):
    """An amount to pay to an applicant, in cents. A payment that came back is followed by a new one."""

    class Kind(models.TextChoices):
        # Awb 4:95.
        ADVANCE = "advance", _("advance")
        # Awb 4:52: what was settled, less the advances. On path A that is all of it.
        REST = "rest", _("payment of what was settled")

    application = models.ForeignKey(Application, models.PROTECT, related_name="payments", verbose_name=_("application"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments", verbose_name=_("decision"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    amount = AmountField(_("amount"))
    # Awb 4:87: six weeks after the decision was made known, unless the scheme says less.
    due_on = models.DateField(_("pay by"))
    planned_at = models.DateTimeField(_("planned"), default=timezone.now, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("instead of")
    )
    order = models.ForeignKey(
        PaymentOrder, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("order")
    )
    # As they were when it was put on an order.
    iban = models.CharField(_("IBAN"), max_length=34, blank=True, default="")
    account_holder = models.CharField(_("account holder"), max_length=140, blank=True, default="")
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    return_reason = models.CharField(_("why it came back"), max_length=400, blank=True, default="")
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount"),
            # Nothing is paid twice.
            models.UniqueConstraint(
                fields=["decision", "kind"],
                condition=Q(cancelled_at=None, returned_on=None),
                name="payment_once",
            ),
            models.CheckConstraint(
                condition=Q(order=None, iban="") | Q(order__isnull=False) & ~Q(iban=""), name="payment_order_has_iban"
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None, returned_on=None) | Q(order__isnull=False), name="payment_paid_by_order"
            ),
            models.CheckConstraint(condition=Q(cancelled_at=None) | Q(order=None), name="payment_ordered_stays"),
        ]
        triggers = [
            pgtrigger.Protect(name="payment_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="payment_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("application", "decision", "kind", "amount", "replaces"),
            ),
            pgtrigger.Protect(
                name="payment_booked_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__returned_on__isnull=False)
                | pgtrigger.Q(old__paid_on__isnull=False) & pgtrigger.Q(old__paid_on__df=pgtrigger.F("new__paid_on")),
            ),
            # Also against who posts a page of yesterday, and against raw SQL.
            pgtrigger.Trigger(
                name="payment_may_be_ordered",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[("life", "text"), ("approved", "timestamptz")],
                func="""
                    -- What went to the bank, and that it is booked only once it could go there.
                    IF TG_OP = 'UPDATE' AND NEW.order_id IS NOT NULL AND OLD.order_id = NEW.order_id
                        AND (OLD.iban, OLD.account_holder) IS DISTINCT FROM (NEW.iban, NEW.account_holder)
                    THEN
                        RAISE EXCEPTION 'the account on an order stays as it is'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    IF NEW.order_id IS NOT NULL AND (NEW.paid_on IS NOT NULL OR NEW.returned_on IS NOT NULL) THEN
                        SELECT approved_at INTO approved FROM subsidies_paymentorder WHERE id = NEW.order_id;
                        IF approved IS NULL THEN
                            RAISE EXCEPTION 'only what is on an approved order is booked'
                                USING ERRCODE = 'integrity_constraint_violation';
                        END IF;
                    END IF;
                    IF NEW.order_id IS NULL OR TG_OP = 'UPDATE' AND OLD.order_id IS NOT DISTINCT FROM NEW.order_id
                    THEN
                        IF TG_OP = 'UPDATE' AND OLD.order_id IS NOT NULL AND NEW.order_id IS NULL THEN
                            SELECT approved_at INTO approved FROM subsidies_paymentorder WHERE id = OLD.order_id;
                            IF approved IS NOT NULL THEN
                                RAISE EXCEPTION 'an approved order stays as it is'
                                    USING ERRCODE = 'integrity_constraint_violation';
                            END IF;
                        END IF;
                        RETURN NEW;
                    END IF;
                    -- Waits for who is approving the order at this moment.
                    SELECT approved_at INTO approved FROM subsidies_paymentorder WHERE id = NEW.order_id FOR SHARE;
                    IF approved IS NOT NULL THEN
                        RAISE EXCEPTION 'an approved order stays as it is'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    SELECT state INTO life FROM subsidies_application WHERE id = NEW.application_id FOR SHARE;
                    IF life NOT IN ('granted', 'settled') THEN
                        RAISE EXCEPTION 'nothing is paid to an application that is %', life
                            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'payment_state';
                    END IF;
                    IF EXISTS (SELECT 1 FROM subsidies_paymentsuspension
                               WHERE application_id = NEW.application_id AND ended_on IS NULL) THEN
                        RAISE EXCEPTION 'the payment is suspended'
                            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'payment_suspended';
                    END IF;
                    IF EXISTS (SELECT 1 FROM subsidies_ibanchange
                               WHERE application_id = NEW.application_id AND outcome = '') THEN
                        RAISE EXCEPTION 'another bank account waits to be checked'
                            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'payment_account_waits';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_kind_display()}"

    @property
    def stage(self) -> str:
        """Return how far it is: planned, ordered, approved, paid, returned or cancelled."""
        if self.cancelled_at:
            return "cancelled"
        if self.returned_on:
            return "returned"
        if self.paid_on:
            return "paid"
        if self.order is None:
            return "planned"
        return "approved" if self.order.approved_at else "ordered"
