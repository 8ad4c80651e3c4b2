"""Mail about who keeps a page."""

from deventer_intl.message import send

from . import address, to_user


def invitation(*, invitation, token, language):
    send(
        "organisations/email/invitation",
        to=invitation.email,
        language=language,
        invitation=invitation,
        url=address(language, "organisations:accept_invitation", token),
    )


def joined(*, membership):
    """Tell the other owners that somebody came."""
    for owner in membership.organisation.memberships.owners().exclude(pk=membership.pk).select_related("user"):
        to_user(
            "joined",
            owner.user,
            membership=membership,
            url=address(owner.user.language, "organisations:people", membership.organisation.slug),
        )


def role_changed(*, membership, by):
    to_user("role_changed", membership.user, membership=membership, by=by)


def removed(*, membership, by):
    to_user("removed", membership.user, membership=membership, by=by)


def claim_received(*, claim):
    to_user("claim_received", claim.user, claim=claim, url=address(claim.user.language, "member_home"))


def claim_approved(*, claim):
    to_user("claim_approved", claim.user, claim=claim, url=address(claim.user.language, "member_home"))


def claim_refused(*, claim):
    to_user("claim_refused", claim.user, claim=claim)
