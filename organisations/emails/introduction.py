"""Mail about introductions. What a stranger wrote stands in it as a quotation, without links."""

from deventer_intl.message import send

from . import address, to_user


def to_asker(name, introduction, **context):
    send(
        f"organisations/email/{name}",
        to=introduction.email,
        language=introduction.language,
        introduction=introduction,
        **context,
    )


def confirm(*, introduction, token):
    """Ask whether this is the asker's own address. Nothing of what was typed is in it: anyone can have it sent."""
    to_asker(
        "introduction_confirm",
        introduction,
        url=address(introduction.language, "organisations:confirm_introduction", token),
    )


def received(*, introduction, user, token):
    to_member("introduction_received", introduction, user, token)


def reminder(*, introduction, user, token):
    to_member("introduction_reminder", introduction, user, token)


def to_member(name, introduction, user, token):
    to_user(
        name,
        user,
        introduction=introduction,
        url=address(user.language, "organisations:answer_introduction", token),
        all_url=address(user.language, "organisations:introductions", introduction.organisation.slug),
    )


def accepted(*, introduction):
    """Tell the asker with whom to go on."""
    to_asker("introduction_accepted", introduction, member=introduction.answered_by)


def in_contact(*, introduction):
    """Tell who accepted with whom to go on."""
    to_user("introduction_in_contact", introduction.answered_by, introduction=introduction)


def declined(*, introduction):
    to_asker(
        "introduction_declined", introduction, all_url=address(introduction.language, "organisations:organisations")
    )


def lapsed(*, introduction):
    to_asker("introduction_lapsed", introduction, all_url=address(introduction.language, "organisations:organisations"))
