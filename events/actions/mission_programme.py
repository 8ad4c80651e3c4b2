"""The programme of a mission and the papers for who goes along. Each is one transaction; `by` is whoever does it."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl.virus_scanner import ScannerDown, is_clean

from ..missions.programme import refuse_other_days
from ..models import MissionDocument, MissionItem, Stage
from .mission_applying import locked

# What a calendar must hear of (RFC 5545, 3.8.7.4).
IN_CALENDARS = [
    "kind", "title_nl", "title_en", "title_de", "note_nl", "note_en", "note_de", "starts_at", "ends_at", "zone", "ends_zone",
    "venue", "place_id", "host",
]  # fmt: skip


def open_mission(mission):
    """Lock a mission whose programme and papers can still change."""
    mission = locked(mission)
    if mission.stage in {Stage.CLOSED, Stage.CANCELLED}:
        raise ValidationError(_("This mission is over: nothing of it changes any more."), code="over")
    return mission


def check(item, companies):
    """Refuse what the rows cannot show by themselves: another day, a company that does not go along."""
    refuse_other_days(
        item.local_start.date(), item.local_end.date(), item.mission.starts_on, item.mission.ends_on
    )  # fmt: skip
    if any(company.mission_id != item.mission_id or not company.is_going for company in companies):
        text = _("Choose companies of this delegation.")
        raise ValidationError({"companies": ValidationError(text, code="other_company")})
    item.full_clean()


@transaction.atomic
def add_item(*, item, companies, by):
    """Put something on the programme: for the whole delegation, or for some companies of it."""
    item.mission = open_mission(item.mission)
    check(item, companies)
    item.save()
    item.companies.set(companies)
    return item


@transaction.atomic
def change_item(*, item, companies, by):
    """Change an item; its calendar entry gets a higher number where that is needed."""
    item.mission = open_mission(item.mission)
    before = MissionItem.objects.going_on().select_for_update(no_key=True, of=["self"]).filter(pk=item.pk).first()
    if before is None:
        raise ValidationError(_("This item was removed meanwhile."), code="gone")
    check(item, companies)
    if any(getattr(before, name) != getattr(item, name) for name in IN_CALENDARS):
        item.sequence = before.sequence + 1
    item.save()
    item.companies.set(companies)
    return item


@transaction.atomic
def remove_item(*, item, by):
    """Take an item off the programme, also in calendars; a second click changes nothing."""
    open_mission(item.mission)
    found = MissionItem.objects.going_on().select_for_update(no_key=True, of=["self"]).filter(pk=item.pk).first()
    if found:
        found.cancelled_at, found.sequence = timezone.now(), found.sequence + 1
        found.save(update_fields=["cancelled_at", "sequence", "changed_at"])


def refuse_virus(content):
    """Refuse a file with a virus, and every file as long as the scanner that is set does not answer."""
    try:
        clean = is_clean(content)
    except ScannerDown:
        text = _("We cannot check files for viruses at this moment. Try again in some minutes.")
        raise ValidationError({"file": ValidationError(text, code="scanner")}) from None
    if not clean:
        text = _("There is a virus in this file. We did not keep it. Scan your computer, and choose another file.")
        raise ValidationError({"file": ValidationError(text, code="virus")})


def add_document(*, mission, title, file_name, content, by):
    """Keep a file that was checked (`paper_files.py`) for who goes along, once."""
    # Before the transaction: nobody need wait for the scanner.
    refuse_virus(content)
    with transaction.atomic():
        mission = open_mission(mission)
        same = mission.documents.filter(title=title, file_name=file_name, size=len(content))
        if any(holds(document, content) for document in same):
            raise ValidationError(_("This very file is with this mission already."), code="twice")
        return MissionDocument.objects.create(
            mission=mission,
            title=title,
            file=ContentFile(content, name=file_name),
            file_name=file_name,
            size=len(content),
            added_at=timezone.now(),
            added_by=by,
        )


def holds(document, content):
    try:
        with document.file.open("rb") as file:
            return file.read() == content
    except OSError:
        return False


@transaction.atomic
def remove_document(*, document, by):
    """Remove a document; its file goes once it is certain that nothing names it, else at night (`tasks.py`)."""
    document.delete()
    transaction.on_commit(lambda: document.file.storage.delete(document.file.name), robust=True)
