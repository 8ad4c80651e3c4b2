from . import application, batch, ceiling, document, ledger, payment, recovery, scheme, tie

__all__ = ["application", "batch", "ceiling", "document", "ledger", "payment", "recovery", "scheme", "tie"]
