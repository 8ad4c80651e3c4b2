"""What changes the room of a network. Each is one transaction; `by` is whoever does it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import room as emails
from ..models import Meeting, Network, Paper

# Who presses the button twice, or goes back and sends again, mails nobody twice.
SAME_MESSAGE = timedelta(hours=1)


@transaction.atomic
def add_meeting(*, network, title, held_on, by):
    """Add a meeting; who presses the button twice adds one."""
    network = Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    return Meeting.objects.get_or_create(network=network, title=title, held_on=held_on)[0]


@transaction.atomic
def change_meeting(*, meeting, title, held_on, by):
    meeting = locked(meeting)
    meeting.title, meeting.held_on = title, held_on
    meeting.save()


def locked(meeting):
    """Lock a meeting for the rest of the transaction: it is not removed while a paper is added."""
    meeting = Meeting.objects.select_for_update().filter(pk=meeting.pk).first()
    if meeting is None:
        raise ValidationError(_("This meeting has been removed."), code="gone")
    return meeting


@transaction.atomic
def add_paper(*, meeting, kind, title, file_name, content, by):
    """Keep a file that was checked (`paper_files.py`) with a meeting, once."""
    meeting = locked(meeting)
    same = meeting.papers.filter(kind=kind, title=title, file_name=file_name, size=len(content))
    if any(holds(paper, content) for paper in same):
        raise ValidationError(_("This very file is with this meeting already."), code="twice")
    return Paper.objects.create(
        meeting=meeting,
        kind=kind,
        title=title,
        file=ContentFile(content, name=file_name),
        file_name=file_name,
        size=len(content),
        added_by=by,
    )


def holds(paper, content):
    try:
        with paper.file.open("rb") as file:
            return file.read() == content
    except OSError:
        return False


@transaction.atomic
def remove_paper(*, paper, by):
    paper.delete()
    forget_file(paper)


@transaction.atomic
def remove_meeting(*, meeting, by):
    """Remove a meeting with its papers."""
    meeting = locked(meeting)
    papers = list(meeting.papers.all())
    meeting.delete()
    for paper in papers:
        forget_file(paper)


def forget_file(paper):
    """Remove a file once it is certain that nothing names it; what fails here is removed at night (`tasks.py`)."""
    transaction.on_commit(lambda: paper.file.storage.delete(paper.file.name), robust=True)


@transaction.atomic
def send_message(*, network, subject, text, by):
    """Mail all members of the room, each in the own language, and keep the message in the room."""
    network = Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    same = network.messages.filter(subject=subject, text=text, sent_at__gt=timezone.now() - SAME_MESSAGE)
    if same.exists():
        raise ValidationError(_("This very message was sent already."), code="sent")
    readers = list(network.people())
    if not readers:
        raise ValidationError(_("This network has no members who can get mail yet."), code="nobody")
    message = network.messages.create(subject=subject, text=text, sent_by=by, recipients=len(readers))
    for reader in readers:
        emails.message(message=message, reader=reader)
    return message
