from .application import Answers, Application, BudgetLine, Channel
from .attachment import Attachment
from .bank_account import IbanChange
from .ceiling import HELD, Account, Ceiling, CeilingVersion, Ground, LedgerEntry, SealedSeed
from .document import Document
from .proceedings import Decision, EqualDay, Intention, Message, SupplementRequest, Suspension
from .reminder import Digest, Reminder
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
    "Digest",
    "Distribution",
    "Document",
    "EligibilityQuestion",
    "EqualDay",
    "Evidence",
    "Ground",
    "IbanChange",
    "Intention",
    "LedgerEntry",
    "Message",
    "Purpose",
    "Reminder",
    "Scheme",
    "SchemeVersion",
    "SealedSeed",
    "SignIn",
    "SupplementRequest",
    "Suspension",
]
