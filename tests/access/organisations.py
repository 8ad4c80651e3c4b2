"""Of organisations: the directory, their own pages, and the rooms of networks."""

from .outcomes import ANYONE, KEEPERS, ONLY_SENT_TO, OWNERS, RUNNERS, SIGNED_IN, rows

ACCESS = {
    **rows(
        ANYONE,
        "organisations:organisations", "organisations:organisations_csv", "organisations:organisations_json",
        "organisations:organisation", "organisations:countries", "organisations:country",
        "organisations:education", "organisations:education_csv", "organisations:education_json",
        "organisations:internships", "organisations:open_contact",
        "organisations:catalogue", "organisations:catalogue_csv", "organisations:catalogue_pdf",
        "organisations:place", "organisations:networks", "organisations:network", "organisations:accept_invitation",
        "organisations:confirm_by_link",
        "organisations:contact", "organisations:contact_sent", "organisations:confirm_introduction",
        "organisations:answer_introduction",
    ),
    **rows(SIGNED_IN, "organisations:register", "organisations:letter_code"),
    "organisations:claim": ["in", 200, 302, 302, 200],
    **rows(
        KEEPERS,
        "organisations:people", "organisations:confirm", "organisations:introductions", "organisations:introduction",
        "organisations:room", "organisations:room_messages", "organisations:paper", "organisations:pictures",
        "organisations:add_photo", "organisations:add_logo", "organisations:change_picture",
        "organisations:remove_picture",
        "organisations:edit_page", "organisations:edit_section", "organisations:edit_item", "organisations:remove_item",
        "organisations:preview", "organisations:page_history",
    ),
    **rows(
        RUNNERS,
        "organisations:write_message", "organisations:add_meeting", "organisations:change_meeting", "organisations:add_paper",
        "organisations:remove_meeting", "organisations:remove_paper",
    ),
    **rows(OWNERS, "organisations:invite", "organisations:change_role", "organisations:remove"),
    "organisations:revoke_invitation": ["in", 404, 403, 405, 404],
    **rows(ONLY_SENT_TO, "organisations:draft", "organisations:markdown"),
    "organisations:restore_page": ["in", 404, 403, 405, 404],
}  # fmt: skip
