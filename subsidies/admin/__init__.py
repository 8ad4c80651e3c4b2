from . import application, batch, ceiling, document, ledger, payment, recovery, result, retention, scheme, tie

__all__ = [
    "application",
    "batch",
    "ceiling",
    "document",
    "ledger",
    "payment",
    "recovery",
    "result",
    "retention",
    "scheme",
    "tie",
]
