"""Of subsidies: what everyone reads, and the cases of an organisation."""

from .outcomes import ANYONE, KEEPERS, NOTHING_ASKED, SIGNED_IN, rows

ACCESS = {
    **rows(
        ANYONE,
        "subsidies:schemes", "subsidies:scheme", "subsidies:eligibility", "subsidies:rules",
        "subsidies:register", "subsidies:register_csv", "subsidies:register_json", "subsidies:register_360giving",
        "subsidies:register_feed", "subsidies:register_entry", "subsidies:register_organisation", "subsidies:draw", "subsidies:samples",
        "subsidies:past_decisions", "subsidies:past_decisions_csv",
    ),
    **rows(KEEPERS, "subsidies:step", "subsidies:throw_away"),
    **rows(SIGNED_IN, "subsidies:apply", "subsidies:applications"),
    "subsidies:draft": ["in", 404, 302, 302, 404],
    "subsidies:keep_answers": ["in", 404, 405, 405, 404],
    **rows(
        KEEPERS,
        "subsidies:application", "subsidies:message", "subsidies:withdraw", "subsidies:document", "subsidies:receipt", "subsidies:letter",
        "subsidies:supplement", "subsidies:opinion", "subsidies:bank_account",
        "subsidies:attachments", "subsidies:attachment", "subsidies:remove_attachment",
    ),
    **rows(KEEPERS, "subsidies:report", "subsidies:report_photo"),
    # That report was sent in: nothing is written in it any more.
    **rows(
        NOTHING_ASKED,
        "subsidies:report_step", "subsidies:report_photos", "subsidies:report_documents", "subsidies:report_check",
        "subsidies:remove_report_photo", "subsidies:remove_report_document",
    ),
    "subsidies:keep_report": ["in", 404, 409, 409, 404],
    # Nothing of this is asked in this case.
    **rows(NOTHING_ASKED, "subsidies:offer", "subsidies:object", "subsidies:supplement_step", "subsidies:sample_answer"),
}  # fmt: skip
