from . import application, batch, ceiling, ledger, scheme, tie

__all__ = ["application", "batch", "ceiling", "ledger", "scheme", "tie"]
