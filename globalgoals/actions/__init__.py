from .claim import confirm, is_editor, withdraw_confirmation
from .practice import practice_from

__all__ = ["confirm", "is_editor", "practice_from", "withdraw_confirmation"]
