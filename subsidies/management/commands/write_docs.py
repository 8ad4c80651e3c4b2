from django.conf import settings
from django.core.management.base import BaseCommand

from subsidies.documentation import page


class Command(BaseCommand):
    help = "Write docs/subsidies.md from the tables of the code."
    requires_system_checks = []

    def handle(self, **options):
        (settings.BASE_DIR / "docs" / "subsidies.md").write_text(page(), encoding="utf-8")
