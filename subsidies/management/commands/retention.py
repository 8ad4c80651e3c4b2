from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from subsidies.actions import retaining
from subsidies.retention import due


class Command(BaseCommand):
    help = "Print what would go today by retention term, and what is held back; remove it only with --remove."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="print, and note that it was looked at (the default)")
        how.add_argument("--remove", action="store_true", help="remove what is due and not held")

    def handle(self, *, remove, **options):
        with translation.override("en"):
            self.remove() if remove else self.look()

    def look(self):
        run = retaining.begin(is_dry=True)
        found = due(run.day)
        for each in found:
            held = f", held: {', '.join(map(str, each.held))}" if each.held else ""
            self.stdout.write(f"{each.kind.value}: {name_of(each.application)}, due on {each.due_on}{held}")
        held = sum(bool(each.held) for each in found)
        self.stdout.write(f"{len(found) - held} would go on {run.day}, {held} held. Nothing was removed.")

    def remove(self):
        run, failed = retaining.remove_all()
        for removal in run.removals.order_by("pk"):
            self.stdout.write(
                f"{removal.kind}: {removal}, {sum(removal.counts.values())} records, {removal.files} files"
            )
        self.stdout.write(f"{run.removals.count()} went. Backups made before still hold it until {run.backups_until}.")
        if failed:
            names = ", ".join(name_of(each.application) for each in failed)
            raise CommandError(f"{len(failed)} could not be removed (see the log): {names}")


def name_of(application) -> str:
    return application.reference or f"draft {application.pk}"
