"""Of the policy: its dashboard, its report, and following it."""

from .outcomes import ANYONE, SIGNED_IN, rows

ACCESS = {
    **rows(ANYONE, "policy:policy", "policy:plan", "policy:chapter", "policy:figures_csv", "policy:text"),
    **rows(ANYONE, "policy:text_markdown", "policy:indicator", "policy:indicator_csv", "policy:indicator_json"),
    **rows(ANYONE, "policy:indicator_svg", "policy:records", "policy:records_csv"),
    **rows(ANYONE, "policy:report", "policy:report_difference", "policy:report_table"),
    # Its row is there, its file is not (tests/deventer_intl/policy/test_files.py).
    "policy:report_file": [404, 404, 404, 404, 404],
    "policy:following": SIGNED_IN,
    "policy:unfollow": [410, 410, 410, 410, 410],
}
