"""Why nothing of a case goes though its term ended: all reasons, in one place.

A reason is SQL about the application `a` in the class `c.kind`, on the day `today`. What is not finished is held without
anybody having said so. A state that is not closed has no class at all (`install.py`). Whoever adds to a case what can be open
in it after it was closed (an objection, an amount to recover) adds a row to `REASONS`.
"""

from django.utils.translation import gettext_lazy as _

# What stands on the accounts of one application, on each ground.
BALANCES = """
    SELECT account FROM (
        SELECT source AS account, ground, -amount AS cents FROM subsidies_ledgerentry WHERE application_id = a.id
        UNION ALL
        SELECT target, ground, amount FROM subsidies_ledgerentry WHERE application_id = a.id
    ) AS moved GROUP BY account, ground HAVING sum(cents) <> 0
"""

REASONS = {
    "objection": (
        _("under objection or appeal"),
        "EXISTS (SELECT 1 FROM subsidies_retentionhold h"
        " WHERE h.application_id = a.id AND h.reason = 'objection' AND h.ended_on IS NULL)"
        " OR EXISTS (SELECT 1 FROM subsidies_objection o JOIN subsidies_decision d ON d.id = o.decision_id"
        " WHERE d.application_id = a.id AND o.result = '' AND o.withdrawn_on IS NULL)"
        " OR EXISTS (SELECT 1 FROM subsidies_appeal p JOIN subsidies_decision d ON d.id = p.decision_id"
        " WHERE d.application_id = a.id AND p.ended_on IS NULL)",
    ),
    "woo": (
        _("asked for under the Woo"),
        "EXISTS (SELECT 1 FROM subsidies_retentionhold h"
        " WHERE h.application_id = a.id AND h.reason <> 'objection' AND h.ended_on IS NULL)",
    ),
    "payment": (
        _("a payment is on its way"),
        "EXISTS (SELECT 1 FROM subsidies_payment p WHERE p.application_id = a.id"
        " AND p.paid_on IS NULL AND p.returned_on IS NULL AND p.cancelled_at IS NULL)",
    ),
    # Of what was declined since, nothing is made known any more.
    "announcement": (
        _("a decision is not announced"),
        "a.state <> 'withdrawn' AND EXISTS (SELECT 1 FROM subsidies_decision d"
        " WHERE d.application_id = a.id AND d.announced_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM subsidies_decision later WHERE later.corrects_id = d.id))",
    ),
    # Awb 4:8, before a settlement is taken back (4:49).
    "view": (
        _("the applicant can still give a view"),
        "EXISTS (SELECT 1 FROM subsidies_intention i WHERE i.application_id = a.id AND i.view_due_on >= today)",
    ),
    # Its rows would go: then they must sum to zero. Else the rows stay, and nothing may be left to pay.
    "ledger": (
        _("its rows in the ledger do not sum to zero"),
        f"c.kind IN ('drafts', 'refused') AND EXISTS ({BALANCES})",
    ),
    "unpaid": (
        _("not everything was settled, paid and paid back"),
        "c.kind = 'granted' AND EXISTS (SELECT 1"
        f" FROM ({BALANCES}) AS left_over WHERE account IN ('possible', 'reserved', 'granted', 'settled', 'recover'))",
    ),
}


def label_of(code):
    return REASONS[code][0]


def is_held_sql() -> str:
    """Return SQL for the codes of all that holds an application `a` in the class `c.kind` back, as an array of text."""
    cases = ",\n        ".join(
        f"CASE WHEN {condition} THEN '{code}' END" for code, (_label, condition) in REASONS.items()
    )
    return f"array_remove(ARRAY[\n        {cases}\n    ]::text[], NULL)"
