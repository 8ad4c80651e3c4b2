from . import application, batch, ceiling, ledger, scheme

__all__ = ["application", "batch", "ceiling", "ledger", "scheme"]
