"""The ceiling of a scheme in a year (subsidieplafond, Awb 4:22), and the ledger of what is asked, granted and paid under it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import AmountField
from .scheme import Scheme

APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


# SHA-256 of a seed, as `lottery.commitment` reckons it.
SEED_STAYS = pgtrigger.Trigger(
    name="seed_as_committed",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    func="""
        IF TG_OP = 'UPDATE' AND (OLD.seed_commitment <> '' AND NEW.seed_commitment <> OLD.seed_commitment
                                 OR OLD.seed <> '' AND NEW.seed <> OLD.seed) THEN
            RAISE EXCEPTION 'what was published about a draw stays as it is'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.seed <> '' AND NEW.seed_commitment <> encode(sha256(convert_to(NEW.seed, 'UTF8')), 'hex') THEN
            RAISE EXCEPTION 'this is not the seed whose hash was published'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    """,
)


@pghistory.track()
class Ceiling(models.Model):
    """One scheme in one year. How much it may cost is in its versions."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="ceilings", verbose_name=_("scheme"))
    year = models.PositiveSmallIntegerField(_("year"))
    # A lottery: SHA-256 of the seed is public before the window closes, the seed itself after.
    seed_commitment = models.CharField(_("hash of the seed"), max_length=64, blank=True, default="", editable=False)
    seed = models.CharField(_("seed"), max_length=64, blank=True, default="", editable=False)

    class Meta:
        ordering = ["-year", "scheme"]
        verbose_name = _("ceiling")
        verbose_name_plural = _("ceilings")
        constraints = [models.UniqueConstraint(fields=["scheme", "year"], name="ceiling_once_a_year")]
        triggers = [SEED_STAYS]

    def __str__(self):
        return f"{self.scheme} {self.year}"

    def rules(self, day=None):
        """Return the version of the scheme that holds for an application that comes in on a day, today unless said."""
        return self.scheme_versions.in_force(day).first()

    def held(self) -> int:
        """Return what is reserved, granted, settled, paid or lapsed on the ordinary ground, in cents."""
        balances = self.entries.balances()
        return sum(balances[account, Ground.ORDINARY] for account in HELD)

    def version_for(self, day):
        """Return the version of the ceiling that binds an application received on a day, or None before the first.

        A lowering has no effect on what came in before it (Awb 4:27 lid 2); a later raise holds for everybody. The
        database reckons the same in `subsidies_ceiling_version`.
        """
        versions = list(self.versions.order_by("number"))
        binding = [version for version in versions if version.in_force_from <= day][-1:]
        for later in versions:
            if binding and later.number > binding[0].number and later.amount > binding[0].amount:
                binding = [later]
        return binding[0] if binding else None


@pghistory.track(pghistory.InsertEvent())
class CeilingVersion(models.Model):
    """How much money there is, as published (bekendmaking, Awb 4:27). A change is a new version."""

    ceiling = models.ForeignKey(Ceiling, models.PROTECT, related_name="versions", verbose_name=_("ceiling"))
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    amount = AmountField(_("amount"))
    published_on = models.DateField(_("published on"))
    in_force_from = models.DateField(_("holds for applications received from"))
    publication_url = models.URLField(_("publication"), blank=True, default="")
    reason = models.CharField(_("reason"), max_length=400, blank=True, default="")

    class Meta:
        ordering = ["ceiling", "-number"]
        verbose_name = _("amount of a ceiling")
        verbose_name_plural = _("amounts of ceilings")
        constraints = [
            models.UniqueConstraint(fields=["ceiling", "number"], name="ceiling_version_number"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="ceiling_version_amount"),
            # Awb 4:27 lid 1 and 2: what is not published yet binds nobody.
            models.CheckConstraint(condition=Q(in_force_from__gte=F("published_on")), name="ceiling_published_first"),
        ]
        triggers = APPEND_ONLY

    def __str__(self):
        return f"{self.ceiling}, {_('version')} {self.number}"


class SealedSeed(models.Model):
    """The seed of a draw until it is revealed: in no history and on no page, so that nobody knows the order beforehand."""

    ceiling = models.OneToOneField(Ceiling, models.PROTECT, related_name="sealed_seed")
    seed = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="seed_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="seed_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("ceiling", "seed", "sealed_at"),
            ),
        ]

    def __str__(self):
        return f"{self.ceiling}"


class Account(models.TextChoices):
    """Where money of a ceiling stands. A row of the ledger moves an amount from one account to another."""

    FREE = "free", _("free")
    POSSIBLE = "possible", _("asked, not complete yet")
    RESERVED = "reserved", _("reserved for complete applications")
    GRANTED = "granted", _("granted, not paid yet")
    SETTLED = "settled", _("settled, not paid yet")
    PAID = "paid", _("paid")
    # Awb 4:57: more was paid than was settled, or than is still granted.
    RECOVER = "recover", _("paid too much, to be recovered")
    LOST = "lost", _("written off")
    LAPSED = "lapsed", _("freed, but not granted again")


NOT_HELD = [Account.FREE, Account.POSSIBLE]
HELD = [account for account in Account if account not in NOT_HELD]

# Every movement there is; "released" is a movement back to `free`.
MOVEMENTS = [
    (Account.FREE, Account.POSSIBLE),
    (Account.POSSIBLE, Account.FREE),
    (Account.POSSIBLE, Account.RESERVED),
    (Account.RESERVED, Account.POSSIBLE),
    (Account.RESERVED, Account.FREE),
    (Account.RESERVED, Account.GRANTED),
    (Account.FREE, Account.GRANTED),
    (Account.POSSIBLE, Account.GRANTED),
    (Account.GRANTED, Account.FREE),
    (Account.GRANTED, Account.LAPSED),
    (Account.GRANTED, Account.PAID),
    (Account.GRANTED, Account.SETTLED),
    (Account.SETTLED, Account.PAID),
    (Account.SETTLED, Account.FREE),
    (Account.SETTLED, Account.LAPSED),
    # The bank sent it back.
    (Account.PAID, Account.GRANTED),
    (Account.PAID, Account.SETTLED),
    (Account.PAID, Account.RECOVER),
    # Paid back, or written off.
    (Account.RECOVER, Account.FREE),
    (Account.RECOVER, Account.LAPSED),
    (Account.RECOVER, Account.LOST),
    # After an objection: it need not be paid back, or more is owed after all.
    (Account.RECOVER, Account.PAID),
    (Account.LOST, Account.PAID),
    (Account.LAPSED, Account.GRANTED),
    (Account.LAPSED, Account.SETTLED),
    (Account.FREE, Account.SETTLED),
]


class Ground(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    # After an objection or a late decision the ceiling binds as it stood at the first decision.
    OBJECTION = "4:25-3", _("Awb 4:25 lid 3")


class LedgerEntryQuerySet(models.QuerySet):
    def balances(self):
        """Return what stands on each account, in cents, by (account, ground)."""
        balances = {(account, ground): 0 for account in Account for ground in Ground}
        for row in self.order_by().values("source", "target", "ground").annotate(total=Sum("amount")):
            balances[row["source"], row["ground"]] -= row["total"]
            balances[row["target"], row["ground"]] += row["total"]
        return balances


CHECK_LEDGER_ENTRY = """
    -- One snapshot for the whole transaction would not see what others added while it waited for the lock.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'the ledger is written in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM 1 FROM subsidies_ceiling WHERE id = NEW.ceiling_id FOR NO KEY UPDATE;
    SELECT a.ceiling_id, (a.received_at AT TIME ZONE 'Europe/Amsterdam')::date INTO application_ceiling, received_on
        FROM subsidies_application a WHERE a.id = NEW.application_id;
    IF application_ceiling <> NEW.ceiling_id OR received_on IS NULL
        OR NEW.version_id IS DISTINCT FROM subsidies_ceiling_version(NEW.ceiling_id, received_on) THEN
        RAISE EXCEPTION 'this is not the version of the ceiling that binds the application'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_version_binds';
    END IF;
    IF NEW.source <> 'free' AND 0 > (
        SELECT coalesce(sum(CASE WHEN target = NEW.source THEN amount ELSE -amount END), 0)
        FROM subsidies_ledgerentry
        WHERE application_id = NEW.application_id AND ground = NEW.ground AND NEW.source IN (source, target)
    ) THEN
        RAISE EXCEPTION 'more is taken from % than stands there', NEW.source
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_covered';
    END IF;
    IF NEW.ground = 'ordinary' AND NEW.source IN ('free', 'possible') AND NEW.target NOT IN ('free', 'possible') AND (
        SELECT coalesce(sum(CASE WHEN source IN ('free', 'possible') THEN amount ELSE 0 END)
                      - sum(CASE WHEN target IN ('free', 'possible') THEN amount ELSE 0 END), 0)
        FROM subsidies_ledgerentry WHERE ceiling_id = NEW.ceiling_id AND ground = 'ordinary'
    ) > (SELECT amount FROM subsidies_ceilingversion WHERE id = NEW.version_id) THEN
        RAISE EXCEPTION 'the ceiling would be exceeded'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_within_ceiling';
    END IF;
    RETURN NULL;
"""


@pghistory.track(pghistory.InsertEvent())
class LedgerEntry(models.Model):
    """One movement of money under a ceiling, in cents. Rows are added, never changed; every figure is summed from them."""

    ceiling = models.ForeignKey(Ceiling, models.PROTECT, related_name="entries", verbose_name=_("ceiling"))
    version = models.ForeignKey(CeilingVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    application = models.ForeignKey(
        "subsidies.Application", models.PROTECT, related_name="entries", verbose_name=_("application")
    )
    source = models.CharField(_("from"), max_length=8, choices=Account)
    target = models.CharField(_("to"), max_length=8, choices=Account)
    amount = AmountField(_("amount"))
    ground = models.CharField(_("ground"), max_length=8, choices=Ground, default=Ground.ORDINARY)
    decision = models.ForeignKey(
        "subsidies.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("decision"),
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_amount"),
            models.CheckConstraint(
                condition=Q(*[Q(source=source, target=target) for source, target in MOVEMENTS], _connector=Q.OR),
                name="ledger_movement",
            ),
            models.CheckConstraint(
                condition=Q(ground="ordinary") | Q(ground="4:25-3", decision__isnull=False), name="ledger_ground"
            ),
        ]
        triggers = [
            *APPEND_ONLY,
            pgtrigger.Trigger(
                name="holds_the_ceiling",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                declare=[("application_ceiling", "bigint"), ("received_on", "date")],
                func=CHECK_LEDGER_ENTRY,
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.source} → {self.target}"
