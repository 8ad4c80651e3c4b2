"""What came of a settled project is published by an editor, and withdrawn again. Each is one transaction; `by` does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deventer_intl import picture_files
from globalgoals.claims import lay_down

from .. import results
from ..models import Application, PublicResult, ResultPhoto
from ..permissions import may_publish

TEXTS = ("title_nl", "text_nl", "title_en", "text_en", "title_de", "text_de")


def alone(application) -> Application:
    """Lock an application of which the result is published or withdrawn."""
    found = Application.objects.select_for_update(no_key=True, of=["self"])
    return found.select_related("organisation").get(pk=application.pk)


def require_editor(by, application) -> None:
    if not may_publish(by, application):
        raise PermissionDenied


def publish(*, application, by, texts, countries, goals, people=None, shows_costs=True, photos=None) -> PublicResult:
    """Publish what came of a project.

    `texts` are by the names in `TEXTS`; `photos` are those of the report that are shown: what one sees, by the key of each.
    """
    require_editor(by, application)
    photos = photos or {}
    # Before the transaction: each takes a moment in which nobody need wait.
    made = [(photo, photos[photo.pk], made_of(photo)) for photo in chosen(application, photos)]
    with transaction.atomic():
        application = alone(application)
        require_editor(by, application)
        result = to_fill_in(application)
        for name in TEXTS:
            setattr(result, name, texts.get(name, "").strip())
        said = {name: getattr(result, name) for name in TEXTS} | {f"alt_{pk}": alt for pk, alt in photos.items()}
        said |= {f"why_{rank}": " ".join(claim.motivations.values()) for rank, claim in enumerate(goals, 1)}
        refuse_words(application, said)
        result.people, result.costs = people, application.report.figures.real_costs if shows_costs else None
        result.published_at, result.published_by = timezone.now(), by
        result.full_clean(exclude=["application"])
        result.save()
        result.countries.set(countries)
        lay_down(result, goals)
        for position, (photo, alt, files) in enumerate(made, 1):
            show(result, position, photo, alt.strip(), files)
    return result


def to_fill_in(application) -> PublicResult:
    """Return the result of a locked application, new or withdrawn before; refuse what cannot be published."""
    result = PublicResult.objects.filter(application=application).first() or PublicResult(application=application)
    if result.published_at:
        day = date_format(timezone.localdate(result.published_at))
        text = _("This was published already, on %(day)s. Withdraw it first to say something else.")
        raise ValidationError(text % {"day": day}, code="published")
    cases = Application.objects.filter(pk=application.pk)
    if not cases.with_known_settlement().exists():
        text = _("The settlement of this project was not made known yet: nothing of it can be published.")
        raise ValidationError(text, code="unsettled")
    if not cases.proposing_result().exists():
        raise ValidationError(_("The applicant proposes nothing to publish."), code="unproposed")
    return result


def refuse_words(application, said) -> None:
    if wrong := results.wrongly_named(application, said):
        raise ValidationError(wrong)


def chosen(application, photos) -> list:
    """Return the photos of the report that were chosen, in its order; refuse any other, and one without consent."""
    report = getattr(application, "report", None)
    found = list(report.photos.filter(pk__in=photos).exclude(consent="")) if report else []
    if len(found) != len(photos):
        text = _("A photo you chose is not with this report, or was not agreed to. Look at the page again.")
        raise ValidationError(text, code="photo")
    if silent := [photo for photo in found if not photos[photo.pk].strip()]:
        raise ValidationError({f"alt_{photo.pk}": _("Say what one sees.") for photo in silent})
    return found


def made_of(photo):
    try:
        with photo.file.open("rb") as file:
            return picture_files.make(file)
    except OSError:
        text = _("The file of a photo is not in the storage: nothing was published.")
        raise ValidationError(text, code="lost") from None


def show(result, position, photo, alt, made) -> None:
    picture_files.store_elsewhere(made)
    ResultPhoto.objects.create(
        result=result,
        photo=photo,
        position=position,
        alt=alt,
        credit=photo.credit,
        digest=made.digest,
        width=made.width,
        height=made.height,
    )


@transaction.atomic
def withdraw(*, application, by) -> PublicResult:
    """Take a result off all pages, its photos with their files; what was written stays, to be published once more."""
    application = alone(application)
    require_editor(by, application)
    result = PublicResult.objects.published().filter(application=application).first()
    if result is None:
        raise ValidationError(_("This is not public."), code="unpublished")
    photos = list(result.photos.all())
    result.photos.all().delete()
    result.published_at = result.published_by = None
    result.save()
    # What fails here goes at night (`organisations/tasks.py`).
    transaction.on_commit(partial(picture_files.remove_at_once, photos), robust=True)
    return result
