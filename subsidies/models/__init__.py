from .answers import Answers
from .application import Application, Channel
from .archive import CaseExport
from .assessment import MOST_POINTS, Assessment, GlassBreak, Score, Tie
from .attachment import Attachment
from .bank_account import IbanChange
from .batch import Batch, BatchItem
from .budget_line import BudgetLine
from .ceiling import HELD, Account, Ceiling, CeilingVersion, Ground, LedgerEntry, SealedSeed
from .decision import OUTCOMES, Decision, DecisionDraft
from .decision_kinds import (
    AFTER_SETTLEMENT,
    AT_SETTLEMENT,
    BEFORE_SETTLEMENT,
    GRANTS,
    ON_APPLICATIONS,
    SETTLES,
    DecisionKind,
    LoweringGround,
    ObjectionResult,
    Outcome,
    RefusalGround,
    SettlementPath,
)
from .document import Document
from .goals import GoalOfApplication, GoalOfApplicationTarget, GoalOfResult, GoalOfResultTarget, goals_in_words
from .objection import Appeal, Objection
from .past_decision import PastDecision
from .payment import Payment, PaymentOrder
from .payment_suspension import PaymentSuspension
from .proceedings import DefaultNotice, EqualDay, Intention, Message, SupplementRequest, Suspension
from .recovery import Instalment, Recovery, Repayment
from .reminder import Digest, Reminder
from .report import MOST_PHOTOS, AccountabilityReport, FinalTerm, ReportLine, ReportPhoto
from .result import PublicResult, ResultPhoto
from .retention import RetentionClass, RetentionHold, RetentionRemoval, RetentionRun, RetentionTerm
from .sample import Sample, SampleSeed
from .sample_check import SampleCheck
from .scheme import Scheme
from .scheme_version import DRAWS_LOTS, ClockStart, Distribution, SchemeVersion, SignIn
from .staff_note import StaffNote
from .version_parts import Criterion, EligibilityQuestion, Evidence, Purpose

__all__ = [
    "AFTER_SETTLEMENT",
    "AT_SETTLEMENT",
    "BEFORE_SETTLEMENT",
    "DRAWS_LOTS",
    "GRANTS",
    "HELD",
    "MOST_PHOTOS",
    "MOST_POINTS",
    "ON_APPLICATIONS",
    "OUTCOMES",
    "SETTLES",
    "Account",
    "AccountabilityReport",
    "Answers",
    "Appeal",
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
    "DecisionKind",
    "DefaultNotice",
    "Digest",
    "Distribution",
    "Document",
    "EligibilityQuestion",
    "EqualDay",
    "Evidence",
    "FinalTerm",
    "GlassBreak",
    "GoalOfApplication",
    "GoalOfApplicationTarget",
    "GoalOfResult",
    "GoalOfResultTarget",
    "Ground",
    "IbanChange",
    "Instalment",
    "Intention",
    "LedgerEntry",
    "LoweringGround",
    "Message",
    "Objection",
    "ObjectionResult",
    "Outcome",
    "PastDecision",
    "Payment",
    "PaymentOrder",
    "PaymentSuspension",
    "PublicResult",
    "Purpose",
    "Recovery",
    "RefusalGround",
    "Reminder",
    "Repayment",
    "ReportLine",
    "ReportPhoto",
    "ResultPhoto",
    "RetentionClass",
    "RetentionHold",
    "RetentionRemoval",
    "RetentionRun",
    "RetentionTerm",
    "Sample",
    "SampleCheck",
    "SampleSeed",
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
    "goals_in_words",
]
