"""Settled projects of which the applicant proposes what everybody may read."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from globalgoals.claims import claims_of
from subsidies.actions import deciding, publishing
from subsidies.models import Application
from tests.images import image
from tests.subsidy_factories import (
    AccountabilityReportFactory,
    BudgetLineFactory,
    DeciderFactory,
    EditorFactory,
    ReportPhotoFactory,
    ready,
    reported,
    submitted,
    take_decision,
)

from .settled_cases import fresh, paid, settled


def told(*, photos=1, announced=True, hides_place=False, is_paid=False, **values):
    """Return a settled project whose report proposes a text, with photos; the activity was done yesterday."""
    case, yesterday = ready(submitted(**values)), timezone.localdate() - timedelta(days=1)
    decision = take_decision(application=case, activity_until=yesterday, hides_place=hides_place)
    deciding.announce(decision=decision, by=DeciderFactory())
    for payment in case.payments.all() if is_paid else []:
        paid(payment)
    case = fresh(case)
    BudgetLineFactory(application=case)
    report = AccountabilityReportFactory(application=case)
    for position in range(1, photos + 1):
        content = image("WEBP", size=(700, 500), colour=(position * 40, 120, 120))
        ReportPhotoFactory(report=report, position=position, file=ContentFile(content, name="foto.webp"))
    reported(case)
    settled(fresh(case), announced=announced)
    return Application.objects.with_names().select_related("report").get(pk=case.pk)


def published(case=None, by=None, **values):
    """Publish what came of a project, with all its photos; return the result."""
    case = case or told()
    texts = {"title_nl": "Vijf pompen geplaatst", "text_nl": "Vijf scholen in Oeganda hebben water."}
    said = {
        "texts": texts | values.pop("texts", {}),
        "people": 120,
        "countries": case.countries.all(),
        "goals": claims_of(case),
        "photos": {photo.pk: photo.alt for photo in case.report.photos.all()},
    }
    return publishing.publish(application=case, by=by or EditorFactory(), **(said | values))
