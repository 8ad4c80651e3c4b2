"""What is looked at before the portal goes live (`check --deploy`)."""

from django.conf import settings
from django.core.checks import Warning

PRINTED = {
    "OFFICE_ADDRESS": "a letter does not say where an answer on paper goes",
    "OBJECTION_ADDRESS": "a decision does not say where an objection goes (Awb 3:45)",
    "OBJECTION_URL": "a decision does not say where one can object online (Awb 2:13)",
    "RECOVERY_IBAN": "a recovery does not say where to pay to (Awb 4:86)",
    "APPEAL_URL": "a decision on an objection does not say where one can appeal online (Awb 3:45)",
}


def letters_say_where_to_write(app_configs, **kwargs):
    return [
        Warning(f"{name} is not set: {what}.", id="portal.W001")
        for name, what in PRINTED.items()
        if not getattr(settings, name)
    ]
