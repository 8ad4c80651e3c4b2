"""Which decisions there are, what each can say, and on which ground of the law."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    APPLICATION = "application", _("on the application")
    # Vaststelling, Awb 4:42.
    SETTLEMENT = "settlement", _("settlement")
    # Intrekking of wijziging, Awb 4:48, 4:49.
    CHANGE = "change", _("revocation or change")
    # Terugvordering, Awb 4:57.
    RECOVERY = "recovery", _("recovery")
    # Beslissing op bezwaar, Awb 7:11, 7:12.
    OBJECTION = "objection", _("on an objection")


class Outcome(models.TextChoices):
    GRANT = "grant", _("granted")
    GRANT_IN_PART = "grant-in-part", _("granted in part")
    REFUSE = "refuse", _("refused")
    LEAVE_OUT = "leave-out", _("left out of consideration")
    SETTLE = "settle", _("settled as granted")
    SETTLE_LOWER = "settle-lower", _("settled lower")
    LOWER = "lower", _("lowered")
    REVOKE = "revoke", _("revoked")
    RECOVER = "recover", _("to be paid back")
    UPHOLD = "uphold", _("objection rejected")
    REOPEN = "reopen", _("taken into consideration after all")
    DROP = "drop", _("need not be paid back")


class ObjectionResult(models.TextChoices):
    """What an objection comes to (Awb 7:11), apart from what is decided in the place of what was disputed."""

    INADMISSIBLE = "inadmissible", _("not admissible")
    UNFOUNDED = "unfounded", _("unfounded")
    PARTLY = "partly", _("partly founded")
    FOUNDED = "founded", _("well-founded")


GRANTS = (Outcome.GRANT, Outcome.GRANT_IN_PART)
SETTLES = (Outcome.SETTLE, Outcome.SETTLE_LOWER)
# What is decided on an application, at first or after an objection: the public register has one of these of each.
ON_APPLICATIONS = (*GRANTS, Outcome.REFUSE, Outcome.LEAVE_OUT)
# With these nothing is granted, settled or claimed; with all others but settling lower, something is.
WITHOUT_AMOUNT = (
    Outcome.REFUSE,
    Outcome.LEAVE_OUT,
    Outcome.REVOKE,
    Outcome.UPHOLD,
    Outcome.REOPEN,
    Outcome.DROP,
)
WITH_AMOUNT = (*GRANTS, Outcome.SETTLE, Outcome.LOWER, Outcome.RECOVER)


class RefusalGround(models.TextChoices):
    """Why a subsidy is refused, in whole or in part; what the law asks first depends on it."""

    CEILING = "4:25", _("the ceiling is exceeded (Awb 4:25 lid 2)")
    SCHEME = "scheme", _("the scheme does not provide for it")
    MISTRUST = "4:35", _("the applicant gives reason to doubt (Awb 4:35)")


class LoweringGround(models.TextChoices):
    """Why a subsidy is settled lower, lowered or revoked."""

    COSTS = "4:46-1", _("the real costs were lower (Awb 4:46 lid 1 and 3)")
    NOT_DONE = "4:46-2a", _("the activity did not take place, or not all of it (Awb 4:46 lid 2 a)")
    DUTIES = "4:46-2b", _("duties of the subsidy were not met (Awb 4:46 lid 2 b)")
    UNTRUE = "4:46-2c", _("what was told was incorrect or incomplete (Awb 4:46 lid 2 c)")
    GRANTED_WRONGLY = "4:46-2d", _("it was granted wrongly, and the recipient should have known (Awb 4:46 lid 2 d)")
    BEFORE_NOT_DONE = "4:48-1a", _("the activity does not take place, or not all of it (Awb 4:48 lid 1 a)")
    BEFORE_DUTIES = "4:48-1b", _("duties of the subsidy are not met (Awb 4:48 lid 1 b)")
    BEFORE_UNTRUE = "4:48-1c", _("what was told was incorrect or incomplete (Awb 4:48 lid 1 c)")
    BEFORE_WRONGLY = "4:48-1d", _("it was granted wrongly, and the recipient should have known (Awb 4:48 lid 1 d)")
    BEFORE_BUDGET = "4:48-1e", _("the budget does not provide enough money (Awb 4:48 lid 1 e, 4:34 lid 5)")
    AFTER_FACTS = "4:49-1a", _("facts that were not known at the settlement (Awb 4:49 lid 1 a)")
    AFTER_WRONGLY = "4:49-1b", _("it was settled wrongly, and the recipient should have known (Awb 4:49 lid 1 b)")
    AFTER_DUTIES = "4:49-1c", _("duties after the settlement are not met (Awb 4:49 lid 1 c)")


AT_SETTLEMENT = tuple(each for each in LoweringGround if each.startswith("4:46"))
BEFORE_SETTLEMENT = tuple(each for each in LoweringGround if each.startswith("4:48"))
AFTER_SETTLEMENT = tuple(each for each in LoweringGround if each.startswith("4:49"))


class SettlementPath(models.TextChoices):
    """How a grant is settled (vaststelling), by its amount: VNG model-ASV 15."""

    A = "A", _("at once, with the grant (Awb 4:42)")
    B = "B", _("by the municipality, without a request (Awb 4:47)")
    C = "C", _("on a report of the applicant (Awb 4:44)")
