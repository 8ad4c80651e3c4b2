"""Mail about pages that were not confirmed for long."""

from ..freshness import Step
from . import address, to_user


def confirmation_request(*, request, token):
    """Ask an owner whether the page is still right, or tell that it was unpublished; with a link that confirms it."""
    language = request.user.language
    to_user(
        "unpublished" if request.step == Step.UNPUBLISH else "still_right",
        request.user,
        request=request,
        organisation=request.organisation,
        url=address(language, "organisations:confirm_by_link", token),
        own_page=address(language, "member_home"),
    )
