from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

PASSWORD = "alleen-om-te-proberen"


class Command(BaseCommand):
    help = "Make a fictitious account for each role, to try the back-office with. Refused outside development."

    @transaction.atomic
    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("DEBUG is off: accounts with a known password are for development only")
        User = get_user_model()
        for group in Group.objects.order_by("name"):
            email = f"{group.name.replace(' ', '-')}@demo.example"
            user = User.objects.filter(email=email).first() or User(email=email, is_staff=True)
            user.name = f"Demo ({group.name})"
            user.set_password(PASSWORD)
            user.save()
            user.groups.set([group])
            EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
            if not is_mfa_enabled(user):
                TOTP.activate(user, generate_totp_secret())
            self.stdout.write(f"{email}  {PASSWORD}")
        self.stdout.write(
            f"The code of the authenticator app is {settings.MFA_TOTP_INSECURE_BYPASS_CODE} for each of them."
        )
