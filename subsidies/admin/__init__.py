from . import application, batch, ceiling, ledger, payment, scheme

__all__ = ["application", "batch", "ceiling", "ledger", "payment", "scheme"]
