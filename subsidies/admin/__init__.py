from . import application, batch, ceiling, ledger, payment, scheme, tie

__all__ = ["application", "batch", "ceiling", "ledger", "payment", "scheme", "tie"]
