"""Of the portal itself: its pages, accounts, news and the Global Goals."""

from .outcomes import (
    ANYONE,
    ENTRANCE,
    FROM_SETTINGS,
    KEEPERS,
    MIDST,
    NOTHING_THERE,
    NOTHING_TO_SHOW,
    SEATS,
    SENT_ON,
    SIGNED_IN,
    rows,
)

ACCESS = {
    **rows(ANYONE, "home", "search", "page", "robots", "sitemap"),
    **rows(ANYONE, "globalgoals:goals", "globalgoals:goal", "globalgoals:records", "globalgoals:matrix"),
    **rows(ANYONE, "globalgoals:matrix_csv", "globalgoals:data_csv", "globalgoals:data_json_ld"),
    **rows(ANYONE, "news:items", "news:item", "news:feed", "news:subscribe", "news:unsubscribe"),
    **rows(ANYONE, "globalgoals:prizes", "globalgoals:prize", "globalgoals:prize_minutes", "globalgoals:nominate"),
    **rows(ANYONE, "globalgoals:nominated", "globalgoals:confirm_nomination", "globalgoals:answer_nomination"),
    **rows(SEATS, "globalgoals:jury", "globalgoals:jury_ties", "globalgoals:jury_nominee", "globalgoals:jury_decide"),
    # Looking sends on to the nominee.
    "globalgoals:jury_note": ["in", 404, 404, 302, 404],
    "news:confirm": [410, 410, 410, 410, 410],
    "healthz": [503, 503, 503, 503, 503],  # no worker runs in a test
    "favicon": [301, 301, 301, 301, 301],
    # Its row is there, its file is not (tests/organisations/test_picture.py).
    "picture_file": [404, 404, 404, 404, 404],
    **rows(FROM_SETTINGS, "security_txt", "openid_connect_login", "openid_connect_callback"),
    **rows(ENTRANCE, "account_login", "account_signup", "account_request_login_code"),
    **rows(ANYONE, "account_reset_password", "account_inactive", "account_password_reset_completed"),
    **rows(
        MIDST,
        "account_email_verification_sent", "account_confirm_login_code", "mfa_authenticate", "mfa_login_webauthn",
    ),
    "account_logout": [302, 200, 200, 200, 200],
    # Only for who asked for a new password, or came from eHerkenning, a moment ago.
    **rows(["in"] * 5, "account_confirm_password_reset_code", "socialaccount_signup"),
    "account_complete_password_reset": [302, 302, 302, 302, 302],
    **rows(SIGNED_IN, "member_home", "my_details", "account_email", "mfa_index", "usersessions_list"),
    # They ask once more who it is.
    **rows(SIGNED_IN, "download_my_data", "delete_account"),
    "account_change_password": SENT_ON,
    "account_set_password": SIGNED_IN,
    **rows(
        SIGNED_IN, "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    ),
    **rows(
        NOTHING_THERE,
        "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
    ),
    **rows(NOTHING_TO_SHOW, "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    "confirm_goals": KEEPERS,
    "undo_change_of_address": [410, 410, 410, 410, 410],
}  # fmt: skip
