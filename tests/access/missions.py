"""Of trade missions, and of delegations that come to Deventer."""

from .outcomes import ANYONE, DESK, KEEPERS, rows

ACCESS = {
    **rows(ANYONE, "events:missions", "events:missions_csv", "events:mission"),
    # The company is in the delegation; its owner and its editor prepare nothing for others.
    **rows(
        DESK,
        "events:mission_desk", "events:mission_step", "events:mission_choose", "events:mission_company_withdraws",
        "events:mission_fee",
    ),
    # Who applied is led to the own application.
    "events:mission_apply": ["in", 200, 302, 302, 200],
    **rows(
        KEEPERS,
        "events:mission_application", "events:mission_change_application", "events:mission_withdraw", "events:mission_room",
        "events:mission_document", "events:mission_add_traveller", "events:mission_traveller",
        "events:mission_remove_traveller", "events:mission_calendar", "events:mission_briefing",
    ),
    **rows(
        DESK,
        "events:mission_programme", "events:mission_add_item", "events:mission_item", "events:mission_remove_item",
        "events:mission_add_document", "events:mission_remove_document",
    ),
    **rows(ANYONE, "events:mission_results", "events:mission_results_csv", "events:mission_follow_up"),
    **rows(DESK, "events:mission_follow_ups", "events:fill_in_follow_up", "events:send_follow_up_again"),
    **rows(ANYONE, "events:mission_guest", "events:mission_guest_withdraw", "events:mission_guest_ics"),
    **rows(KEEPERS, "events:mission_wishes", "events:mission_meetings", "events:mission_meetings_ics"),
    **rows(
        DESK,
        "events:mission_counterparts", "events:add_counterpart", "events:counterpart", "events:remove_counterpart",
        "events:counterpart_step", "events:meeting_days", "events:add_meeting_day", "events:meeting_day",
        "events:change_meeting_day", "events:remove_meeting_day", "events:make_meeting_plan", "events:fix_meeting_plan",
        "events:mark_gone", "events:mark_back", "events:add_meeting", "events:change_meeting", "events:meetings_pdf",
    ),
    **rows(
        ANYONE,
        "events:delegations", "events:delegation_request", "events:delegation_requested", "events:delegation",
        "events:delegation_withdraw", "events:delegation_add_guest", "events:delegation_guest", "events:delegation_host",
    ),
    "events:delegation_take_off": [405, 405, 405, 405, 405],
    **rows(KEEPERS, "events:hosting", "events:hosting_list"),
}  # fmt: skip
