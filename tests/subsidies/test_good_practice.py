"""What is public of a report becomes a draft of a good practice, in one step and once only."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from deventer_intl.picture_files import are_kept
from globalgoals.models import GoodPractice
from organisations.models import Organisation
from subsidies.actions import good_practice, publishing
from tests.conftest import sign_in
from tests.subsidy_factories import EditorFactory, OfficerFactory

from .result_scene import published, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def test_a_published_result_becomes_a_draft_once():
    editor = EditorFactory()
    result = published(by=editor, texts={"text_en": "Five schools have water."})
    practice = good_practice.make(application=result.application, by=editor)
    assert (practice.status, practice.title_nl, practice.story_nl) == ("draft", result.title_nl, result.text_nl)
    assert practice.story_en == "Five schools have water."
    assert set(practice.goals.all()) == set(result.goals.all())
    assert set(practice.countries.all()) == set(result.countries.all())
    figures = [(figure.number, figure.what_nl) for figure in practice.figures.all()]
    assert figures[0] == (120, "mensen bereikt") and figures[1][1] == "euro aan kosten"
    assert all(result.application.reference in figure.source for figure in practice.figures.all())
    photo, of_result = practice.photos.get(), result.photos.get()
    assert (photo.digest, photo.alt_nl, photo.credit) == (of_result.digest, of_result.alt, of_result.credit)
    assert list(GoodPractice.objects.public()) == []
    with pytest.raises(ValidationError) as error:
        good_practice.make(application=result.application, by=editor)
    assert error.value.code == "made"


def test_what_is_not_public_is_not_taken_over():
    editor, case = EditorFactory(), told()
    with pytest.raises(ValidationError) as error:
        good_practice.make(application=case, by=editor)
    assert error.value.code == "unpublished"
    result = published(case, by=editor)
    with pytest.raises(PermissionDenied):
        good_practice.make(application=case, by=OfficerFactory())
    Organisation.objects.filter(pk=case.organisation_id).update(legal_form="sole-trader")
    result.refresh_from_db()
    with pytest.raises(ValidationError) as error:
        good_practice.make(application=type(case).objects.get(pk=case.pk), by=editor)
    assert error.value.code == "person"
    assert not GoodPractice.objects.exists()


def test_photos_of_a_practice_outlive_the_result():
    editor = EditorFactory()
    result = published(by=editor)
    practice = good_practice.make(application=result.application, by=editor)
    publishing.withdraw(application=result.application, by=editor)
    assert are_kept(practice.photos.get())


def test_editor_does_it_with_a_button(client):
    editor = EditorFactory()
    sign_in(client, editor)
    case = published(by=editor).application
    page = reverse("admin:subsidies_publicresult_publish", args=[case.pk])
    make = reverse("admin:subsidies_publicresult_practice", args=[case.pk])
    assert make in client.get(page).text
    assert client.get(make).status_code == 405
    made = client.post(make)
    practice = GoodPractice.objects.get()
    assert made["Location"] == reverse("admin:globalgoals_goodpractice_change", args=[practice.pk])
    assert client.get(made["Location"]).status_code == 200
    shown = client.get(page).text
    assert made["Location"] in shown and make not in shown
    assert client.post(make)["Location"] == page
    assert GoodPractice.objects.count() == 1
