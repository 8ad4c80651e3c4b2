"""Mail about applications: to the member who sent it in, and to the contact it names; of a paper to the contact alone."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from deventer_intl.message import send
from organisations.emails import address
from organisations.models import Membership

from . import accounting
from .clock import decision_due_on, equal_days
from .models import Channel
from .reckoning.deadlines import amsterdam_day, objection_term


def readers(application):
    """Yield whom to write to and in which language: each address once.

    Who submitted is written to while a member, and the contact unless that is somebody who left; where nobody is left of
    these, those who keep the page of the organisation are told.
    """
    members = application.organisation.memberships.reachable()
    found = {}
    # Of a paper, that is the civil servant who typed it over.
    if application.channel != Channel.PAPER:
        sender = members.filter(user=application.submitted_by_id).select_related("user").first()
        if sender is not None:
            found[sender.user.email.lower()] = sender.user.email, sender.user.language
    contact = application.contact_email
    if contact and not has_left(application.organisation, contact):
        found.setdefault(contact.lower(), (contact, settings.LANGUAGE_CODE))
    if not found and application.channel != Channel.PAPER:
        for owner in members.owners().select_related("user"):
            found[owner.user.email.lower()] = owner.user.email, owner.user.language
    yield from found.values()


def has_left(organisation, email) -> bool:
    """Tell whether an address is of somebody who was a member of an organisation, and is no longer or cannot sign in."""
    users = get_user_model().objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email))
    if organisation.memberships.reachable().filter(user__in=users).exists():
        return False
    was_member = Membership.pgh_event_model.objects.filter(organisation=organisation, user__in=users.values("pk"))
    return was_member.exists()


def to_readers(name, application, **context):
    for to, language in readers(application):
        url = address(language, "subsidies:application", application.reference)
        send(f"subsidies/email/{name}", to=to, language=language, application=application, url=url, **context)


def to_writers(name, application, **context):
    """Write to whoever wrote in a draft and is still a member of the organisation."""
    wrote = (
        Q(pk=application.created_by_id)
        | Q(pk__in=application.answers.values("saved_by"))
        | Q(pk__in=application.attachments.values("added_by"))
    )
    members = get_user_model().objects.filter(memberships__organisation=application.organisation, is_active=True)
    for user in members.filter(wrote).distinct():
        about_draft(name, "subsidies:draft", application, user, **context)


def about_draft(name, page, application, user, **context):
    url = address(user.language, page, application.pk)
    send(f"subsidies/email/{name}", to=user.email, language=user.language, application=application, url=url, **context)


def draft_untouched(*, application, closes_on):
    to_writers("draft_untouched", application, closes_on=closes_on)


def draft_closes(*, application, closes_on):
    to_writers("draft_closes", application, closes_on=closes_on)


def received(*, application, receipt=b""):
    """That it came in, with all that was sent as a PDF; without it where it could not be made."""
    attachments = [(f"{application.reference}.pdf", receipt, "application/pdf")] if receipt else []
    to_readers(
        "received",
        application,
        due_on=decision_due_on(application),
        has_receipt=bool(receipt),
        attachments=attachments,
    )


def withdrawn(*, application):
    to_readers("withdrawn", application)


def supplement_asked(*, request, letter):
    to_readers("supplement_asked", request.application, request=request, letter=letter)


def supplement_reminder(*, request):
    to_readers("supplement_reminder", request.application, request=request)


def supplied(*, application):
    to_readers("supplied", application)


def sample_asked(*, check, letter):
    to_readers("sample_asked", check.application, check=check, letter=letter)


def sample_reminder(*, check):
    to_readers("sample_reminder", check.application, check=check)


def sample_answered(*, check):
    to_readers("sample_answered", check.application)


def sample_closed(*, check):
    to_readers("sample_closed", check.application, check=check)


def found_complete(*, application):
    to_readers("found_complete", application, due_on=decision_due_on(application))


def extended(*, application):
    to_readers("extended", application, due_on=decision_due_on(application))


def decided(*, decision, letter):
    """That it was decided, where the letter is, and until when one can object (Awb 3:45)."""
    object_until = objection_term(amsterdam_day(decision.announced_at), equal_days())
    to_readers("decided", decision.application, decision=decision, object_until=object_until, letter=letter)


def intention(*, intention, letter):
    to_readers("intention", intention.application, intention=intention, letter=letter)


def payment_suspended(*, suspension):
    to_readers("payment_suspended", suspension.application, suspension=suspension)


def message_from_staff(*, message):
    to_readers("message_from_staff", message.application)


def infected(*, attachment):
    """That a file which waited for the virus scanner holds a virus: to whoever added it, who may have no case yet."""
    user, application = attachment.added_by, attachment.application
    if not application.is_draft:
        to_readers("infected", application, attachment=attachment)
    elif user is not None and application.organisation.memberships.reachable().filter(user=user).exists():
        about_draft("infected", "subsidies:attachments", application, user, attachment=attachment)


def to_office(name, application, **context):
    """Tell the office, if it has an address, that something waits in a case; what it is stays in the portal."""
    if settings.OFFICE_EMAIL:
        url = settings.PORTAL_URL + "/beheer/"
        send(
            f"subsidies/email/{name}",
            to=settings.OFFICE_EMAIL,
            language=settings.LANGUAGE_CODE,
            application=application,
            url=url,
            **context,
        )


def message_from_applicant(*, message):
    to_office("message_from_applicant", message.application)


def supplement_came(*, application):
    to_office("supplement_came", application)


def sample_came(*, check):
    to_office("sample_came", check.application)


def view_given(*, intention):
    to_office("view_given", intention.application)


def iban_proposed(*, change):
    """To everybody of the organisation but who asked for it, and to the contact: nobody is robbed unseen."""
    application, by = change.application, change.proposed_by
    found = {to.lower(): (to, language) for to, language in readers(application)}
    for each in application.organisation.memberships.reachable().select_related("user"):
        found[each.user.email.lower()] = each.user.email, each.user.language
    if by is not None:
        found.pop(by.email.lower(), None)
    for to, language in found.values():
        url = address(language, "subsidies:application", application.reference)
        send("subsidies/email/iban_proposed", to=to, language=language, application=application, url=url, change=change)
    to_office("iban_to_check", application)


def iban_confirmed(*, change):
    to_readers("iban_confirmed", change.application, change=change)


def iban_refused(*, change):
    to_readers("iban_refused", change.application, change=change)


def view_reminder(*, intention):
    to_readers("view_reminder", intention.application, intention=intention)


def offer_reminder(*, decision):
    to_readers("offer_reminder", decision.application, decision=decision)


def report_received(*, report):
    """That the report came in, and whether that was late: the receipt."""
    is_late = accounting.days_late(report) > 0
    to_readers("report_received", report.application, report=report, is_late=is_late)


def report_came(*, report):
    to_office("report_came", report.application)


def report_reminder(*, application, due_on):
    to_readers("report_reminder", application, due_on=due_on)


def report_late(*, application, due_on):
    to_readers("report_late", application, due_on=due_on)


def final_term(*, term, letter):
    to_readers("final_term", term.application, term=term, letter=letter)


def digest(*, user, sheet):
    url = address(user.language, "admin:index")
    send("subsidies/email/digest", to=user.email, language=user.language, sheet=sheet, url=url)


def glass_broken(*, glass, user):
    """To everybody who handles or decides: that a case was opened in spite of a tie. Why stays in the portal."""
    url = address(user.language, "admin:index")
    send("subsidies/email/glass_broken", to=user.email, language=user.language, glass=glass, url=url)


def rearranged(*, recovery):
    to_readers("rearranged", recovery.decision.application, recovery=recovery)


def objection_received(*, objection, due_on):
    """That an objection came in (Awb 6:14), and until when it is decided on."""
    to_readers("objection_received", objection.decision.application, objection=objection, due_on=due_on)


def objection_came(*, objection):
    to_office("objection_came", objection.decision.application)


def objection_repair(*, objection, what):
    to_readers("objection_repair", objection.decision.application, objection=objection, what=what)


def objection_later(*, objection, due_on):
    """That it is decided on later than was said."""
    to_readers("objection_later", objection.decision.application, objection=objection, due_on=due_on)


def objection_withdrawn(*, objection):
    to_readers("objection_withdrawn", objection.decision.application, objection=objection)
