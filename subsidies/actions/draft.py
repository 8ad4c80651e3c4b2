"""What people type into a draft, together. Each is one transaction; `by` is whoever does it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import steps
from ..models import Answers, Application

LONGEST_TITLE = Application._meta.get_field("title").max_length


def lock_draft(application) -> Application:
    """Until the transaction ends nobody else changes this draft: what is compared is what is written."""
    locked = (
        Application.objects.select_for_update(no_key=True, of=["self"])
        .select_related("organisation", "ceiling__scheme")
        .get(pk=application.pk)
    )
    if not locked.is_draft:
        raise ValidationError(_("This application was sent in already."), code="sent")
    return locked


@transaction.atomic
def keep(*, application, slug, data, by, settles=True, add_row=""):
    """Keep what was typed into a step, right or wrong, and return its form.

    What only a colleague changed is taken over; what both changed is set aside for whoever types, until it is settled.
    While one types (`settles=False`) nothing is settled. `add_row` names a table that gets one more row.
    """
    application = lock_draft(application)
    form = write_down(application, slug, data, by=by, settles=settles, add_row=add_row)
    texts, _aside = form.to_keep
    if settles and "title" in texts:
        name_draft(application, "".join(texts["title"][:1]))
    return form


def write_down(application, slug, data, *, by, settles=True, add_row="", within=steps):
    """Keep what was typed into a step of a locked application, right or wrong, and return its form.

    `within` are the steps that it is one of: those of applying, or of reporting (`report_steps.py`).
    """
    kept = within.kept_of(application)
    form = within.form_of(application, slug, data, by=by, settles=settles, kept=kept)
    texts, aside = form.to_keep
    if add_row:
        texts = form.add_row(add_row)
    answers = kept.get(slug) or Answers(application=application, step=slug)
    set_aside = {writer: theirs for writer, theirs in answers.set_aside.items() if writer != str(by.pk)}
    if aside:
        set_aside[str(by.pk)] = aside
    changed = {name for name, values in texts.items() if not form.is_stored(name, values)}
    answers.changed_by = {**answers.changed_by, **dict.fromkeys(changed, by.pk)}
    answers.data, answers.set_aside = texts, set_aside
    answers.is_done = not aside and not add_row and form.is_valid()
    answers.saved_by, answers.saved_at = by, timezone.now()
    answers.save()
    return form


def name_draft(application, title):
    """Call a draft in lists as it will be called."""
    title = " ".join(title.split())[:LONGEST_TITLE]
    if title != application.title:
        application.title = title
        application.save(update_fields=["title"])
