"""Make somebody who keeps three pages and is signed in; print the cookie of that session, and the address of a step of an
application where the portal has one."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")


def main():
    import django

    django.setup()
    from django.test import Client

    from organisations.actions.membership import admit
    from organisations.models import Organisation, Role, User

    user = User.objects.create_user("bench@bench.example", name="Bench")
    for organisation in Organisation.objects.order_by("pk")[:3]:
        admit(organisation=organisation, user=user, role=Role.OWNER)
    client = Client()
    client.force_login(user)
    print(f"sessionid={client.session.session_key}")
    print(address_of_a_step(user))


def address_of_a_step(user):
    """Return the page on which a draft of this user is written, "" while there is none."""
    from django.urls import NoReverseMatch, reverse

    from organisations.models import Organisation
    from subsidies.models import Application

    from .applications import ready_ceiling

    try:
        address = reverse("subsidies:step", args=[1, "begroting"])
    except NoReverseMatch:
        return ""
    organisation = Organisation.objects.filter(memberships__user=user).first()
    draft = Application.objects.create(organisation=organisation, ceiling=ready_ceiling(1), created_by=user)
    return address.replace("/1/", f"/{draft.pk}/")


if __name__ == "__main__":
    main()
