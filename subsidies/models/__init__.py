from .application import Answers, Application, Attachment, BudgetLine, Channel
from .ceiling import HELD, Account, Ceiling, CeilingVersion, Ground, LedgerEntry, SealedSeed
from .proceedings import Decision, EqualDay, Intention, Message, SupplementRequest, Suspension
from .scheme import (
    ClockStart,
    Criterion,
    Distribution,
    EligibilityQuestion,
    Evidence,
    Purpose,
    Scheme,
    SchemeVersion,
    SignIn,
)

__all__ = [
    "HELD",
    "Account",
    "Answers",
    "Application",
    "Attachment",
    "BudgetLine",
    "Ceiling",
    "CeilingVersion",
    "Channel",
    "ClockStart",
    "Criterion",
    "Decision",
    "Distribution",
    "EligibilityQuestion",
    "EqualDay",
    "Evidence",
    "Ground",
    "Intention",
    "LedgerEntry",
    "Message",
    "Purpose",
    "Scheme",
    "SchemeVersion",
    "SealedSeed",
    "SignIn",
    "SupplementRequest",
    "Suspension",
]
