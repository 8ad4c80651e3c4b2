"""Make somebody who keeps three pages and is signed in, and print the cookie of that session."""

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
    print(f"sessionid={client.session.session_key}", end="")


if __name__ == "__main__":
    main()
