from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compile all django.po and djangojs.po under locale/; needs no msgfmt. With --check, refuse missing and fuzzy ones."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, check, **options):
        for path in sorted(settings.BASE_DIR.glob("locale/**/LC_MESSAGES/django*.po")):
            with path.open("rb") as file:
                catalog = read_po(file, locale=path.parent.parent.name)
            bad = [message.id for message in catalog if message.id and (message.fuzzy or not all(texts(message)))]
            if check and bad:
                raise CommandError(f"{path.relative_to(settings.BASE_DIR)}: missing or fuzzy: {bad[:10]}")
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalog)


def texts(message):
    return message.string if isinstance(message.string, tuple) else [message.string]
