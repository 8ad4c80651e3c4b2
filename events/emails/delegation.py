"""Mail about delegations that ask to come. What a stranger wrote stands in it as a quotation, without links."""

from django.conf import settings

from deventer_intl.message import send

from . import address, to_user


def to_contact(name, delegation, **context):
    """Mail whoever asked, with the address where the request is followed."""
    if delegation.email:
        send(
            f"events/email/{name}",
            to=delegation.email,
            language=delegation.language,
            reply_to=settings.OFFICE_EMAIL,
            delegation=delegation,
            url=address(delegation.language, "events:delegation", delegation.key),
            **context,
        )


def asked(*, delegation):
    """Say that a request came in. Nothing of what was typed is in it: anyone can have it sent."""
    to_contact("delegation_asked", delegation)


def accepted(*, delegation):
    to_contact("delegation_accepted", delegation)


def declined(*, delegation, was_welcome):
    to_contact("delegation_declined", delegation, was_welcome=was_welcome)


def withdrawn(*, delegation):
    to_contact("delegation_withdrawn", delegation)


def programme(*, delegation, items):
    to_contact("delegation_programme", delegation, items=items)


def to_office(*, delegation):
    """Tell the office that a delegation asks to come, or no longer does."""
    if settings.OFFICE_EMAIL:
        url = address("nl", "admin:events_delegation_change", delegation.pk)
        send("events/email/delegation_office", to=settings.OFFICE_EMAIL, language="nl", delegation=delegation, url=url)


def to_host(name, delegation, host, **context):
    """Mail all who keep the page of a host; return how many they are."""
    members = list(host.organisation.memberships.reachable().select_related("user"))
    for member in members:
        to_user(
            name,
            member.user,
            delegation=delegation,
            host=host,
            url=address(member.user.language, "events:delegation_host", host.key),
            own_url=address(member.user.language, "events:hosting", host.organisation.slug, host.pk),
            **context,
        )
    return len(members)


def host_asked(*, delegation, host):
    return to_host("delegation_host_asked", delegation, host)


def comes_not(*, delegation, host):
    to_host("delegation_comes_not", delegation, host)


def programme_for_host(*, delegation, host, items):
    own = [item for item in items if item.organisation_id == host.organisation_id]
    to_host("delegation_programme_for_host", delegation, host, items=own)
