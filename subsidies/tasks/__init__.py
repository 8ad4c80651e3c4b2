"""Jobs about subsidies; procrastinate finds and runs them in the worker. A job knows numbers only, and decides when it runs."""

from . import batches, cases, payments, reminding, retention, settling

__all__ = ["batches", "cases", "payments", "reminding", "retention", "settling"]
