"""Of events but for missions: the agenda, who registers, Hanseatic Days, visits and Shelter City."""

from .outcomes import ANYONE, KEEPERS, ONLY_SENT_TO, SENT_ON, SIGNED_IN, rows

ACCESS = {
    **rows(ANYONE, "events:agenda", "events:agenda_csv", "events:month", "events:event"),
    **rows(ANYONE, "events:agenda_ics", "events:event_ics", "events:feed", "events:personal_ics"),
    **rows(ANYONE, "events:cities", "events:hanse", "events:hanseatic_days", "events:visits", "events:visits_csv"),
    **rows(ANYONE, "events:shelter", "events:shelter_feed", "events:shelter_story"),
    # Agreed to is the text alone (tests/events/test_shelter_story.py).
    "events:shelter_photo": [404, 404, 404, 404, 404],
    **rows(
        KEEPERS,
        "events:own_agenda", "events:propose", "events:own_event", "events:cancel", "events:withdraw", "events:report",
        "events:repeat", "events:leave_out", "events:end_series", "events:photos", "events:add_photo", "events:remove_photo",
    ),
    "events:keep_event": ONLY_SENT_TO,
    "events:my_agenda": SIGNED_IN,
    "events:renew_calendar_link": SENT_ON,
    "events:revoke_calendar_link": SENT_ON,
    **rows(ANYONE, "events:register", "events:registered", "events:registration", "events:cancel_registration"),
    # Looking takes no place: one is sent to the own page.
    "events:confirm_offer": [302, 302, 302, 302, 302],
    **rows(
        KEEPERS,
        "events:registrations", "events:export_registrations", "events:attendance_list", "events:dietary_needs",
        "events:write_to_registered", "events:add_registration", "events:cancel_by_organiser",
        "events:registration_terms", "events:add_question", "events:change_question", "events:remove_question",
    ),
    "events:mark_attendance": ONLY_SENT_TO,
}  # fmt: skip
