"""What the database refuses of public results, whoever asks: tried in SQL by the role that serves."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from subsidies import retention
from subsidies.actions import retaining
from subsidies.models import PublicResult, ResultPhoto
from tests.factories import OrganisationFactory
from tests.subsidy_factories import PublicResultFactory, granted

from .result_scene import published, told
from .retention_scene import aged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

TEXT = "Vijf scholen in Oeganda hebben water."
PHOTO = """
    INSERT INTO subsidies_resultphoto (result_id, photo_id, position, alt, credit, digest, width, height)
    VALUES (%s, %s, %s, 'Een pomp', 'Ada', repeat('0', 32), 640, 480)
"""
PUBLISH = "UPDATE subsidies_publicresult SET published_at = now() WHERE id = %s"
INSERT = """
    INSERT INTO subsidies_publicresult (application_id, title_nl, title_en, title_de, text_nl, text_en, text_de, published_at)
    VALUES (%s, 'Titel', '', '', 'Tekst', '', '', now())
"""


def refuses(sql, *values):
    """Return what the database says to a statement that it must refuse."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


def test_nothing_is_public_before_the_settlement_is_known(as_serving_role):
    said = "once its settlement was made known"
    running, waiting = PublicResultFactory(application=granted()), told(announced=False, photos=0)
    assert said in refuses(PUBLISH, running.pk)
    assert said in refuses(INSERT, waiting.pk)
    assert said in refuses(PUBLISH, PublicResultFactory(application=waiting).pk)


def test_what_is_public_stays_until_it_is_withdrawn_whole(as_serving_role):
    result = published()
    one = "UPDATE subsidies_publicresult SET {} WHERE id = %s"
    assert "until it is withdrawn" in refuses(one.format("text_nl = 'Anders'"), result.pk)
    assert "until it is withdrawn" in refuses(one.format("published_at = now() - interval '1 day'"), result.pk)
    assert "not left in public" in refuses(one.format("published_at = NULL, published_by_id = NULL"), result.pk)
    assert "Cannot delete" in refuses("DELETE FROM subsidies_publicresult WHERE id = %s", result.pk)
    assert "Cannot update" in refuses("UPDATE subsidies_resultphoto SET alt = 'Anders' WHERE result_id = %s", result.pk)
    # Whoever leaves is forgotten.
    PublicResult.objects.filter(pk=result.pk).update(published_by=None)


def test_a_result_does_not_move_to_another_case_and_is_never_empty(as_serving_role):
    result, other = PublicResultFactory(), granted(organisation=OrganisationFactory())
    one = "UPDATE subsidies_publicresult SET {} WHERE id = %s"
    assert "Cannot update" in refuses(one.format("application_id = %s"), other.pk, result.pk)
    assert "result_says_something" in refuses(one.format("text_nl = ''"), result.pk)
    assert "result_costs" in refuses(one.format("costs = -1"), result.pk)


def test_only_a_photo_of_the_own_report_is_added_to_what_is_public(as_serving_role):
    case, other = told(photos=2), told(organisation=OrganisationFactory())
    own, second = case.report.photos.all()
    said = "only a photo of the own report"
    draft = PublicResultFactory(application=case)
    assert said in refuses(PHOTO, draft.pk, own.pk, 1)
    result = published(case, photos={own.pk: own.alt})
    assert said in refuses(PHOTO, result.pk, other.report.photos.get().pk, 2)
    assert "result_photo_once" in refuses(PHOTO, result.pk, own.pk, 2)
    with connection.cursor() as cursor:
        cursor.execute(PHOTO, [result.pk, second.pk, 2])
    assert ResultPhoto.objects.count() == 2


def test_after_its_term_the_text_stays_public_and_the_photos_go(client):
    case = told(is_paid=True)
    photo = published(case).photos.get()
    aged(case, "granted")
    [due] = [each for each in retention.due(timezone.localdate()) if each.kind == "granted"]
    assert not due.held
    _run, failed = retaining.remove_all()
    assert failed == []
    result = PublicResult.objects.get()
    assert (result.text_nl, result.published_by, result.photos.count()) == (TEXT, None, 0)
    assert result.events.count() == 0
    assert client.get(photo.small).status_code == 404
    assert result.title_nl in client.get(f"/subsidies/register/{case.reference}/").text
