"""The policy in the back-office. It stands on top of all apps: what reckons an indicator, and what is imported, is of all of them."""

from .builds import ReportBuildAdmin
from .indicator import IndicatorAdmin, MeasurementAdmin
from .past import PastDecisionAdmin, PastEventAdmin, PastImportAdmin
from .plan import AmbitionAdmin, PolicyChapterAdmin, PolicyPlanAdmin
from .snapshots import PolicySnapshotAdmin, ReportTextAdmin

__all__ = [
    "AmbitionAdmin",
    "IndicatorAdmin",
    "MeasurementAdmin",
    "PastDecisionAdmin",
    "PastEventAdmin",
    "PastImportAdmin",
    "PolicyChapterAdmin",
    "PolicyPlanAdmin",
    "PolicySnapshotAdmin",
    "ReportBuildAdmin",
    "ReportTextAdmin",
]
