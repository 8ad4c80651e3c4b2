"""Of the report on the policy."""

from .outcomes import ANYONE, rows

ACCESS = rows(ANYONE, "policy:report", "policy:report_difference", "policy:report_table")
