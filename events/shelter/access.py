"""Who sees what is private of Shelter City: people who were named for it, and nobody besides."""

from django.core.exceptions import PermissionDenied

# A group that only a person fills, one by one: single sign-on knows it not (`organisations.roles.ROLES`).
GROUP = "shelter city"


def is_keeper(user) -> bool:
    """Say whether somebody is one of those named; a superuser is not, unless named as well."""
    if not hasattr(user, "keeps_shelter_city"):
        # Of one request, as Django keeps the rights of a user.
        is_named = user.is_active and user.is_staff and user.groups.filter(name=GROUP).exists()
        user.keeps_shelter_city = is_named
    return user.keeps_shelter_city


def require_keeper(user) -> None:
    if not is_keeper(user):
        raise PermissionDenied
