from .answers import Answers
from .application import Application, Channel
from .attachment import Attachment
from .bank_account import IbanChange
from .budget_line import BudgetLine
from .ceiling import HELD, Account, Ceiling, CeilingVersion, Ground, LedgerEntry, SealedSeed
from .document import Document
from .proceedings import Decision, EqualDay, Intention, Message, SupplementRequest, Suspension
from .reminder import Digest, Reminder
from .scheme import Scheme
from .scheme_version import ClockStart, Distribution, SchemeVersion, SignIn
from .staff_note import StaffNote
from .version_parts import Criterion, EligibilityQuestion, Evidence, Purpose

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
    "StaffNote",
    "SupplementRequest",
    "Suspension",
]
