from .answers import Answers
from .application import Application, Channel
from .archive import CaseExport
from .assessment import MOST_POINTS, Assessment, GlassBreak, Score, Tie
from .attachment import Attachment
from .bank_account import IbanChange
from .batch import Batch, BatchItem
from .budget_line import BudgetLine
from .ceiling import HELD, Account, Ceiling, CeilingVersion, Ground, LedgerEntry, SealedSeed
from .decision import GRANTS, Decision, DecisionDraft, Outcome, RefusalGround, SettlementPath
from .document import Document
from .payment import Payment, PaymentOrder
from .payment_suspension import PaymentSuspension
from .proceedings import DefaultNotice, EqualDay, Intention, Message, SupplementRequest, Suspension
from .reminder import Digest, Reminder
from .retention import RetentionClass, RetentionHold, RetentionRemoval, RetentionRun, RetentionTerm
from .scheme import Scheme
from .scheme_version import DRAWS_LOTS, ClockStart, Distribution, SchemeVersion, SignIn
from .staff_note import StaffNote
from .version_parts import Criterion, EligibilityQuestion, Evidence, Purpose

__all__ = [
    "DRAWS_LOTS",
    "GRANTS",
    "HELD",
    "MOST_POINTS",
    "Account",
    "Answers",
    "Application",
    "Assessment",
    "Attachment",
    "Batch",
    "BatchItem",
    "BudgetLine",
    "CaseExport",
    "Ceiling",
    "CeilingVersion",
    "Channel",
    "ClockStart",
    "Criterion",
    "Decision",
    "DecisionDraft",
    "DefaultNotice",
    "Digest",
    "Distribution",
    "Document",
    "EligibilityQuestion",
    "EqualDay",
    "Evidence",
    "GlassBreak",
    "Ground",
    "IbanChange",
    "Intention",
    "LedgerEntry",
    "Message",
    "Outcome",
    "Payment",
    "PaymentOrder",
    "PaymentSuspension",
    "Purpose",
    "RefusalGround",
    "Reminder",
    "RetentionClass",
    "RetentionHold",
    "RetentionRemoval",
    "RetentionRun",
    "RetentionTerm",
    "Scheme",
    "SchemeVersion",
    "Score",
    "SealedSeed",
    "SettlementPath",
    "SignIn",
    "StaffNote",
    "SupplementRequest",
    "Suspension",
    "Tie",
]
