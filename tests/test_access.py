"""Who may enter where: every address, for each kind of visitor. A new address fails here until it has a row."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factory.django import DjangoModelFactory

from deventer_intl.guards import OUR_APPS
from organisations.models import Role
from organisations.page_content import fingerprint_of
from organisations.secret_links import digest_of
from subsidies.models import Tie

from . import event_factories, factories, subsidy_factories
from .conftest import patterns, sign_in
from .event_factories import (
    CalendarLinkFactory,
    CounterpartFactory,
    DelegationGuestFactory,
    DelegationHostFactory,
    EventFactory,
    EventPhotoFactory,
    FollowUpFactory,
    FollowUpLinkFactory,
    HanseaticDaysFactory,
    MissionCompanyFactory,
    MissionDocumentFactory,
    MissionItemFactory,
    MissionMeetingFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
    ShelterPhotoFactory,
    StoryConsentFactory,
    TravellerFactory,
)
from .factories import (
    AnswerLinkFactory,
    ConfirmationRequestFactory,
    CountryFactory,
    GoalFactory,
    IntroductionFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    NewsItemFactory,
    OfferOrNeedFactory,
    OpenContactFactory,
    OrganisationFactory,
    PageFactory,
    PaperFactory,
    PictureFactory,
    PlaceFactory,
    UserFactory,
)
from .subsidy_factories import (
    AccountabilityReportFactory,
    ApplicationFactory,
    AttachmentFactory,
    BudgetLineFactory,
    DecisionFactory,
    DocumentFactory,
    IntentionFactory,
    ReportPhotoFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    granted,
    publish,
    reported,
    submitted,
)

pytestmark = pytest.mark.django_db

VISITORS = ["anonymous", "stranger", "editor", "owner", "staff"]
# "in" leads to the sign-in. A stranger keeps another page; staff have no right of any kind.
ANYONE = [200, 200, 200, 200, 200]
SIGNED_IN = ["in", 200, 200, 200, 200]
# The rooms of networks: the editor keeps a member's page, the owner is its secretary too.
RUNNERS = ["in", 404, 403, 200, 404]
KEEPERS = ["in", 404, 200, 200, 404]
# Of a mission that the organisation takes part in, what is for the trade office.
DESK = ["in", 404, 403, 403, 404]
OWNERS = ["in", 404, 403, 200, 404]
# Whoever is signed in is sent on.
ENTRANCE = [200, 302, 302, 302, 302]
# Only in the midst of signing in; else one begins, or is sent on.
MIDST = ["in", 302, 302, 302, 302]
FROM_SETTINGS = [404, 404, 404, 404, 404]
# These visitors have no second factor, and no password to show once more.
NOTHING_THERE = ["in", 404, 404, 404, 404]
NOTHING_TO_SHOW = ["in", 403, 403, 403, 403]
ONLY_SENT_TO = ["in", 404, 405, 405, 404]
NOTHING_ASKED = ["in", 404, 302, 302, 404]
SENT_ON = ["in", 302, 302, 302, 302]

ACCESS = {
    **dict.fromkeys(["subsidies:step", "subsidies:throw_away"], KEEPERS),
    "subsidies:apply": SIGNED_IN,
    "subsidies:draft": ["in", 404, 302, 302, 404],
    "subsidies:keep_answers": ["in", 404, 405, 405, 404],
    **dict.fromkeys(
        [
            "subsidies:application", "subsidies:message", "subsidies:withdraw", "subsidies:document", "subsidies:receipt", "subsidies:letter",
            "subsidies:supplement", "subsidies:opinion", "subsidies:bank_account",
            "subsidies:attachments", "subsidies:attachment", "subsidies:remove_attachment",
        ],
        KEEPERS,
    ),
    "subsidies:applications": SIGNED_IN,
    **dict.fromkeys(["subsidies:report", "subsidies:report_photo"], KEEPERS),
    # That report was sent in: nothing is written in it any more.
    **dict.fromkeys(
        [
            "subsidies:report_step", "subsidies:report_photos", "subsidies:report_documents", "subsidies:report_check",
            "subsidies:remove_report_photo", "subsidies:remove_report_document",
        ],
        NOTHING_ASKED,
    ),
    "subsidies:keep_report": ["in", 404, 409, 409, 404],
    # Nothing of this is asked in this case.
    **dict.fromkeys(
        ["subsidies:offer", "subsidies:object", "subsidies:supplement_step", "subsidies:sample_answer"], NOTHING_ASKED
    ),
    **dict.fromkeys(
        [
            "home", "search", "page", "robots", "sitemap", "globalgoals:goals", "globalgoals:goal",
            "events:cities", "events:hanse", "events:hanseatic_days", "events:visits", "events:visits_csv",
            "organisations:organisations", "organisations:organisations_csv", "organisations:organisations_json",
            "organisations:organisation", "organisations:countries", "organisations:country",
            "organisations:education", "organisations:education_csv", "organisations:education_json",
            "organisations:internships", "organisations:open_contact",
            "organisations:catalogue", "organisations:catalogue_csv", "organisations:catalogue_pdf",
            "organisations:place", "organisations:networks", "organisations:network", "organisations:accept_invitation",
            "organisations:confirm_by_link",
            "organisations:contact", "organisations:contact_sent", "organisations:confirm_introduction",
            "organisations:answer_introduction",
            "news:items", "news:item", "news:feed", "news:subscribe", "news:unsubscribe",
            "subsidies:schemes", "subsidies:scheme", "subsidies:eligibility", "subsidies:rules",
            "subsidies:register", "subsidies:register_csv", "subsidies:register_json", "subsidies:register_360giving",
            "subsidies:register_feed", "subsidies:register_entry", "subsidies:register_organisation", "subsidies:draw", "subsidies:samples",
            "events:shelter", "events:shelter_feed", "events:shelter_story",
        ],
        ANYONE,
    ),
    **dict.fromkeys(["events:agenda", "events:agenda_csv", "events:month", "events:event"], ANYONE),
    **dict.fromkeys(
        [
            "events:own_agenda", "events:propose", "events:own_event", "events:cancel", "events:withdraw", "events:report",
            "events:repeat", "events:leave_out", "events:end_series", "events:photos", "events:add_photo", "events:remove_photo",
        ],
        KEEPERS,
    ),
    **dict.fromkeys(["events:agenda_ics", "events:event_ics", "events:feed", "events:personal_ics"], ANYONE),
    **dict.fromkeys(["events:missions", "events:missions_csv", "events:mission"], ANYONE),
    # For the Trade Office alone (tests/events/test_mission_desk.py).
    **dict.fromkeys(
        [
            "events:mission_desk", "events:mission_step", "events:mission_choose", "events:mission_company_withdraws",
            "events:mission_fee",
        ],
        NOTHING_THERE,
    ),
    "events:my_agenda": SIGNED_IN,
    "events:renew_calendar_link": SENT_ON,
    "events:revoke_calendar_link": SENT_ON,
    "healthz": [503, 503, 503, 503, 503],  # no worker runs in a test
    "favicon": [301, 301, 301, 301, 301],
    **dict.fromkeys(["security_txt", "openid_connect_login", "openid_connect_callback"], FROM_SETTINGS),
    **dict.fromkeys(["account_login", "account_signup", "account_request_login_code"], ENTRANCE),
    **dict.fromkeys(["account_reset_password", "account_inactive"], ANYONE),
    **dict.fromkeys(
        [
            "account_email_verification_sent", "account_confirm_login_code", "mfa_authenticate", "mfa_login_webauthn",
        ],
        MIDST,
    ),
    "account_password_reset_completed": ANYONE,
    "account_logout": [302, 200, 200, 200, 200],
    # Only for who asked for a new password, or came from eHerkenning, a moment ago.
    **dict.fromkeys(["account_confirm_password_reset_code", "socialaccount_signup"], ["in"] * 5),
    "account_complete_password_reset": [302, 302, 302, 302, 302],
    **dict.fromkeys(
        [
            "member_home", "my_details", "organisations:register", "organisations:letter_code", "account_email", "mfa_index",
            "usersessions_list",
        ],
        SIGNED_IN,
    ),
    # They ask once more who it is.
    **dict.fromkeys(["download_my_data", "delete_account"], SIGNED_IN),
    "account_change_password": SENT_ON,
    "account_set_password": SIGNED_IN,
    **dict.fromkeys(
        ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_list_webauthn"], SIGNED_IN
    ),
    **dict.fromkeys(
        [
            "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn",
            "mfa_view_recovery_codes",
        ],
        NOTHING_THERE,
    ),
    **dict.fromkeys(
        ["account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"], NOTHING_TO_SHOW
    ),
    "undo_change_of_address": [410, 410, 410, 410, 410],
    "news:confirm": [410, 410, 410, 410, 410],
    "organisations:claim": ["in", 200, 302, 302, 200],
    **dict.fromkeys(
        [
            "organisations:people", "organisations:confirm", "organisations:introductions", "organisations:introduction",
            "organisations:room", "organisations:room_messages", "organisations:paper", "organisations:pictures",
            "organisations:add_photo", "organisations:add_logo", "organisations:change_picture",
            "organisations:remove_picture",
        ],
        KEEPERS,
    ),
    **dict.fromkeys(
        [
            "organisations:write_message", "organisations:add_meeting", "organisations:change_meeting", "organisations:add_paper",
            "organisations:remove_meeting", "organisations:remove_paper",
        ],
        RUNNERS,
    ),
    # Its row is there, its file is not (tests/organisations/test_picture.py).
    "picture_file": [404, 404, 404, 404, 404],
    # Agreed to is the text alone (tests/events/test_shelter_story.py).
    "events:shelter_photo": [404, 404, 404, 404, 404],
    **dict.fromkeys(["organisations:invite", "organisations:change_role"], OWNERS),
    "organisations:remove": OWNERS,
    "organisations:revoke_invitation": ["in", 404, 403, 405, 404],
    **dict.fromkeys(
        [
            "organisations:edit_page", "organisations:edit_section", "organisations:edit_item", "organisations:remove_item",
            "organisations:preview", "organisations:page_history",
        ],
        KEEPERS,
    ),
    **dict.fromkeys(["organisations:draft", "organisations:markdown"], ONLY_SENT_TO),
    "organisations:restore_page": ["in", 404, 403, 405, 404],
}  # fmt: skip

ACCESS |= {
    **dict.fromkeys(["events:register", "events:registered", "events:registration", "events:cancel_registration"], ANYONE),
    # Looking takes no place: one is sent to the own page.
    "events:confirm_offer": [302, 302, 302, 302, 302],
    **dict.fromkeys(
        [
            "events:registrations", "events:export_registrations", "events:attendance_list", "events:dietary_needs",
            "events:write_to_registered", "events:add_registration", "events:cancel_by_organiser",
            "events:registration_terms", "events:add_question", "events:change_question", "events:remove_question",
        ],
        KEEPERS,
    ),
    "events:mark_attendance": ONLY_SENT_TO,
}  # fmt: skip

ACCESS |= {
    **dict.fromkeys(
        [
            "events:delegations", "events:delegation_request", "events:delegation_requested", "events:delegation",
            "events:delegation_withdraw", "events:delegation_add_guest", "events:delegation_guest", "events:delegation_host",
        ],
        ANYONE,
    ),
    "events:delegation_take_off": [405, 405, 405, 405, 405],
    **dict.fromkeys(["events:hosting", "events:hosting_list"], KEEPERS),
}  # fmt: skip

ACCESS |= {
    # Who applied is led to the own application.
    "events:mission_apply": ["in", 200, 302, 302, 200],
    **dict.fromkeys(
        [
            "events:mission_application", "events:mission_change_application", "events:mission_withdraw", "events:mission_room",
            "events:mission_document", "events:mission_add_traveller", "events:mission_traveller",
            "events:mission_remove_traveller", "events:mission_calendar", "events:mission_briefing",
        ],
        KEEPERS,
    ),
    **dict.fromkeys(
        [
            "events:mission_programme", "events:mission_add_item", "events:mission_item", "events:mission_remove_item",
            "events:mission_add_document", "events:mission_remove_document",
        ],
        DESK,
    ),
    **dict.fromkeys(["events:mission_results", "events:mission_results_csv", "events:mission_follow_up"], ANYONE),
    **dict.fromkeys(["events:mission_follow_ups", "events:fill_in_follow_up", "events:send_follow_up_again"], DESK),
    **dict.fromkeys(["events:mission_guest", "events:mission_guest_withdraw", "events:mission_guest_ics"], ANYONE),
    **dict.fromkeys(["events:mission_wishes", "events:mission_meetings", "events:mission_meetings_ics"], KEEPERS),
    **dict.fromkeys(
        [
            "events:mission_counterparts", "events:add_counterpart", "events:counterpart", "events:remove_counterpart",
            "events:counterpart_step", "events:meeting_days", "events:add_meeting_day", "events:meeting_day",
            "events:change_meeting_day", "events:remove_meeting_day", "events:make_meeting_plan", "events:fix_meeting_plan",
            "events:mark_gone", "events:mark_back", "events:add_meeting", "events:change_meeting", "events:meetings_pdf",
        ],
        DESK,
    ),
}  # fmt: skip

ADDRESSES = [name for name, _pattern in patterns() if not name.startswith("admin:")]
TOKEN = "een-lange-gok-die-klopt"


@pytest.fixture
def world():
    """An organisation with an owner and an editor, a stranger who owns another, staff without rights."""
    organisation = OrganisationFactory(slug="eigen")
    travels = TravellerFactory(company=MissionCompanyFactory(organisation=organisation, mission__slug="riga"))
    owner = MembershipFactory(organisation=organisation)
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR)
    offer = OfferOrNeedFactory(organisation=organisation)
    invitation = InvitationFactory(organisation=organisation, digest=digest_of(TOKEN, purpose="invitation"))
    network = NetworkFactory(slug="net", secretary=owner.user)
    NetworkMembershipFactory(network=network, organisation=organisation)
    paper = PaperFactory(meeting__network=network)
    picture = PictureFactory(organisation=organisation)
    ConfirmationRequestFactory(
        organisation=organisation,
        user=owner.user,
        digest=digest_of(TOKEN, purpose="confirmation"),
        fingerprint=fingerprint_of(organisation),
    )
    introduction = IntroductionFactory(organisation=organisation, digest=digest_of(TOKEN, purpose="introduction"))
    AnswerLinkFactory(introduction=introduction, membership=owner, digest=digest_of(TOKEN, purpose="introduction"))
    application = submitted(organisation=organisation)
    draft = ApplicationFactory(organisation=organisation, ceiling=application.ceiling)
    SupplementRequestFactory(application=application)
    IntentionFactory(application=application)
    event = EventFactory(organiser=organisation, slug="lezing")
    people = {
        "anonymous": None,
        "stranger": MembershipFactory().user,
        "editor": editor.user,
        "owner": owner.user,
        "staff": UserFactory(is_staff=True),
    }
    (
        CountryFactory(),
        GoalFactory(),
        HanseaticDaysFactory(year=2018, host=PlaceFactory(slug="stad")),
        PageFactory(slug="over"),
        NewsItemFactory(slug="nieuw"),
    )
    return {
        "people": people,
        "owner": owner,
        "invitation": invitation,
        "offer": offer,
        "application": application,
        "draft": draft,
        "decided": DecisionFactory(announced_at=timezone.now()),
        "drawn": publish(
            SchemeVersionFactory(
                ceiling__scheme__slug="loterij", ceiling__scheme__code="LOT", ceiling__seed_commitment="0" * 64
            )
        ),
        "report": sent_report(organisation),
        "calendar": CalendarLinkFactory(digest=digest_of(TOKEN, purpose="calendar")),
        "sample": subsidy_factories.SampleFactory(ceiling=application.ceiling),
        "document": AttachmentFactory(application=application),
        "receipt": DocumentFactory(application=application),
        "letter": DocumentFactory(application=application, kind="intention"),
        "attachment": AttachmentFactory(application=ApplicationFactory(organisation=organisation)),
        "introduction": introduction,
        "paper": paper,
        "picture": picture,
        "contact": OpenContactFactory(),
        "story": ShelterPhotoFactory(story=StoryConsentFactory().story).story,
        "registration": registered(organisation),
        "host": DelegationHostFactory(organisation=organisation),
        "event": event,
        "event_photo": EventPhotoFactory(event=event),
        "travels": travels,
        "follow_up": asked(owner),
        "meeting": meeting_of(travels.company),
    }


def meeting_of(company):
    """Return a meeting of a company on a mission, with a guest whose link is the token."""
    guest = CounterpartFactory(mission=company.mission, digest=digest_of(TOKEN, purpose="mission guest"))
    return MissionMeetingFactory(day__mission=company.mission, here=company.party, there=guest.party)


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


def asked(owner):
    """Return that the organisation is asked what came of a mission, with a link of its owner."""
    follow_up = FollowUpFactory(company__organisation=owner.organisation, company__mission__slug="missie")
    FollowUpLinkFactory(follow_up=follow_up, user=owner.user, digest=digest_of(TOKEN, purpose="mission result"))
    return follow_up


def sent_report(organisation):
    """Return a report that was sent in, with a photo."""
    application = granted(organisation=organisation)
    BudgetLineFactory(application=application)
    ReportPhotoFactory(report=AccountabilityReportFactory(application=application))
    return reported(application)


def registered(organisation):
    """Return a registration for an event of the organisation, which asks a question."""
    event = EventFactory(slug="open", organiser=organisation)
    QuestionFactory(event=RegistrationTermsFactory(event=event).event)
    return RegistrationFactory(event=event)


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


def address_of(name, world):
    reference, photo = world["report"].application.reference, world["report"].photos.get().pk
    values = {
        **addresses_of_registrations(world["registration"]),
        **addresses_of_delegations(world["host"]),
        **(addresses_of_mission(world["travels"]) if name.startswith("events:mission") else {}),
        **addresses_of_meetings(world["meeting"]),
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
        "events:shelter_story": [world["story"].key],
        "events:shelter_photo": [world["story"].key, 320],
        "page": ["over"],
        "openid_connect_login": ["gemeente"],
        "openid_connect_callback": ["gemeente"],
        "undo_change_of_address": ["verzonnen"],
        "mfa_remove_webauthn": [1],
        "mfa_edit_webauthn": [1],
    }
    return reverse(name, args=values.get(name, []))


def client_of(visitor, world):
    client = Client()
    if user := world["people"][visitor]:
        sign_in(client, user)
    return client


def outcome(response):
    if response.status_code == 302 and response["Location"].startswith("/account/login/"):
        return "in"
    if response.streaming:
        # A file stays open until it is read.
        response.getvalue()
    return response.status_code


def test_every_address_has_a_row():
    assert set(ADDRESSES) - set(ACCESS) == set()
    assert set(ACCESS) - set(ADDRESSES) == set()


@pytest.mark.parametrize("name", sorted(ACCESS))
def test_who_may_enter(world, name):
    cache.clear()
    found = [outcome(client_of(visitor, world).get(address_of(name, world))) for visitor in VISITORS]
    assert dict(zip(VISITORS, found, strict=True)) == dict(zip(VISITORS, ACCESS[name], strict=True))


@pytest.mark.parametrize("name", sorted(name for name in ACCESS if {"in", 403, 404} & set(ACCESS[name])))
def test_who_may_not_enter_may_not_send_either(world, name):
    cache.clear()
    for visitor, expected in zip(VISITORS, ACCESS[name], strict=True):
        if expected in {"in", 403, 404}:
            # 405: nobody sends anything there.
            assert outcome(client_of(visitor, world).post(address_of(name, world))) in {expected, 405}, visitor


def objects():
    """Make one of all that the back-office shows; return the number of each by model."""
    made = {
        factory._meta.model: factory
        for module in (event_factories, subsidy_factories, factories)
        for factory in vars(module).values()
        if isinstance(factory, type) and issubclass(factory, DjangoModelFactory)
    }
    return {model: made[model]().pk for model in admin.site._registry if model in made}


def addresses_in_the_back_office():
    """Yield each address of the back-office that is about a model of ours, with one that exists."""
    pks = objects()
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in pks}
    for name, pattern in patterns():
        key = name.removeprefix("admin:").rpartition("_")[0]
        if name.startswith("admin:") and key in models:
            values = dict.fromkeys(pattern.pattern.converters, "csv")
            if "object_id" in values:
                values["object_id"] = pks[models[key]]
            for name_of_number in {"event_id", "attachment_id", "photo_id"} & set(values):
                values[name_of_number] = 1
            if "year" in values:
                values["year"] = timezone.localdate().year
            if "id" in values:
                values["id"] = pks[models[key]]
            yield models[key], reverse(name, kwargs=values)


def test_a_stranger_reaches_nothing_of_the_back_office(client):
    asked = [reverse("admin:index"), reverse("admin:autocomplete"), reverse("admin:jsi18n")]
    asked += [address for _model, address in addresses_in_the_back_office()]
    for address in asked:
        for method in (client.get, client.post):
            response = method(address)
            assert response.status_code == 302, address
            assert response["Location"].startswith("/beheer/login/"), address
    assert len(asked) > 50


def test_staff_without_a_right_see_nothing_in_the_back_office(client):
    sign_in(client, UserFactory(is_staff=True))
    for _model, address in addresses_in_the_back_office():
        for method in (client.get, client.post):
            assert method(address).status_code == 403, address


def test_readers_read_the_directory_and_no_people(client):
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="readers"))
    sign_in(client, reader)
    seen = {
        model._meta.object_name
        for model in admin.site._registry
        if model._meta.app_label in OUR_APPS
        and client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")).status_code == 200
    }
    assert seen == {
        "Page", "Goal", "Target", "Organisation", "Country", "Place", "Network", "Theme", "NewsItem", "Picture", "Scheme",
        "SchemeVersion", "Ceiling", "LedgerEntry", "Tie", "SchoolExchange", "InternshipOffer", "OpenContact",
        "ExportProfile",
        "CityTie", "HanseCity", "HanseaticDays", "HanseProgrammeItem", "HanseResult", "Visit",
        "Event", "EventPhoto", "Series", "Mission", "MissionCompany",
    }  # fmt: skip
    for model, address in addresses_in_the_back_office():
        # A tie of one's own is declared by everybody with a role.
        if model is not Tie and ("/change/" in address or "/add/" in address):
            response = client.post(address)
            assert response.status_code == 403, (model, address)


@pytest.mark.parametrize("address", ["/dev/mail/"])
def test_what_is_for_development_is_not_there_outside_debug(client, address):
    assert client.get(address).status_code == 404
