"""Mail about what stands on a page."""

from . import address, to_user


def change_received(*, change):
    about_change("change_received", change)


def change_decided(*, change):
    about_change(f"change_{change.outcome}", change)


def about_change(name, change):
    """Tell whoever proposed a change, if still there."""
    if user := change.proposed_by:
        url = address(user.language, "organisations:edit_page", change.organisation.slug)
        to_user(name, user, change=change, url=url)
