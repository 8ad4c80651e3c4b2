from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

PASSWORD = "alleen-om-te-proberen"


class Command(BaseCommand):
    help = "Make a fictitious account for each role, to try the back-office with. Refused in production."

    @transaction.atomic
    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("PRODUCTION is on: accounts with a known password are for development only")
        User = get_user_model()
        for group in Group.objects.order_by("name"):
            email = f"{group.name.replace(' ', '-')}@demo.example"
            user = User.objects.filter(email=email).first() or User(email=email, is_staff=True)
            user.name = f"Demo ({group.name})"
            user.set_password(PASSWORD)
            user.save()
            user.groups.set([group])
            self.stdout.write(f"{email}  {PASSWORD}")
