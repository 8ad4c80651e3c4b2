"""Mail to the members of the room of a network."""

from . import address, to_user


def message(*, message, reader):
    """What the secretary writes to all; an answer goes to the secretary."""
    to_user(
        "room_message",
        reader,
        reply_to=message.sent_by.email,
        message=message,
        url=address(reader.language, "organisations:room", message.network.slug),
    )
