from . import application, ceiling, ledger, scheme

__all__ = ["application", "ceiling", "ledger", "scheme"]
