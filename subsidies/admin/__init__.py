from . import application, batch, ceiling, document, ledger, payment, scheme, tie

__all__ = ["application", "batch", "ceiling", "document", "ledger", "payment", "scheme", "tie"]
