"""The address of each name in the world."""

from django.urls import reverse

from ..event_factories import DelegationGuestFactory, MissionDocumentFactory, MissionItemFactory
from .world import TOKEN


def addresses_of_meetings(meeting):
    day, guest = ["riga", meeting.day_id], ["riga", meeting.there.counterpart_id]
    return {
        **{f"events:mission_guest{name}": [TOKEN] for name in ("", "_withdraw", "_ics")},
        **{f"events:mission_{name}": ["riga"] for name in ("wishes", "meetings", "meetings_ics", "counterparts")},
        **{f"events:{name}": ["riga"] for name in ("add_counterpart", "meeting_days", "add_meeting_day")},
        **{f"events:{name}": guest for name in ("counterpart", "remove_counterpart", "counterpart_step")},
        **{f"events:{name}_meeting_day": day for name in ("change", "remove")},
        **{f"events:{name}_meeting_plan": day for name in ("make", "fix")},
        **{f"events:{name}": day for name in ("meeting_day", "mark_gone", "add_meeting", "meetings_pdf")},
        "events:mark_back": [*day, meeting.here_id],
        "events:change_meeting": [*day, meeting.pk],
    }


def addresses_of_registrations(registration):
    question = registration.event.questions.get()
    run = ("registrations", "attendance_list", "dietary_needs", "write_to_registered", "add_registration",
           "registration_terms", "add_question")  # fmt: skip
    return {
        **{f"events:{name}": ["open"] for name in ("register", "registered", *run)},
        **{f"events:{name}": [registration.key] for name in ("registration", "cancel_registration", "confirm_offer")},
        **{f"events:{name}": ["open", registration.pk] for name in ("cancel_by_organiser", "mark_attendance")},
        **{f"events:{name}": ["open", question.pk] for name in ("change_question", "remove_question")},
        "events:export_registrations": ["open", "csv"],
    }


def addresses_of_delegations(host):
    key, guest = host.delegation.key, DelegationGuestFactory(delegation=host.delegation).pk
    return {
        **{f"events:{name}": [key] for name in ("delegation", "delegation_withdraw", "delegation_add_guest")},
        **{f"events:{name}": [key, guest] for name in ("delegation_guest", "delegation_take_off")},
        "events:delegation_host": [host.key],
        **{f"events:{name}": ["eigen", host.pk] for name in ("hosting", "hosting_list")},
    }


def addresses_of_mission(traveller):
    company = traveller.company
    item, document = MissionItemFactory(mission=company.mission), MissionDocumentFactory(mission=company.mission)
    of_mission = ("apply", "room", "calendar", "briefing", "programme", "add_item", "add_document")
    of_company = ("application", "change_application", "withdraw", "add_traveller")
    return {
        **{f"events:mission_{name}": ["riga"] for name in of_mission},
        **{f"events:mission_{name}": ["riga", company.pk] for name in of_company},
        **{f"events:mission_{name}": ["riga", traveller.pk] for name in ("traveller", "remove_traveller")},
        **{f"events:mission_{name}": ["riga", item.pk] for name in ("item", "remove_item")},
        **{f"events:mission_{name}": ["riga", document.pk] for name in ("document", "remove_document")},
    }


def addresses_of_prize(nominee):
    year = nominee.edition.year
    names = ("prize", "prize_minutes", "nominate", "nominated", "jury", "jury_ties", "jury_decide")
    return {
        **{f"globalgoals:{name}": [year] for name in names},
        **{f"globalgoals:{name}": [TOKEN] for name in ("confirm_nomination", "answer_nomination")},
        **{f"globalgoals:{name}": [year, nominee.pk] for name in ("jury_nominee", "jury_note")},
    }


def addresses_of_practices(photo):
    practice = photo.practice
    own = ["eigen", practice.pk]
    return {
        "practices:practice": [practice.slug],
        **{f"practices:{name}": ["eigen"] for name in ("own_practices", "propose")},
        **{f"practices:{name}": own for name in ("own_practice", "withdraw", "remove", "photos", "add_photo")},
        "practices:remove_photo": [*own, photo.pk],
    }


def address_of(name, world):
    reference, photo = world["report"].application.reference, world["report"].photos.get().pk
    values = {
        **addresses_of_registrations(world["registration"]),
        **addresses_of_delegations(world["host"]),
        **(addresses_of_mission(world["travels"]) if name.startswith("events:mission") else {}),
        **addresses_of_meetings(world["meeting"]),
        **addresses_of_prize(world["prize"]),
        **addresses_of_practices(world["practice_photo"]),
        **{f"subsidies:report{name}": [reference] for name in ("", "_photos", "_documents", "_check")},
        **{f"subsidies:{name}": [reference, "verslag"] for name in ("report_step", "keep_report")},
        **{f"subsidies:{name}": [reference, photo] for name in ("report_photo", "remove_report_photo")},
        "subsidies:remove_report_document": [reference, 1],
        "events:mission_follow_up": [TOKEN],
        "events:mission_follow_ups": ["missie"],
        **{
            f"events:{name}": ["missie", world["follow_up"].pk]
            for name in ("fill_in_follow_up", "send_follow_up_again")
        },
        **{f"events:{name}": ["riga"] for name in ("mission", "mission_desk")},
        "events:mission_step": ["riga", "vastgesteld"],
        **{
            f"events:{name}": ["riga", world["travels"].company_id]
            for name in ("mission_choose", "mission_company_withdraws", "mission_fee")
        },
        "events:event_ics": ["lezing"],
        "events:personal_ics": [TOKEN],
        "subsidies:apply": [world["application"].ceiling.scheme.slug],
        "subsidies:draft": [world["draft"].pk],
        "subsidies:step": [world["draft"].pk, "activiteit"],
        "subsidies:keep_answers": [world["draft"].pk, "activiteit"],
        "subsidies:throw_away": [world["draft"].pk],
        **{
            f"subsidies:{name}": [world["application"].reference]
            for name in (
                "application",
                "message",
                "withdraw",
                "receipt",
                "supplement",
                "opinion",
                "offer",
                "sample_answer",
                "object",
                "bank_account",
            )
        },
        "subsidies:supplement_step": [world["application"].reference, "activiteit"],
        "subsidies:document": [world["application"].reference, world["document"].pk],
        "subsidies:letter": [world["application"].reference, world["letter"].pk],
        "subsidies:attachments": [world["attachment"].application_id],
        "subsidies:attachment": [world["attachment"].application_id, world["attachment"].pk],
        "subsidies:remove_attachment": [world["attachment"].application_id, world["attachment"].pk],
        "subsidies:register_entry": [world["decided"].application.reference],
        "subsidies:register_organisation": ["eigen"],
        "subsidies:draw": ["loterij", world["drawn"].ceiling.year],
        "subsidies:samples": ["internationale-samenwerking", world["sample"].ceiling.year],
        "subsidies:scheme": ["internationale-samenwerking"],
        "subsidies:eligibility": ["internationale-samenwerking"],
        "subsidies:rules": ["internationale-samenwerking"],
        "organisations:organisation": ["eigen"],
        "organisations:country": ["ug"],
        "organisations:place": ["stad"],
        "events:hanseatic_days": [2018],
        "organisations:network": ["net"],
        "organisations:open_contact": [world["contact"].pk],
        "organisations:accept_invitation": [TOKEN],
        "organisations:confirm_by_link": [TOKEN],
        "organisations:confirm": ["eigen"],
        "organisations:contact": ["eigen"],
        "organisations:contact_sent": ["eigen"],
        "organisations:confirm_introduction": [TOKEN],
        "organisations:answer_introduction": [TOKEN],
        "organisations:introductions": ["eigen"],
        "organisations:introduction": ["eigen", world["introduction"].pk],
        "organisations:claim": ["eigen"],
        "organisations:people": ["eigen"],
        "organisations:invite": ["eigen"],
        "organisations:change_role": ["eigen", world["owner"].pk],
        "organisations:remove": ["eigen", world["owner"].pk],
        "organisations:revoke_invitation": ["eigen", world["invitation"].pk],
        "organisations:edit_page": ["eigen"],
        "organisations:edit_section": ["eigen", "verhaal"],
        "organisations:edit_item": ["eigen", "aanbod", world["offer"].pk],
        "organisations:remove_item": ["eigen", "aanbod", world["offer"].pk],
        "organisations:draft": ["eigen", "verhaal", 0],
        "organisations:preview": ["eigen"],
        "organisations:markdown": ["eigen"],
        "organisations:page_history": ["eigen"],
        "organisations:restore_page": ["eigen", "organisation", 1],
        "organisations:room": ["net"],
        "organisations:room_messages": ["net"],
        "organisations:write_message": ["net"],
        "organisations:add_meeting": ["net"],
        "organisations:change_meeting": ["net", world["paper"].meeting_id],
        "organisations:remove_meeting": ["net", world["paper"].meeting_id],
        "organisations:add_paper": ["net", world["paper"].meeting_id],
        "organisations:paper": ["net", world["paper"].pk],
        "organisations:remove_paper": ["net", world["paper"].pk],
        "news:item": ["nieuw"],
        "news:confirm": ["verzonnen"],
        "news:unsubscribe": ["00000000-0000-4000-8000-000000000000"],
        "events:month": ["2026-12"],
        "events:event": ["lezing"],
        **{f"events:{name}": ["eigen"] for name in ("own_agenda", "propose")},
        **{
            f"events:{name}": ["eigen", world["event"].pk]
            for name in (
                "own_event",
                "keep_event",
                "cancel",
                "withdraw",
                "report",
                "repeat",
                "leave_out",
                "end_series",
                "photos",
                "add_photo",
            )
        },
        "events:remove_photo": ["eigen", world["event"].pk, world["event_photo"].pk],
        "organisations:pictures": ["eigen"],
        "organisations:add_photo": ["eigen"],
        "organisations:add_logo": ["eigen"],
        "organisations:change_picture": ["eigen", world["picture"].pk],
        "organisations:remove_picture": ["eigen", world["picture"].pk],
        "picture_file": [world["picture"].digest, 320],
        "globalgoals:goal": [6],
        "globalgoals:records": [6, "organisaties"],
        "globalgoals:matrix_csv": ["sectoren"],
        "confirm_goals": ["eigen"],
        "events:shelter_story": [world["story"].key],
        "events:shelter_photo": [world["story"].key, 320],
        **{f"policy:{name}": ["2021-2026"] for name in ("report", "report_difference")},
        **{f"policy:{name}": ["2021-2026"] for name in ("plan", "figures_csv", "text", "text_markdown")},
        "policy:chapter": ["2021-2026", 1],
        **{f"policy:indicator{name}": ["bijeenkomsten"] for name in ("", "_csv", "_json", "_svg")},
        **{f"policy:records{name}": ["bijeenkomsten", 2026] for name in ("", "_csv")},
        "policy:report_file": ["2021-2026", world["build"].pk, "pdf"],
        "policy:unfollow": [TOKEN],
        "policy:report_table": ["2021-2026", "cijfers"],
        "page": ["over"],
        "openid_connect_login": ["gemeente"],
        "openid_connect_callback": ["gemeente"],
        "undo_change_of_address": ["verzonnen"],
        "mfa_remove_webauthn": [1],
        "mfa_edit_webauthn": [1],
    }
    return reverse(name, args=values.get(name, []))
