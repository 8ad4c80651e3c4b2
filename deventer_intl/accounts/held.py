"""All that the portal holds on somebody, as plain values."""

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from events.models import CalendarLink, MissionCompany
from globalgoals.prize import own_data as own_prize_data
from organisations.models import Introduction, Invitation, ProposedChange
from subsidies.models import (
    AccountabilityReport,
    Answers,
    Application,
    IbanChange,
    Intention,
    Message,
    SampleCheck,
    SupplementRequest,
)

from ..models import OutgoingMail, Subscription
from .own_records import addresses_of, asked_by, delegations_of, registered_by, travelling_as


def held_on(user) -> dict:
    """Return all the portal holds on a user, as plain values; secrets of second factors stay where they are."""
    return {
        "account": values(
            user, "email", "name", "language", "shows_address_to_networks", "is_staff", "joined_at", "last_login"
        ),
        "groups": list(user.groups.values_list("name", flat=True)),
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "second_factors": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        "sign_ins_elsewhere": list(
            SocialAccount.objects.filter(user=user).values("provider", "uid", "date_joined", "last_login", "extra_data")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "memberships": list(user.memberships.values("organisation__name", "role", "joined_at")),
        "requests": list(
            user.claims.values(
                "organisation__name",
                "is_new",
                "position",
                "motivation",
                "submitted_at",
                "outcome",
                "reason",
                "decided_at",
            )
        ),
        "invitations_accepted": list(
            Invitation.objects.filter(accepted_by=user).values("organisation__name", "email", "role", "accepted_at")
        ),
        "invitations_sent": list(
            Invitation.objects.filter(created_by=user).values("organisation__name", "email", "role", "created_at")
        ),
        "drafts": list(user.drafts.values("organisation__name", "section", "data", "saved_at")),
        "changes_proposed": list(
            ProposedChange.objects.filter(proposed_by=user).values(
                "organisation__name", "values", "proposed_at", "outcome", "reason"
            )
        ),
        "confirmations_asked": list(
            user.confirmation_requests.values("organisation__name", "step", "sent_at", "used_at")
        ),
        "good_practices_proposed": list(
            user.practices_proposed.values("organisation__name", "title_nl", "status", "reason", "created_at")
        ),
        "introductions_asked": list(
            asked_by(user).values(
                "organisation__name", "name", "email", "affiliation", "message", "requested_at", "sent_at", "reason"
            )
        ),
        "introductions_answered": list(
            Introduction.objects.filter(answered_by=user).values("organisation__name", "accepted_at", "declined_at")
        ),
        "contacts_asked": list(
            user.contact_requests.values("organisation__name", "message", "asked_at", "outcome", "reason", "decided_at")
        ),
        "secretary_of": list(user.secretary_of.values_list("name_nl", flat=True)),
        "papers_added": list(user.papers_added.values("meeting__network__name_nl", "title", "file_name", "added_at")),
        "messages_to_networks": list(user.room_messages.values("network__name_nl", "subject", "text", "sent_at")),
        "calendar_address": list(CalendarLink.objects.filter(user=user).values("made_at")),
        "asked_about_missions": list(
            user.follow_up_links.values("follow_up__company__mission__title_nl", "kind", "sent_at")
        ),
        **subsidies_of(user),
        "registrations_for_events": [registration_of(each) for each in registered_by(user)],
        "delegations_asked": list(
            delegations_of(user).values(
                "organisation",
                "city",
                "country__iso2",
                "contact_name",
                "email",
                "people",
                "wishes",
                "accessibility",
                "asked_at",
                "starts_on",
                "ends_on",
                "state",
                "reason",
            )
        ),
        "answers_about_delegations": list(
            user.hosts_answered.values("delegation__organisation", "organisation__name", "state", "note", "answered_at")
        ),
        **missions_of(user),
        **own_prize_data.held_on(user),
        "messages_to_registered": list(
            user.event_messages.values("event__title_nl", "subject", "text", "sent_at", "recipients")
        ),
        "news": list(
            Subscription.objects.filter(email=user.email.lower()).values("language", "asked_at", "confirmed_at")
        ),
        "chapters_followed": list(user.chapter_subscriptions.values("chapter__title_nl", "created_at")),
        "mail": list(
            OutgoingMail.objects.filter(recipients__overlap=addresses_of(user)).values(
                "subject", "queued_at", "sent_at"
            )
        ),
        "changes_of_my_account": list(user.events.values("pgh_created_at", "pgh_label", "email", "name", "language")),
        "changes_by_me": list(changes_by(user)),
    }


def subsidies_of(user) -> dict:
    """Return what a user did in applications; what colleagues did in the same ones is theirs."""
    sent = Application.objects.filter(submitted_by=user).with_names()
    named = Application.objects.submitted().filter(contact_email__iexact=user.email).with_names()
    begun = Application.objects.filter(created_by=user)
    steps = Answers.objects.filter(saved_by=user)
    return {
        "applications_begun": list(begun.values("organisation__name", "title", "created_at", "state")),
        "applications_sent": [
            {"reference": each.reference, "title": each.title, "received_at": each.received_at} for each in sent
        ],
        "applications_that_name_me": [
            {
                "reference": each.reference,
                **values(each, "contact_name", "contact_email", "contact_phone", "postal_address"),
            }
            for each in named
        ],
        "answers_in_drafts": list(steps.values("application__organisation__name", "step", "data", "saved_at")),
        "attachments_added": list(
            user.attachments_added.values("application__organisation__name", "file_name", "sha256", "added_at")
        ),
        "supplements_sent": list(SupplementRequest.objects.filter(supplied_by=user).values("text", "supplied_at")),
        "proof_sent": list(SampleCheck.objects.filter(answered_by=user).values("text", "received_at")),
        "views_given": list(Intention.objects.filter(view_given_by=user).values("view", "view_given_at")),
        "reports_sent": list(
            AccountabilityReport.objects.filter(submitted_by=user).values(
                "result", "difference", "people", "benefit", "public_result", "submitted_at"
            )
        ),
        "bank_accounts_given": list(
            IbanChange.objects.filter(proposed_by=user).values("iban", "holder", "proposed_at", "outcome")
        ),
        "messages_in_cases": list(Message.objects.filter(sent_by=user).values("text", "sent_at")),
    }


def missions_of(user) -> dict:
    """Return on which missions somebody travels, for whom one applied, and which documents one added."""
    applied = MissionCompany.objects.filter(applied_by=user)
    return {
        "missions_travelled": list(
            travelling_as(user).values(
                "company__mission__title_nl",
                "company__organisation__name",
                "name",
                "role",
                "email",
                "phone",
                "in_briefing",
            )
        ),
        "missions_applied_for": list(
            applied.values("mission__title_nl", "organisation__name", "offers", "seeks", "targets", "applied_at")
        ),
        "mission_documents_added": list(
            user.mission_documents.values("mission__title_nl", "title", "file_name", "added_at")
        ),
    }


def values(record, *names):
    return {name: getattr(record, name) for name in names}


def registration_of(registration) -> dict:
    need = getattr(registration, "dietary_need", None)
    return {
        "event": registration.event.title,
        **values(registration, "name", "email", "affiliation", "language", "guests", "shows_name", "state"),
        **values(registration, "registered_at", "ended_at", "attended_at"),
        "answers": {answer.question.text: answer.shown for answer in registration.answers.all()},
        "dietary_need": need.text if need else "",
    }


def changes_by(user):
    """Return what the history says that a user changed: when, of what, and how."""
    events = pghistory.models.Events.objects.filter(pgh_context__user=user.pk)
    return events.order_by("pgh_created_at").values("pgh_created_at", "pgh_obj_model", "pgh_obj_id", "pgh_label")
